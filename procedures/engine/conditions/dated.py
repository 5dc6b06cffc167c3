"""Conditions and the calendar: the days on which a rule holds, and what is left on one day."""

from __future__ import annotations

from datetime import date

from .tree import ALWAYS, All, AnyOf, Condition, FactTest, Not, passes

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
    if isinstance(condition, FactTest):
        if condition.fact != "today":
            return condition
        return ALWAYS if passes(condition, day, day) else NEVER
    if isinstance(condition, Not):
        inner = on_day(condition.part, day)
        if inner in (ALWAYS, NEVER):
            return NEVER if inner == ALWAYS else ALWAYS
        return Not(inner)
    conjunction = isinstance(condition, All)
    neutral, absorbing = (ALWAYS, NEVER) if conjunction else (NEVER, ALWAYS)
    parts = [on_day(one, day) for one in condition.parts]
    if absorbing in parts:
        return absorbing
    left = tuple(one for one in parts if one != neutral)
    if not left:
        return neutral
    if len(left) == 1 and len(condition.parts) > 1:
        return left[0]
    return All(left) if conjunction else AnyOf(left)
