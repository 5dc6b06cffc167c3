"""Conditions as a small tree of values: tests of facts joined by all, any and not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeAlias

from ..values.facts import Duration, Missing, State, Value, to_plain
from ..values.truth import Truth


@dataclass(frozen=True, slots=True)
class FactTest:
    """One test of one fact.

    ``operand`` is what the catalogue says. ``accepted`` holds the values that pass, for the
    operators that compare with listed values or with a group.
    """

    fact: str
    operator: str
    operand: object
    accepted: frozenset[object] = frozenset()


@dataclass(frozen=True, slots=True)
class All:
    """Holds when every part does; no part always holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when at least one part does."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds when its part does not."""

    part: Condition


Condition: TypeAlias = FactTest | All | AnyOf | Not
ALWAYS = All(())


class View(Protocol):
    """What a condition is evaluated against."""

    today: date

    def state(self, fact: str) -> State:
        """Return the fact's value, or why it has none."""


def truth_of(condition: Condition, view: View) -> Truth:
    """Evaluate a condition: true, false, or ``None`` while it is not known.

    A test of a fact that does not apply is false (except ``known: false``), a test of a fact
    without a value yet, or answered « je ne sais pas », is unknown.
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
    """Evaluate a condition; if it is unknown, return also the facts that keep it so.

    Those are the facts of its unknown tests, but for the parts that a decided part makes
    irrelevant.
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
    state = view.state(test.fact)
    if test.operator == "known":
        if state is Missing.PENDING:
            return None
        return isinstance(state, Missing) is not test.operand
    if isinstance(state, Missing):
        return False if state is Missing.ABSENT else None
    return passes(test, state, view.today)


def passes(test: FactTest, value: Value, today: date) -> bool:
    """Tell whether a value passes a test (of any operator but ``known``)."""
    operator = test.operator
    if operator in ("eq", "in", "in_group"):
        if isinstance(value, tuple):
            return not test.accepted.isdisjoint(value)
        return value in test.accepted
    if isinstance(value, tuple):
        return _passes_choices(test, value)
    if operator in _COMPARISONS:
        return _COMPARISONS[operator](value, test.operand)
    if not isinstance(value, date):
        raise TypeError(f"{operator} of {value!r}")
    return _passes_date(test, value, today)


def _passes_choices(test: FactTest, value: tuple[str, ...]) -> bool:
    if test.operator == "includes_all":
        return test.accepted.issubset(value)
    return not test.accepted.isdisjoint(value)


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "lt": lambda value, bound: bool(value < bound),
    "lte": lambda value, bound: bool(value <= bound),
    "gt": lambda value, bound: bool(value > bound),
    "gte": lambda value, bound: bool(value >= bound),
    "between": lambda value, bounds: bool(bounds[0] <= value <= bounds[1]),
}


def _passes_date(test: FactTest, value: date, today: date) -> bool:
    operand = test.operand
    if isinstance(operand, Duration):
        if test.operator == "within":
            return today <= value <= _end(operand, today)
        if test.operator == "beyond":
            return value > _end(operand, today)
        if test.operator == "since_at_least":
            return value <= _start(operand, today)
        return _start(operand, today) < value <= today
    return (value < today) is operand


def days_compared(test: FactTest, today: date) -> list[date]:
    """Return the days that a test counted from today compares with; none for other tests."""
    operand = test.operand
    if isinstance(operand, Duration):
        return [today, _start(operand, today), _end(operand, today)]
    return [today] if test.operator == "past" else []


def _start(duration: Duration, today: date) -> date:
    try:
        return duration.before(today)
    except OverflowError:
        return date.min


def _end(duration: Duration, today: date) -> date:
    try:
        return duration.after(today)
    except OverflowError:
        return date.max


def tests_of(condition: Condition) -> Iterator[FactTest]:
    """Yield every test of a condition, in the order in which it is written."""
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


def to_data(condition: Condition) -> dict[str, object]:
    """Write a condition back in the structure that the catalogue uses.

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
    # A nested All writes itself as a mapping, which would melt into its parent's lines.
    return not any(isinstance(part, All) for part in condition.parts)


def _operand_data(test: FactTest) -> object:
    operand = test.operand
    if isinstance(operand, Duration):
        return {test.operator: operand.to_data()}
    if isinstance(operand, tuple):
        listed: object = [to_plain(one) for one in operand]
    else:
        listed = to_plain(operand) if isinstance(operand, (str, int, date)) else operand
    if test.operator in ("eq", "in"):
        return listed
    return {test.operator: listed}
