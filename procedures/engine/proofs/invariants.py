"""Broken invariants: what somebody may be shown, or not be told, against a promise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias

from ..conditions.tree import facts_of
from ..values.content import Text
from ..values.invariants import Invariant
from ..values.procedure import DocumentEntry, Procedure, Warning
from ..values.rules import Document, Orientation
from .diagrams import FALSE, TRUE, Diagram
from .findings import Finding, shown_by
from .meaning import Held, Meaning
from .readings import values_of
from .rules_of import Place, line_names


@dataclass(frozen=True, slots=True)
class _Shown:
    """One thing that a sheet may show: where it is written, and for which answers.

    ``kind`` and ``name`` are what an invariant can forbid by name. ``where`` is a three-valued
    diagram: false for the answers with which the thing is never on the sheet, true where it is
    whenever the sheet is shown. ``dated`` is set for a step that has a last day.
    """

    place: Place
    where: Diagram
    texts: tuple[Text, ...] = ()
    kind: str = ""
    name: str = ""
    dated: bool = False


def broken_invariants(meaning: Meaning) -> Iterator[Finding]:
    """Yield each thing that an invariant forbids and that somebody may be shown, and each sheet
    that does not always tell what an invariant asks for.

    Unknown counts on the careful side twice: who *may* be concerned by the invariant is, and what
    *may* be shown is. Only what is certain to be shown counts as told.
    """
    invariants = list(meaning.rule_set.invariants.values())
    if not invariants:
        return
    store = meaning.store
    beside = [_beside(meaning, one) for one in meaning.rule_set.orientations.values()]
    for truth, things in _sheets(meaning):
        sheet = store.without(meaning.valid, store.excluded(truth))
        shown = list(things)
        for invariant in invariants:
            page = _Page(meaning, invariant, sheet, shown, beside)
            for one in shown:
                yield from page.forbidden(one)
                yield from page.untold(one)
            yield from page.out_of_order()


@dataclass(frozen=True, slots=True)
class _Page:
    """What one invariant says of one sheet, with the orientations that stand beside it."""

    meaning: Meaning
    invariant: Invariant
    sheet: Diagram
    shown: list[_Shown]
    beside: list[_Shown]

    def forbidden(self, one: _Shown) -> Iterator[Finding]:
        """Yield the finding of a thing that the invariant forbids, if somebody may be shown it."""
        found = _forbidden(self.invariant, one)
        if found is not None:
            care = self._concerned(one.where)
            if found[0] == "words":
                # What is told beside the word, in the same text, is read with it.
                told = _holds(one, self.invariant.told_with)
                care = FALSE if told else self._untold(care, self.invariant.told_with)
            yield from self._broken(one, found, care)

    def untold(self, one: _Shown) -> Iterator[Finding]:
        """Yield the finding of a procedure that does not tell somebody what it always should."""
        on, told = self.invariant.on, self.invariant.told
        if told and one.kind == "procedures" and (not on or one.name in on):
            care = self._untold(self._concerned(), told)
            yield from self._broken(one, ("told", told[0]), care)

    def out_of_order(self) -> Iterator[Finding]:
        """Yield the finding of each dated step that stands above one which must come first."""
        words = self.invariant.first
        dated = [one for one in self.shown if one.dated]
        last = max((place for place, one in enumerate(dated) if _holds(one, words)), default=0)
        for place, one in enumerate(dated[:last]):
            if not _holds(one, words):
                later = [other for other in dated[place:] if _holds(other, words)]
                store, care = self.meaning.store, FALSE
                for other in later:
                    care = store.either(care, self._concerned(one.where, other.where))
                yield from self._broken(one, ("first", words[0]), care)

    def _concerned(self, *truths: Diagram) -> Diagram:
        """Return the answers that the invariant may concern and for which the truths may hold."""
        store, care = self.meaning.store, self.sheet
        for truth in (self.meaning.truth(self.invariant.when), *truths):
            care = store.without(care, store.excluded(truth))
        return care

    def _untold(self, care: Diagram, phrases: tuple[str, ...]) -> Diagram:
        """Return the answers of ``care`` for which no text with one of the phrases is certain."""
        store = self.meaning.store
        for other in (*self.shown, *self.beside):
            # Another stance may win: no lead is certain to be shown.
            if care != FALSE and other.kind != "stances" and _holds(other, phrases):
                care = store.without(care, store.certain(other.where))
        return care

    def _broken(self, one: _Shown, found: tuple[str, str], care: Diagram) -> Iterator[Finding]:
        if care != FALSE:
            others = (self.invariant.title, *found)
            name = self.invariant.id
            yield shown_by(self.meaning, care, "invariant", one.place, name, others)


def _forbidden(invariant: Invariant, one: _Shown) -> tuple[str, str] | None:
    """Return what of a thing an invariant forbids: (its kind, its name or the word)."""
    names = {
        "procedures": invariant.procedures,
        "documents": invariant.documents,
        "channels": invariant.channels,
    }
    if one.name in names.get(one.kind, ()):
        return one.kind, one.name
    found = (_word_in(text.get("fr", ""), invariant) for text in one.texts)
    word = next((one for one in found if one is not None), None)
    return None if word is None else ("words", word)


def _holds(one: _Shown, phrases: tuple[str, ...]) -> bool:
    return any(_says(text.get("fr", ""), phrases) for text in one.texts)


Heard: TypeAlias = tuple[str | None, bool, bool, bool]


def heard(text: str, invariants: Iterable[Invariant]) -> list[Heard]:
    """Return all that the proof of these invariants reads in a French text.

    >>> promise = Invariant("i", "Titre", words=("consulat",), told_with=("sauf si",))
    >>> heard("Allez au Consulat, sauf si…", [promise]), heard("Allez au guichet.", [promise])
    ([('consulat', True, False, False)], [(None, False, False, False)])
    """
    return [
        (
            _word_in(text, one),
            _says(text, one.told_with),
            _says(text, one.told),
            _says(text, one.first),
        )
        for one in invariants
    ]


def _word_in(text: str, invariant: Invariant) -> str | None:
    """Return the first word of a text that an invariant forbids, or ``None``."""
    said = _plain(text)
    for phrase in invariant.but_for:
        said = said.replace(_plain(phrase), " ")
    return next((word for word in invariant.words if _plain(word) in said), None)


def _says(text: str, phrases: tuple[str, ...]) -> bool:
    said = _plain(text)
    return any(_plain(phrase) in said for phrase in phrases)


@lru_cache(maxsize=16_384)
def _plain(said: str) -> str:
    """Return a text without what does not change its words: capitals, spaces, apostrophes.

    >>> _plain("N’allez pas  au\\nConsulat")
    "n'allez pas au consulat"
    """
    return " ".join(said.replace("’", "'").casefold().split())


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
            place = Place(f"departements/{code}.yaml", f"notices.{index}")
            yield where, [_Shown(place, TRUE, (notice.text,))]


def _of_orientation(one: Orientation) -> _Shown:
    calls = (call.text for call in one.calls)
    acts = (text for act in one.steps for text in (act.text, act.note))
    links = (link.text for link in one.links)
    texts = (one.title, one.text, one.lead, *calls, *acts, *links)
    return _Shown(Place("orientations.yaml", one.id), TRUE, texts)


def _beside(meaning: Meaning, one: Orientation) -> _Shown:
    """Return an orientation as what a result shows beside any other sheet.

    One that is for everybody is shown only if there is nothing else to show.
    """
    where = FALSE if facts_of(one.when) <= {"today"} else meaning.truth(one.when)
    return replace(_of_orientation(one), where=where)


def _of_procedure(meaning: Meaning, procedure: Procedure) -> Iterator[_Shown]:
    store, key, kind = meaning.store, procedure.id, meaning.channel_kind(procedure)
    file = f"procedures/{procedure.family}.yaml"
    own = (procedure.title, procedure.summary, procedure.result, procedure.processing_time)
    texts = (*own, procedure.validity, procedure.meanwhile.text)
    yield _Shown(Place(file, key), TRUE, texts, "procedures", key)

    def warning(path: str, index: int, one: Warning, around: Diagram) -> _Shown:
        # A warning that is not certain is not shown.
        where = store.both(around, store.certain(meaning.truth(one.when, kind)))
        return _Shown(Place(file, f"{path}.warnings.{index}"), where, (one.text,))

    for index, one in enumerate(procedure.warnings):
        yield warning(key, index, one, TRUE)
    for index, stance in enumerate(procedure.stances):
        where = store.certain(meaning.truth(stance.when, kind))
        yield _Shown(Place(file, f"{key}.stances.{index}"), where, (stance.lead,), "stances")
    for step in procedure.steps:
        path, around = f"{key}.steps.{step.id}", meaning.truth(step.when, kind)
        said, dated = (step.text, step.late), step.closes is not None
        yield _Shown(Place(file, path), around, said, dated=dated)
        for index, one in enumerate(step.warnings):
            yield warning(path, index, one, around)
    for index, cost in enumerate(procedure.costs):
        where = meaning.truth(cost.when, kind)
        yield _Shown(Place(file, f"{key}.costs.{index}"), where, (cost.label,))
    yield from _lines(meaning, procedure)
    yield from _local(meaning, procedure)


def _lines(meaning: Meaning, procedure: Procedure) -> Iterator[_Shown]:
    documents = meaning.rule_set.documents
    names = dict(zip(map(id, procedure.documents), line_names(procedure.documents), strict=True))
    for entry, code, where in meaning.documents(procedure):
        yield _Shown(_place_of(procedure, entry, code, names), where, (entry.note, entry.group))
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
    texts = (one.title, one.explanation, one.looks_like, one.how_to_get, one.delay, one.refusals)
    yield _Shown(Place("documents.yaml", one.id), where, texts, "documents", one.id)
    for index, note in enumerate(one.notes):
        told = meaning.store.both(where, meaning.store.certain(meaning.truth(note.when)))
        yield _Shown(Place("documents.yaml", f"{one.id}.notes.{index}"), told, (note.text,))


def _local(meaning: Meaning, procedure: Procedure) -> Iterator[_Shown]:
    """Yield the channels that may be found, and what the départements say of a procedure."""
    store, found = meaning.store, meaning.channel(procedure)
    places = {
        id(channel): Place(f"departements/{code}.yaml", f"channels.{index}")
        for code, department in meaning.rule_set.departments.items()
        for index, channel in enumerate(department.channels)
    }
    for value in values_of(store, found):
        if isinstance(value, Held):
            channel = value.channel
            where = meaning.is_value(found, value)
            texts = (channel.address, channel.instructions, channel.no_slot_help)
            yield _Shown(places[id(channel)], where, texts, "channels", channel.kind)
    for code, department in meaning.rule_set.departments.items():
        override = department.overrides.get(procedure.id)
        if override is not None:
            place = Place(f"departements/{code}.yaml", f"overrides.{procedure.id}")
            yield _Shown(place, meaning.place_is(code), (override.notes,))
