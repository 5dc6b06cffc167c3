"""The whole analysis of a rule set: every finding, before anybody uses the rules."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from ..schema.dependencies import find_circle
from ..situation import Situation
from ..values.facts import Answers, Missing
from ..values.rules import RuleSet
from .dead import dead, ended, without_ended
from .diagrams import Diagrams, OutOfSteps
from .findings import Finding, Report, joined
from .gaps import gaps
from .invariants import broken_invariants
from .meaning import Meaning
from .overlaps import overlaps
from .payloads import cards
from .redundant import redundant
from .rules_of import Place
from .space import Space, StoreOf, frames

# The most nodes of diagrams that one kind of check may visit.
STEPS = 2_000_000

Checks: TypeAlias = Mapping[str, Callable[[], Iterator[Finding]]]


@dataclass(frozen=True, slots=True)
class Tried:
    """The answers of a case, and its day."""

    answers: Answers
    today: date


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the collector of cycles: an analysis makes much that lasts, and next to no cycle.

    Going through all of it again and again took a third of the time on sixteen catalogues.
    """
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


@_uncollected()
def analyse(
    rule_set: RuleSet,
    today: date,
    cases: Iterable[tuple[str, str, Tried]] = (),
    *,
    ahead: Sequence[date] = (),
    steps: int = STEPS,
    store_of: StoreOf = Diagrams,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Return every broken invariant, misleading card, gap, dead or redundant rule, overlap
    and circle.

    ``cases`` are (id, file, answers and day). Facts are read as of ``today`` and of each day of
    ``ahead``: what is wrong on one of them is found, with its day; a rule is dead, or a part of a
    condition without effect, only if it is so on all of them. Every run gives the same result.
    ``Report.unfinished`` names the checks that the limits stopped: nothing is claimed about them.
    ``steps`` limits the nodes of diagrams per check. ``store_of`` gives the stores of diagrams:
    those of ``stores`` spare what was computed before. ``progress`` is called before each check
    with the number of those that are done, and of all.

    >>> from ..schema.serialization import rule_set_from_plain
    >>> plain = {"questions": [{"key": "a", "kind": "yes_no", "text": "?"}],
    ...          "orientations": [{"id": "o", "rank": 1, "title": "O", "text": "O"}]}
    >>> [one.kind for one in analyse(rule_set_from_plain(plain), date(2026, 11, 24)).findings]
    ['dead_question']
    """
    circle = find_circle(rule_set.dependencies)
    if circle:
        place = Place("questions.yaml", f"{circle[0]}.when")
        return Report((Finding("circle", place, circle[0], tuple(circle)),), ("analyse",))
    first, *others = [
        Meaning(space, rule_set)
        for space in (
            Space([rule_set], days[0], limit=steps, later=days[1:], store_of=store_of)
            for days in frames(rule_set, today, ahead)
        )
    ]
    today_only: Checks = {
        **_on_any_day(first),
        "ended": lambda: ended(rule_set, today),
        "cases": lambda: _dead_cases(rule_set, cases),
    }
    later = [(other, _on_any_day(other)) for other in others]
    count = len(today_only) + sum(len(checks) for _, checks in later)
    turn = iter(range(count))

    def report_progress() -> None:
        number = next(turn)
        if progress is not None:
            progress(number, count)

    report = _run(first, today_only, report_progress)
    for other, checks in later:
        report = joined(report, _run(other, checks, report_progress), other.space.today)
    return replace(report, findings=without_ended(report.findings, rule_set, today))


def _on_any_day(meaning: Meaning) -> Checks:
    return {
        "invariants": lambda: broken_invariants(meaning),
        "cards": lambda: cards(meaning),
        "gaps": lambda: gaps(meaning),
        "dead": lambda: dead(meaning),
        "redundant": lambda: redundant(meaning),
        "overlaps": lambda: overlaps(meaning),
    }


def _run(meaning: Meaning, checks: Checks, progress: Callable[[], None]) -> Report:
    found: list[Finding] = []
    unfinished: list[str] = []
    for name, check in checks.items():
        progress()
        meaning.store.allow()
        try:
            found.extend(check())
        except OutOfSteps:
            unfinished.append(name)
    return Report(tuple(found), tuple(unfinished))


def _dead_cases(rule_set: RuleSet, cases: Iterable[tuple[str, str, Tried]]) -> Iterator[Finding]:
    """Yield the cases with an answer that the questionnaire does not offer to their person."""
    for name, file, case in cases:
        situation = Situation(rule_set, case.answers, case.today)
        for key, value in case.answers.items():
            if value is not None and situation.state(key) is Missing.PENDING:
                yield Finding("dead_case", Place(file, name), name, (key, str(value)), case.answers)
