"""Conditions as small trees: tests of facts joined by all, any and not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeAlias

from ..values.facts import Missing, Scalar, State, Truth, Value
from .operators import OPERATORS


@dataclass(frozen=True, slots=True)
class FactTest:
    """A test of one fact.

    ``operand`` is the operand that the catalogue writes. ``accepted`` holds the values that pass,
    for operators that compare with listed values or with a group.
    """

    fact: str
    operator: str
    operand: object
    accepted: frozenset[Scalar] = frozenset()


@dataclass(frozen=True, slots=True)
class All:
    """Holds when every part holds; without parts, it always holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when at least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds when its part does not hold."""

    part: Condition


Condition: TypeAlias = FactTest | All | AnyOf | Not
ALWAYS = All(())


class View(Protocol):
    """The facts against which a condition is evaluated."""

    today: date

    def state(self, fact: str) -> State:
        """Return the value of a fact, or the reason why it has none."""


def truth_of(condition: Condition, view: View) -> Truth:
    """Evaluate a condition: true, false, or ``None`` while it is unknown.

    A test of a fact that does not apply is false, except ``known: false``. A test of a fact that
    has no answer yet, or is answered « je ne sais pas », is unknown.
    """
    if isinstance(condition, FactTest):
        return _test(condition, view)
    if isinstance(condition, Not):
        inner = truth_of(condition.part, view)
        return None if inner is None else not inner
    deciding = isinstance(condition, AnyOf)
    result: Truth = not deciding
    for part in condition.parts:
        truth = truth_of(part, view)
        if truth is deciding:
            return deciding
        if truth is None:
            result = None
    return result


def truth_and_unknown_facts(condition: Condition, view: View) -> tuple[Truth, list[str]]:
    """Evaluate a condition, and return also the facts that keep it unknown, if it is.

    These are the facts of its unknown tests, except in parts that a decided part makes irrelevant.
    """
    if isinstance(condition, FactTest):
        truth = _test(condition, view)
        return truth, [condition.fact] if truth is None else []
    if isinstance(condition, Not):
        truth, facts = truth_and_unknown_facts(condition.part, view)
        return (None, facts) if truth is None else (not truth, [])
    deciding = isinstance(condition, AnyOf)
    unknown: list[str] = []
    for part in condition.parts:
        truth, facts = truth_and_unknown_facts(part, view)
        if truth is deciding:
            return deciding, []
        unknown += facts
    return (None, unknown) if unknown else (not deciding, [])


def _test(test: FactTest, view: View) -> Truth:
    return truth_of_test(test, view.state(test.fact), view.today)


def truth_of_test(test: FactTest, state: State, today: date) -> Truth:
    """Return the truth of a test for a fact in any state, with or without a value."""
    return OPERATORS[test.operator].truth(test, state, today)


def passes(test: FactTest, value: Value, today: date) -> bool:
    """Tell whether a value passes a test."""
    return OPERATORS[test.operator].passes(test, value, today)


def edges_of(test: FactTest, today: date) -> tuple[Any, ...]:
    """Return the values at which the outcome of a test may change."""
    return OPERATORS[test.operator].edges_of(test, today)


def looks_at_value(test: FactTest) -> bool:
    """Tell whether a test depends on the fact's value, and not only on its having one."""
    return OPERATORS[test.operator].looks_at_value


def tests_of(condition: Condition) -> Iterator[FactTest]:
    """Yield every test of a condition, in the order in which the condition is written."""
    if isinstance(condition, FactTest):
        yield condition
    elif isinstance(condition, Not):
        yield from tests_of(condition.part)
    else:
        for part in condition.parts:
            yield from tests_of(part)


def facts_of(condition: Condition) -> frozenset[str]:
    """Return the keys of the facts that a condition reads directly."""
    return frozenset(test.fact for test in tests_of(condition))


def groups_of(condition: Condition) -> frozenset[str]:
    """Return the keys of the groups that a condition names."""
    return frozenset(
        str(test.operand)
        for test in tests_of(condition)
        if OPERATORS[test.operator].shape.names == "group"
    )


def shared(condition: Condition, known: dict[Condition, Condition]) -> Condition:
    """Return the one of ``known`` that equals a condition, or it, made of shared parts and added.

    Equal conditions are then one object, and what is computed of one is computed once.
    """
    found = known.get(condition)
    if found is None:
        if isinstance(condition, Not):
            condition = Not(shared(condition.part, known))
        elif isinstance(condition, All | AnyOf):
            condition = type(condition)(tuple([shared(part, known) for part in condition.parts]))
        found = known[condition] = condition
    return found


def to_data(condition: Condition) -> dict[str, object]:
    """Return a condition in the structure that the catalogue uses.

    >>> to_data(Not(FactTest("nationality", "eq", "DZ", frozenset({"DZ"}))))
    {'not': {'nationality': 'DZ'}}
    """
    if isinstance(condition, FactTest):
        return {condition.fact: _operand_data(condition)}
    if isinstance(condition, Not):
        return {"not": to_data(condition.part)}
    parts = [to_data(part) for part in condition.parts]
    if isinstance(condition, AnyOf):
        return {"any": parts}
    merged = {key: value for part in parts for key, value in part.items()}
    if len(merged) == sum(len(part) for part in parts) and _mergeable(condition):
        return merged
    return {"all": parts}


def _mergeable(condition: All) -> bool:
    # A nested ``All`` is written as a mapping, whose lines would merge with those of its parent.
    return not any(isinstance(part, All) for part in condition.parts)


def _operand_data(test: FactTest) -> object:
    operator = OPERATORS[test.operator]
    data = operator.shape.to_data(test.operand)
    return data if operator.bare else {operator.name: data}


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
