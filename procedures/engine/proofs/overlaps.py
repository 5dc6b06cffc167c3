"""Finds contradictions: exclusive procedures that both hold, lines and dates that clash."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..conditions.tree import ALWAYS
from ..values.facts import Missing
from ..values.procedure import Procedure, Step
from ..values.stances import WindowEnd
from .diagrams import FALSE, IS_TRUE, Diagram
from .findings import Finding, shown_by, witness_of
from .meaning import Meaning
from .rules_of import Place


def overlaps(meaning: Meaning) -> Iterator[Finding]:
    """Yield a finding for each pair of procedures, lines or dates that contradict each other."""
    yield from _exclusive(meaning)
    yield from _added_and_dropped(meaning)
    for procedure in meaning.rule_set.procedures.values():
        yield from _windows(meaning, procedure)


def _exclusive(meaning: Meaning) -> Iterator[Finding]:
    procedures = meaning.rule_set.procedures
    seen: set[frozenset[str]] = set()
    for procedure in procedures.values():
        for other in procedure.exclusive_with:
            pair = frozenset((procedure.id, other))
            if pair in seen or len(pair) == 1:
                continue
            seen.add(pair)
            shared = meaning.store.both(
                meaning.certain(procedure), meaning.certain(procedures[other])
            )
            if shared != FALSE:
                file = f"procedures/{procedure.family}.yaml"
                place = Place(file, f"{procedure.id}.exclusive_with")
                yield shown_by(meaning, shared, "overlap", place, procedure.id, (other,))


def _added_and_dropped(meaning: Meaning) -> Iterator[Finding]:
    store = meaning.store
    for code, department in meaning.rule_set.departments.items():
        for name, override in department.overrides.items():
            added = {one: entry for entry in override.add_documents for one in entry.documents}
            for document in sorted(override.drop_documents & set(added)):
                procedure = meaning.rule_set.procedures[name]
                reached = store.both(meaning.recommended(procedure), meaning.place_is(code))
                where = Place(f"departements/{code}.yaml", f"overrides.{name}.drop_documents")
                shown = witness_of(meaning, reached)
                yield Finding("added_and_dropped", where, name, (document,), shown)


@dataclass(frozen=True, slots=True)
class _Clash:
    """Two ends of windows, the first of which must not be later than the second."""

    kind: str
    path: str
    steps: tuple[Step, ...]
    opens: WindowEnd
    closes: WindowEnd


def _windows(meaning: Meaning, procedure: Procedure) -> Iterator[Finding]:
    file = f"procedures/{procedure.family}.yaml"
    reached = meaning.recommended(procedure)
    if reached == FALSE:
        return
    for clash in _clashes(procedure):
        wrong = _wrong(meaning, procedure, reached, clash)
        if wrong != FALSE:
            others = tuple(step.id for step in clash.steps)
            place = Place(file, f"{procedure.id}.{clash.path}")
            yield shown_by(meaning, wrong, clash.kind, place, procedure.id, others)


def _clashes(procedure: Procedure) -> Iterator[_Clash]:
    """Yield the ends of windows to compare.

    Each step's window is compared with itself, and a step's opening with the end of each later
    step, which could otherwise only be done before it.
    """
    for index, step in enumerate(procedure.steps):
        if step.opens and step.closes:
            path = f"steps.{step.id}.window"
            yield _Clash("window_inverted", path, (step,), step.opens, step.closes)
        for later in procedure.steps[index + 1 :]:
            if step.opens and later.closes:
                path = f"steps.{later.id}.window"
                yield _Clash("windows_apart", path, (step, later), step.opens, later.closes)


def _wrong(meaning: Meaning, procedure: Procedure, reached: Diagram, clash: _Clash) -> Diagram:
    """Return the answers for which the steps are certain and the opening is after the end."""
    store = meaning.store
    kind = meaning.channel_kind(procedure)
    here = reached
    for step in clash.steps:
        if step.when != ALWAYS:
            here = store.restrict(here, meaning.truth(step.when, kind), IS_TRUE)
    facts = list(dict.fromkeys(end.fact for end in (clash.opens, clash.closes) if end.fact))
    states = [meaning.state(fact) for fact in facts]
    dates = store.map(here, lambda held: () if held else None, "start of dates")
    for state in states:
        dates = store.combine(dates, state, _with_date, "with a date")
    name = ("inverted", clash.opens, clash.closes, *facts)
    return store.map(dates, _Inverted(clash, tuple(facts)), name)


def _with_date(known: tuple[date, ...] | None, state: object) -> tuple[date, ...] | None:
    if known is None or not isinstance(state, date) or isinstance(state, Missing):
        return None
    return (*known, state)


class _Inverted:
    def __init__(self, clash: _Clash, facts: tuple[str, ...]) -> None:
        self._clash = clash
        self._facts = facts

    def __call__(self, known: tuple[date, ...] | None) -> bool:
        if known is None:
            return False
        days = dict(zip(self._facts, known, strict=True))
        opens, closes = (_day(end, days) for end in (self._clash.opens, self._clash.closes))
        return opens is not None and closes is not None and opens > closes


def _day(end: WindowEnd, days: dict[str, date]) -> date | None:
    if end.day is not None:
        return end.day
    try:
        return end.counted_from(days[end.fact])
    except OverflowError:
        return None
