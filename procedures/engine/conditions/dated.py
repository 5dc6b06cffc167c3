"""A condition once days and withdrawn questions are decided, and what is left of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from ..values.facts import Missing
from ..values.truth import Truth
from .tree import ALWAYS, All, AnyOf, Condition, FactTest, Not, passes, truth_of_test

NEVER = AnyOf(())


def dated(condition: Condition, start: date | None, end: date | None) -> Condition:
    """Return a condition that holds from a day to another, where the given one does.

    >>> dated(ALWAYS, None, date(2026, 12, 31)).parts[0].operator
    'lte'
    """
    bounds = (("gte", start), ("lte", end))
    tests = tuple(FactTest("today", name, day) for name, day in bounds if day is not None)
    if not tests:
        return condition
    return All((*tests, *(condition.parts if isinstance(condition, All) else (condition,))))


def on_day(condition: Condition, day: date) -> Condition:
    """Return what a condition asks on one day: its tests of ``today`` are decided.

    It is ``ALWAYS`` or ``NEVER`` if the day alone decides.

    >>> on_day(dated(ALWAYS, None, date(2026, 12, 31)), date(2026, 12, 31)) == ALWAYS
    True
    """

    def of_the_day(test: FactTest) -> Truth:
        return passes(test, day, day) if test.fact == "today" else None

    return _decided(condition, of_the_day)


def without_facts(condition: Condition, facts: Collection[str]) -> Condition:
    """Return what a condition asks of persons without any question about some facts.

    >>> from .tree import AnyOf, FactTest
    >>> student, married = (FactTest(key, "eq", True, frozenset({True})) for key in "sm")
    >>> without_facts(AnyOf((student, married)), {"s"}) == married
    True
    """

    def of_what_lacks(test: FactTest) -> Truth:
        # No test of a fact that does not apply looks at the calendar.
        return truth_of_test(test, Missing.ABSENT, date.min) if test.fact in facts else None

    return _decided(condition, of_what_lacks) if facts else condition


def _decided(condition: Condition, outcome: Callable[[FactTest], Truth]) -> Condition:
    """Return what is left of a condition once ``outcome`` has decided some of its tests."""
    if isinstance(condition, FactTest):
        truth = outcome(condition)
        return condition if truth is None else ALWAYS if truth else NEVER
    if isinstance(condition, Not):
        inner = _decided(condition.part, outcome)
        if inner in (ALWAYS, NEVER):
            return NEVER if inner == ALWAYS else ALWAYS
        return Not(inner)
    conjunction = isinstance(condition, All)
    neutral, absorbing = (ALWAYS, NEVER) if conjunction else (NEVER, ALWAYS)
    parts = [_decided(one, outcome) for one in condition.parts]
    if absorbing in parts:
        return absorbing
    left = tuple(one for one in parts if one != neutral)
    if not left:
        return neutral
    if len(left) == 1 and len(condition.parts) > 1:
        return left[0]
    return All(left) if conjunction else AnyOf(left)
