"""What each value of one fact says of all the tests of that fact: an integer, worked out ahead."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from ..conditions.tree import FactTest, days_compared, passes
from ..values.facts import Missing, State
from ..values.truth import Truth

# Several choices at once are many: beyond this number they are worked out each time.
_COMBINATIONS_HELD = 1_000


class FactTable(dict[Any, int]):
    """Maps a value to the bits that it sets; ``None`` is « je ne sais pas ».

    ``tests`` gives for each test the bits to set when it is true, when it is false and when it
    is unknown. Listed values are worked out at once; numbers and dates fall between *edges*,
    the values at which the outcome of some test may change.

    >>> adult = FactTest("age", "gte", 18)
    >>> table = FactTable({adult: (1, 2, 4)}, "integer", date(2026, 11, 24))
    >>> table[17], table[18], table[None], table.absent
    (2, 1, 4, 2)
    """

    __slots__ = ("_edges", "_other", "_pieces", "_tests", "_today", "absent", "pending")

    def __init__(
        self, tests: Mapping[FactTest, tuple[int, int, int]], kind: str, today: date
    ) -> None:
        super().__init__()
        self._tests = tests
        self._today = today
        self._edges: list[int] = []
        self._pieces: list[int] = []
        self.pending = self._bits(lambda test: None)
        self.absent = self._bits(lambda test: test.operator == "known" and not test.operand)
        self[None] = self._bits(lambda test: not test.operand if test.operator == "known" else None)
        if kind in ("date", "integer"):
            self._cut()
        self._other = self._bits(lambda test: test.operator == "known" and bool(test.operand))
        if kind != "choices":
            for value in {value for test in tests for value in test.accepted}:
                self[value] = self._value_bits(value)

    def of(self, state: State) -> int:
        """Return the bits of a fact in any state."""
        if state is Missing.PENDING:
            return self.pending
        if state is Missing.ABSENT:
            return self.absent
        return self[None if state is Missing.UNKNOWN else state]

    def __missing__(self, value: Any) -> int:
        if self._edges:
            return self._pieces[bisect_right(self._edges, _number(value))]
        if not isinstance(value, tuple):
            return self._other
        bits = self._value_bits(value)
        if len(self) < _COMBINATIONS_HELD:
            self[value] = bits
        return bits

    def _cut(self) -> None:
        self._edges = sorted({edge for test in self._tests for edge in _edges(test, self._today)})
        if self._edges:
            is_date = any(
                isinstance(one, date)
                for test in self._tests
                for one in _compared(test, self._today)
            )
            firsts = [self._edges[0] - 1, *self._edges]
            self._pieces = [self._value_bits(_day(first) if is_date else first) for first in firsts]

    def _value_bits(self, value: Any) -> int:
        def outcome(test: FactTest) -> Truth:
            if test.operator == "known":
                return test.operand is True
            return passes(test, value, self._today)

        return self._bits(outcome)

    def _bits(self, outcome: Callable[[FactTest], Truth]) -> int:
        bits = 0
        for test, (if_true, if_false, if_unknown) in self._tests.items():
            truth = outcome(test)
            bits |= if_unknown if truth is None else if_true if truth else if_false
        return bits


def _compared(test: FactTest, today: date) -> Iterator[Any]:
    """Yield the numbers or days that a test compares with."""
    yield from test.accepted
    if test.operator == "between" and isinstance(test.operand, tuple):
        yield from test.operand
    elif test.operator in ("lt", "lte", "gt", "gte"):
        yield test.operand
    else:
        yield from days_compared(test, today)


def _edges(test: FactTest, today: date) -> Iterator[int]:
    for one in _compared(test, today):
        yield _number(one)
        yield _number(one) + 1


def _number(value: Any) -> int:
    return value.toordinal() if isinstance(value, date) else int(value)


def _day(ordinal: int) -> date:
    # The pieces before the first day of the calendar and after its last are never met.
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))
