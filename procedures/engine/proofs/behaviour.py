"""The changes of behaviour between two rule sets, compared over all sets of answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ..values.facts import Value
from ..values.procedure import Procedure
from ..values.questions import Question
from ..values.rules import RuleSet
from . import payloads
from .diagrams import FALSE, TRUE, Diagram, OutOfSteps
from .findings import Witness, fixed_answers, person
from .meaning import Meaning
from .readings import count, smallest, values_of, variables_read
from .space import Space


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between the results of some people before and after.

    ``decision`` is one of status (listed, recommended), order, documents, steps, dates, costs,
    warnings, stances, channel, orientation, notices. ``subject`` is the id of the procedure or
    orientation, or the code of a département for notices; ``item`` is the document, step….
    ``people`` is the number of combinations of the classes of answers that matter. ``departments``
    is empty unless the change happens in some only. ``witness`` is a person it happens to.
    ``new_answer`` is the question of which only new answers lead to it, if there is one.
    """

    decision: str
    subject: str
    item: str
    before: str
    after: str
    people: int
    departments: tuple[str, ...] = ()
    witness: Witness | None = None
    new_answer: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The changes between two rule sets, and the subjects that the step limit left uncompared."""

    changes: tuple[Change, ...]
    unfinished: tuple[str, ...] = ()


def differences(
    before: RuleSet,
    after: RuleSet,
    today: date,
    *,
    steps: int = 4_000_000,
    told: Callable[[int, int], None] | None = None,
) -> Comparison:
    """Return every difference in what people get, for complete answers, then for partial ones.

    Partial answers are compared only if complete answers show no difference, so that a change of
    behaviour is never reported as none. The texts of steps and documents are not behaviour; those
    of warnings and notices are. ``told`` is called before each procedure with the number of
    those that are compared, and of all.

    >>> from ..schema.serialization import rule_set_from_plain
    >>> rules = rule_set_from_plain({"questions": [{"key": "a", "kind": "yes_no", "text": "?"}]})
    >>> differences(rules, rules, date(2026, 11, 24)).changes
    ()
    """
    for partial in (False, True):
        space = Space([before, after], today, partial=partial, limit=steps)
        pair = _BothMeanings(Meaning(space, before), Meaning(space, after))
        found, unfinished = pair.all_changes(told)
        if found or unfinished:
            return Comparison(tuple(found), tuple(unfinished))
    return Comparison(())


class _BothMeanings:
    def __init__(self, before: Meaning, after: Meaning) -> None:
        self.before = before
        self.after = after
        self.store = before.store
        old, new = before.rule_set.questions, after.rule_set.questions
        chosen = {
            one: self._chosen(one, new_answers(old[one], new[one])) for one in old if one in new
        }
        # {question: the people who give it an answer that it did not offer}
        self.newly = {key: people for key, people in chosen.items() if people != FALSE}

    def _chosen(self, question: str, values: frozenset[str]) -> Diagram:
        space = self.after.space
        if not values:
            return FALSE
        classes = (one.values for one in space.domains[question].classes)
        kids = [
            TRUE if one and all(_has(values, value) for value in one) else FALSE for one in classes
        ]
        return self.store.variable(space.levels[question], kids)

    def all_changes(
        self, progress: Callable[[int, int], None] | None
    ) -> tuple[list[Change], list[str]]:
        found: list[Change] = []
        unfinished: list[str] = []
        old, new = self.before.rule_set, self.after.rule_set
        keys = list(dict.fromkeys((*old.procedures, *new.procedures)))
        for number, key in enumerate(keys):
            if progress is not None:
                progress(number, len(keys))
            self.store.allow()
            try:
                found += self._procedure(key, old.procedures.get(key), new.procedures.get(key))
            except OutOfSteps:
                unfinished.append(key)
        self.store.allow()
        try:
            found += self._orientations()
        except OutOfSteps:
            unfinished.append("orientations")
        found += payloads.notices(old, new, self.before.space.today, _notice_change)
        return found, unfinished

    # --- procedures

    def _procedure(
        self, key: str, old: Procedure | None, new: Procedure | None
    ) -> Iterator[Change]:
        was = _status(self.before, old) if old else self.store.terminal("")
        will = _status(self.after, new) if new else self.store.terminal("")
        yield from self._compared("status", key, "", was, will)
        if old is None or new is None:
            return
        shared = self.store.combine(was, will, _both_listed, "both listed")
        if shared == FALSE:
            return
        if (old.track, old.rank) != (new.track, new.rank):
            ranks = f"{old.track} {old.rank}", f"{new.track} {new.rank}"
            yield self._change("order", key, "", ranks, shared)
        for decision in payloads.DECISIONS:
            yield from self._items(decision, key, old, new, shared)

    def _items(
        self, decision: str, key: str, old: Procedure, new: Procedure, shared: Diagram
    ) -> Iterator[Change]:
        was = dict(payloads.items(self.before, old, decision))
        will = dict(payloads.items(self.after, new, decision))
        for item in dict.fromkeys((*was, *will)):
            yield from self._compared(
                decision, key, item, was.get(item, FALSE), will.get(item, FALSE), shared
            )

    def _compared(
        self,
        decision: str,
        subject: str,
        item: str,
        was: Diagram,
        will: Diagram,
        care: Diagram = TRUE,
    ) -> Iterator[Change]:
        """Yield a change for each pair of different outcomes that some people get."""
        if was == will:
            return
        store = self.store
        pairs = store.combine(was, will, _pair, "pair")
        inside = store.combine(care, pairs, _if_held, "pair inside")
        for value in values_of(store, inside):
            if value is not None:
                where = self.before.is_value(inside, value)
                yield self._change(decision, subject, item, payloads.words(value), where)

    def _change(
        self, decision: str, subject: str, item: str, words: tuple[str, str], where: Diagram
    ) -> Change:
        levels = sorted(variables_read(self.store, where))
        return Change(
            decision=decision,
            subject=subject,
            item=item,
            before=words[0],
            after=words[1],
            people=count(self.store, where, levels),
            departments=self._departments(where),
            witness=self._witness(where),
            new_answer=next(
                (key for key, who in self.newly.items() if self.store.without(where, who) == FALSE),
                "",
            ),
        )

    def _witness(self, where: Diagram) -> Witness | None:
        """Return a person with a change, with all answers that both rule sets need."""
        path = smallest(self.store, where)
        if path is None:
            return None
        if self.before.space.partial:
            return {**fixed_answers(self.before, path), **fixed_answers(self.after, path)}
        given = dict(person(self.after, path, whole=True))
        for key, value in person(self.before, path, whole=True).items():
            given.setdefault(key, value)
        return given

    def _departments(self, where: Diagram) -> tuple[str, ...]:
        if self.before.space.levels.get("commune") not in variables_read(self.store, where):
            return ()
        codes = {*self.before.rule_set.departments, *self.after.rule_set.departments}
        return tuple(
            code
            for code in sorted(codes - {"national"})
            if self.store.meet(where, self.after.place_is(code))
        )

    def _orientations(self) -> Iterator[Change]:
        old, new = self.before.rule_set.orientations, self.after.rule_set.orientations
        for key in dict.fromkeys((*old, *new)):
            was = self.before.truth(old[key].when) if key in old else FALSE
            will = self.after.truth(new[key].when) if key in new else FALSE
            was = self.store.both(self.before.valid, was)
            will = self.store.both(self.after.valid, will)
            yield from self._compared("orientation", key, "", was, will)
            if key in old and key in new:
                places = (old[key].urgent, old[key].rank), (new[key].urgent, new[key].rank)
                if places[0] != places[1]:
                    shown = self.store.combine(was, will, _both_listed, "both listed")
                    yield self._change(
                        "order", key, "", (str(places[0][1]), str(places[1][1])), shown
                    )


def new_answers(old: Question, new: Question) -> frozenset[str]:
    """Return the choices of a question that it did not offer."""
    return frozenset(one.value for one in new.choices) - {one.value for one in old.choices}


def _has(values: frozenset[str], given: Value) -> bool:
    return not values.isdisjoint(given if isinstance(given, tuple) else (str(given),))


def _status(meaning: Meaning, procedure: Procedure) -> Diagram:
    store = meaning.store
    listed = store.map(meaning.listed(procedure), _LISTED.get, "status")
    best = store.terminal("recommended")
    return store.choose(meaning.recommended(procedure), best, listed, listed)


_LISTED: Mapping[object, str] = {True: "certain", None: "possible", False: ""}


def _both_listed(was: object, will: object) -> bool:
    return was not in ("", False) and will not in ("", False)


def _pair(was: object, will: object) -> tuple[object, object] | None:
    return None if type(was) is type(will) and was == will else (was, will)


def _if_held(held: object, pair: object) -> object:
    return pair if held else None


def _notice_change(code: str, was: str, will: str) -> Change:
    return Change("notices", code, "", was, will, 0)
