"""Broken invariants: what a page may show, or leave out, against a promise."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import compress
from typing import Any

from ..conditions.tree import facts_of
from ..schema.declared import texts_of
from ..values.cases import Invariant
from ..values.content import Text
from ..values.procedure import DocumentEntry, Procedure, Warning
from ..values.rules import Document, Orientation
from .diagrams import FALSE, NOT_FALSE, NOT_TRUE, TRUE, Diagram
from .findings import Finding, shown_by
from .meaning import Held, Meaning
from .readings import values_of
from .rules_of import Place, line_names
from .text_rules import TextMatch, matcher_for


@dataclass(frozen=True, slots=True)
class _Shown:
    """One thing that a sheet may show: where it is written, and for which answers.

    ``kind`` and ``name`` are what an invariant can forbid by name. ``where`` is a three-valued
    diagram: false for the answers with which the thing is never on the sheet, true where it is
    whenever the sheet is shown. ``dated`` is set for a step that has a last day, ``by_hour`` if
    that day is counted in hours.
    """

    place: Place
    where: Diagram
    texts: tuple[Text, ...]
    kind: str = ""
    name: str = ""
    dated: bool = False
    by_hour: bool = False


def broken_invariants(meaning: Meaning) -> Iterator[Finding]:
    """Yield each thing that an invariant forbids and that somebody may be shown, and each sheet
    that does not always tell what an invariant asks for.

    Unknown counts on the careful side twice: who *may* be concerned by the invariant is, and what
    *may* be shown is. Only what is certain to be shown counts as shown.
    """
    invariants = tuple(meaning.rule_set.invariants.values())
    if not invariants:
        return
    store, matcher = meaning.store, matcher_for(invariants)
    beside = [_beside(meaning, one) for one in meaning.rule_set.advice]
    for truth, things in _sheets(meaning):
        sheet = store.restrict(meaning.valid, truth, NOT_FALSE)
        shown = list(things)
        found = [matcher.to(one.texts) for one in (*shown, *beside)]
        worded = frozenset().union(*{one.words for one in found[: len(shown)]})
        names = {(one.kind, one.name) for one in shown}
        for number, invariant in enumerate(invariants):
            # Two pages of three hold nothing that an invariant is about.
            if number in worded or _may_concern(invariant, names):
                matches = [one.each[number] for one in found]
                yield from _Page(meaning, invariant, sheet, shown, beside, matches).broken()


def _may_concern(invariant: Invariant, names: Collection[tuple[str, str]]) -> bool:
    """Tell whether an invariant forbids a thing by its name, or requires a phrase."""
    if invariant.first:
        return True
    if invariant.told and any(
        kind == "procedures" and (not invariant.on or name in invariant.on) for kind, name in names
    ):
        return True
    forbidden = _forbidden_by(invariant)
    return any(name and name in forbidden.get(kind, ()) for kind, name in names)


def _forbidden_by(invariant: Invariant) -> Mapping[str, Collection[str]]:
    return {
        "procedures": invariant.procedures,
        "documents": invariant.documents,
        "channels": invariant.channels,
        "places": invariant.places,
    }


@dataclass(frozen=True, slots=True)
class _Page:
    """What one invariant says of one sheet, with the orientations that stand beside it.

    ``matches`` are those of the texts of each thing: those shown, then those beside.
    """

    meaning: Meaning
    invariant: Invariant
    sheet: Diagram
    shown: list[_Shown]
    beside: list[_Shown]
    matches: Sequence[TextMatch]

    def broken(self) -> Iterator[Finding]:
        """Yield what the page may show or leave out against the invariant."""
        forbidden = _forbidden_by(self.invariant)
        for one, match in zip(self.shown, self.matches, strict=False):
            if one.name and one.name in forbidden.get(one.kind, ()):
                yield from self._broken(one, (one.kind, one.name), self._concerned(one.where))
            elif match.word is not None:
                yield from self.worded(one, match, match.word)
            if one.kind == "procedures":
                yield from self.without_phrase(one)
        yield from self.out_of_order()

    def worded(self, one: _Shown, match: TextMatch, word: str) -> Iterator[Finding]:
        """Yield the finding of a forbidden word, if somebody may be shown it."""
        # The phrases of the same text are read with the word.
        if not match.told_with:
            care = self._without_phrase(
                self._concerned(one.where), [each.told_with for each in self.matches]
            )
            yield from self._broken(one, ("words", word), care)

    def without_phrase(self, one: _Shown) -> Iterator[Finding]:
        """Yield the finding of a procedure that does not tell somebody what it always should."""
        on, phrases = self.invariant.on, self.invariant.told
        if phrases and (not on or one.name in on):
            care = self._without_phrase(self._concerned(), [each.told for each in self.matches])
            yield from self._broken(one, ("told", phrases[0]), care)

    def out_of_order(self) -> Iterator[Finding]:
        """Yield the finding of each dated step that stands above one which must come first.

        That is one with the words, and one whose last day is counted in hours.
        """
        words = self.invariant.first
        if not words:
            return
        things = zip(self.shown, self.matches, strict=False)
        dated = [(one, one.by_hour or match.first) for one, match in things if one.dated]
        last = max((place for place, (_, first) in enumerate(dated) if first), default=0)
        for place, (one, leads) in enumerate(dated[:last]):
            if not leads:
                later = [other for other, first in dated[place:] if first]
                store, care = self.meaning.store, FALSE
                for other in later:
                    care = store.either(care, self._concerned(one.where, other.where))
                yield from self._broken(one, ("first", words[0]), care)

    def _concerned(self, *truths: Diagram) -> Diagram:
        """Return the answers that the invariant may concern and for which the truths may hold."""
        store, care = self.meaning.store, self.sheet
        for truth in (self.meaning.truth(self.invariant.when), *truths):
            care = store.restrict(care, truth, NOT_FALSE)
        return care

    def _without_phrase(self, care: Diagram, telling: list[bool]) -> Diagram:
        """Return the answers of ``care`` for which no thing that tells it is certain."""
        store = self.meaning.store
        for other in compress((*self.shown, *self.beside), telling):
            # Another stance may win: no lead is certain to be shown.
            if care != FALSE and other.kind != "stances":
                care = store.restrict(care, other.where, NOT_TRUE)
        return care

    def _broken(self, one: _Shown, found: tuple[str, str], care: Diagram) -> Iterator[Finding]:
        if care != FALSE:
            others = (self.invariant.title, *found)
            name = self.invariant.id
            yield shown_by(self.meaning, care, "invariant", one.place, name, others)


# --- what each sheet shows


def _sheets(meaning: Meaning) -> Iterator[tuple[Diagram, Iterable[_Shown]]]:
    """Yield, for each sheet, whether it is shown (three-valued), and all that it may show."""
    for procedure in meaning.rule_set.procedures.values():
        if meaning.listed(procedure) != FALSE:
            yield meaning.listed(procedure), _of_procedure(meaning, procedure)
    for one in meaning.rule_set.orientations.values():
        yield meaning.truth(one.when), [_of_orientation(one)]
    for code, department in meaning.rule_set.departments.items():
        where = TRUE if code == "national" else meaning.place_is(code)
        for index, notice in enumerate(department.notices):
            place = Place(f"departements/{code}.yaml", f"notices.{notice.id or index}")
            yield where, [_Shown(place, TRUE, _texts_of(notice))]


def _texts_of(*entries: Any) -> tuple[Text, ...]:
    """Return every text that entries declare: one that is added to the format is read too."""
    return tuple(getattr(one, name) for one in entries for name in _names(one.__class__))


# An analysis of the shipped catalogue asks it of 10,000 entries, of sixteen kinds.
_names = cache(texts_of)


def _of_orientation(one: Orientation) -> _Shown:
    texts = _texts_of(one, *one.calls, *one.steps, *one.links)
    return _Shown(Place("orientations.yaml", one.id), TRUE, texts)


def _beside(meaning: Meaning, one: Orientation) -> _Shown:
    """Return an orientation as what a result shows beside any other sheet.

    One that is for everybody is shown only if there is nothing else to show. A careful one is
    shown wherever it may hold.
    """
    where = FALSE if facts_of(one.when) <= {"today"} else meaning.truth(one.when)
    if one.careful:
        where = meaning.store.choose(where, TRUE, FALSE, TRUE)
    return replace(_of_orientation(one), where=where)


def _of_procedure(meaning: Meaning, procedure: Procedure) -> Iterator[_Shown]:
    store, key, kind = meaning.store, procedure.id, meaning.channel_kind(procedure)
    file = f"procedures/{procedure.family}.yaml"
    texts = _texts_of(procedure, procedure.meanwhile)
    yield _Shown(Place(file, key), TRUE, texts, "procedures", key)

    def warning(path: str, index: int, one: Warning, around: Diagram) -> _Shown:
        # A warning that is not certain is not shown.
        where = store.both(around, store.certain(meaning.truth(one.when, kind)))
        return _Shown(Place(file, f"{path}.warnings.{index}"), where, _texts_of(one))

    for index, one in enumerate(procedure.warnings):
        yield warning(key, index, one, TRUE)
    for index, stance in enumerate(procedure.stances):
        where = store.certain(meaning.truth(stance.when, kind))
        yield _Shown(Place(file, f"{key}.stances.{index}"), where, _texts_of(stance), "stances")
    for step in procedure.steps:
        path, around = f"{key}.steps.{step.id}", meaning.truth(step.when, kind)
        texts, dated = _texts_of(step), step.closes is not None
        by_hour = step.closes is not None and step.closes.by_hour
        goes = ("places", step.place, dated, by_hour)
        yield _Shown(Place(file, path), around, texts, *goes)
        for index, one in enumerate(step.warnings):
            yield warning(path, index, one, around)
    for index, cost in enumerate(procedure.costs):
        where = meaning.truth(cost.when, kind)
        yield _Shown(Place(file, f"{key}.costs.{index}"), where, _texts_of(cost))
    yield from _lines(meaning, procedure)
    yield from _local(meaning, procedure)


def _lines(meaning: Meaning, procedure: Procedure) -> Iterator[_Shown]:
    documents = meaning.rule_set.documents
    names = dict(zip(map(id, procedure.documents), line_names(procedure.documents), strict=True))
    for entry, code, where in meaning.documents(procedure):
        yield _Shown(_place_of(procedure, entry, code, names), where, _texts_of(entry))
        for name in entry.documents:
            yield from _of_document(meaning, documents[name], where)


def _place_of(
    procedure: Procedure, entry: DocumentEntry, code: str, names: dict[int, str]
) -> Place:
    if code:
        return Place(f"departements/{code}.yaml", f"overrides.{procedure.id}")
    line = f"{procedure.id}.documents.{names[id(entry)]}"
    return Place(f"procedures/{procedure.family}.yaml", line)


def _of_document(meaning: Meaning, one: Document, where: Diagram) -> Iterator[_Shown]:
    yield _Shown(Place("documents.yaml", one.id), where, _texts_of(one), "documents", one.id)
    for index, note in enumerate(one.notes):
        certain = meaning.store.both(where, meaning.store.certain(meaning.truth(note.when)))
        yield _Shown(Place("documents.yaml", f"{one.id}.notes.{index}"), certain, _texts_of(note))


def _local(meaning: Meaning, procedure: Procedure) -> Iterator[_Shown]:
    """Yield the channels that may be found, and what the départements say of a procedure."""
    store, found = meaning.store, meaning.channel(procedure)
    places = {
        id(channel): Place(f"departements/{code}.yaml", f"channels.{channel.id or index}")
        for code, department in meaning.rule_set.departments.items()
        for index, channel in enumerate(department.channels)
    }
    for value in values_of(store, found):
        if isinstance(value, Held):
            channel = value.channel
            where = meaning.is_value(found, value)
            texts = _texts_of(channel)
            yield _Shown(places[id(channel)], where, texts, "channels", channel.kind)
            yield _Shown(places[id(channel)], where, ({},), "places", channel.place)
    for code, department in meaning.rule_set.departments.items():
        override = department.overrides.get(procedure.id)
        if override is not None:
            place = Place(f"departements/{code}.yaml", f"overrides.{procedure.id}")
            yield _Shown(place, meaning.place_is(code), _texts_of(override))
