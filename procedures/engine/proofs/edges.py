"""Finds blind spots: tests of dates and numbers that no case tries at their edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ..conditions.tree import FactTest, edges_of, passes, tests_of
from ..situation import Situation
from ..values.facts import Answers, State, Value
from ..values.rules import RuleSet
from .findings import Finding
from .rules_of import Rule, rules_of


@dataclass(frozen=True, slots=True)
class Tried:
    """The answers of a case, and its day."""

    answers: Answers
    today: date


def blind_spots(rule_set: RuleSet, cases: Iterable[Tried]) -> Iterator[Finding]:
    """Yield a finding for each date or number test that the cases do not try on both sides.

    An edge is two neighbouring days or whole numbers of which only one passes. The witness is the
    answer that no case gives. A test written in several rules gives one finding.
    """
    situations = [Situation(rule_set, case.answers, case.today) for case in cases]
    first: dict[FactTest, Rule] = {}
    for rule in rules_of(rule_set):
        for test in tests_of(rule.when):
            if rule_set.facts.get(test.fact) and rule_set.facts[test.fact].kind in _ORDERED:
                first.setdefault(test, rule)
    for test, rule in first.items():
        if test.fact == "today":
            continue
        met = {(one.state(test.fact), one.today) for one in situations}
        for missing in _missing(test, met):
            others = (str(missing),)
            shown = {test.fact: missing} if test.fact in rule_set.questions else None
            yield Finding("blind_spot", rule.place, test.fact, others, shown)
            break


_ORDERED = ("integer", "date")


def _missing(test: FactTest, met: set[tuple[State, date]]) -> Iterator[Value]:
    """Yield the values beside an edge that no case gives, as they are on the newest day tried."""
    days = {today for _, today in met}
    newest = max(days, default=date.min)
    on_days = {today: list(_edges(test, today)) for today in days}
    for name, edge in enumerate(_edges(test, newest)):
        if not any(state in on_days[today][name : name + 1] for state, today in met):
            yield edge


def _edges(test: FactTest, today: date) -> Iterator[Any]:
    """Yield the two values beside each edge, always in the same order."""
    for bound in edges_of(test, today):
        if bound in (date.min, date.max):
            # Nothing lies beyond the ends of the calendar.
            continue
        step: Any = timedelta(1) if isinstance(bound, date) else 1
        below, above = bound - step, bound + step
        for one, other in ((below, bound), (bound, above)):
            if passes(test, one, today) is not passes(test, other, today):
                if isinstance(one, int) and one < 0:
                    # No answer is a negative number.
                    continue
                yield one
                yield other
