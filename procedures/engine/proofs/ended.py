"""Finds the rules that have ended: they hold for no person any more, and are no fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from ..conditions.dated import NEVER, on_day
from ..conditions.tree import tests_of
from ..values.rules import RuleSet
from .days import days_in
from .findings import Finding
from .rules_of import Place, Rule, rules_of

_DAY = timedelta(days=1)


def ended(rule_set: RuleSet, today: date) -> Iterator[Finding]:
    """Yield each rule whose last day is before today."""
    for rule in rules_of(rule_set):
        last = _last_day(rule)
        if last is not None and last < today:
            yield Finding("ended", _place(rule), rule.subject, (last.isoformat(),))


def without_ended(
    findings: Iterable[Finding], rule_set: RuleSet, today: date
) -> tuple[Finding, ...]:
    """Return findings without those that only say that a rule which has ended has no effect."""
    places = [one.place for one in ended(rule_set, today)]
    return tuple(one for one in findings if not any(_is_of(one, place) for place in places))


def _is_of(one: Finding, place: Place) -> bool:
    if one.kind == "dead_override":
        return place.path == one.subject
    idle = one.kind.startswith("dead_") or one.kind in ("never", "always", "repeated")
    inside = f"{one.place.path}.".startswith(f"{place.path}.")
    return idle and one.place.file == place.file and inside


def _last_day(rule: Rule) -> date | None:
    """Return the last day on which a rule can hold, however it is written, if there is one."""
    tests = (test for test in tests_of(rule.when) if test.fact == "today")
    edges = {day for test in tests for day in days_in(test)}
    last = max(edges, default=date.max)
    if last == date.max or on_day(rule.when, last + _DAY) != NEVER:
        return None
    days = sorted(edges | {day - _DAY for day in edges if day > date.min}, reverse=True)
    return next((day for day in days if on_day(rule.when, day) != NEVER), None)


def _place(rule: Rule) -> Place:
    return Place(rule.place.file, rule.place.path.removesuffix(".when"))
