"""The bits that each value of a fact sets for all the tests of the fact, computed in advance."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from typing import Any

from ..conditions.tree import FactTest, edges_of, truth_of_test
from ..values.facts import Missing, State

# Sets of choices are many: beyond this number they are computed at each use.
_COMBINATIONS_HELD = 1_000
# Stands for the codes that no test names: a test has the same outcome for all of them.
_NAMED_BY_NONE = ""


class FactTable(dict[Any, int]):
    """A mapping from a value to the bits that it sets; ``None`` is « je ne sais pas ».

    ``tests`` gives for each test the bits to set if it is true, if it is false and if it is
    unknown. The bits of listed values are computed at once. Numbers and dates fall between *edges*,
    the values at which the outcome of a test may change.

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
        self.pending = self._bits(Missing.PENDING)
        self.absent = self._bits(Missing.ABSENT)
        self[None] = self._bits(Missing.UNKNOWN)
        if kind in ("date", "integer"):
            self._cut(kind)
        if not self._edges and kind != "choices":
            self._other = self._bits(_NAMED_BY_NONE)
            for value in {value for test in tests for value in edges_of(test, today)}:
                self[value] = self._bits(value)

    def of(self, state: State) -> int:
        """Return the bits that a fact sets in any state."""
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
        bits = self._bits(value)
        if len(self) < _COMBINATIONS_HELD:
            self[value] = bits
        return bits

    def _cut(self, kind: str) -> None:
        edges = {
            number
            for test in self._tests
            for edge in edges_of(test, self._today)
            for number in (_number(edge), _number(edge) + 1)
        }
        self._edges = sorted(edges)
        if self._edges:
            firsts = [self._edges[0] - 1, *self._edges]
            read = _day if kind == "date" else int
            self._pieces = [self._bits(read(first)) for first in firsts]

    def _bits(self, state: State) -> int:
        bits = 0
        for test, (if_true, if_false, if_unknown) in self._tests.items():
            truth = truth_of_test(test, state, self._today)
            bits |= if_unknown if truth is None else if_true if truth else if_false
        return bits


def _number(value: Any) -> int:
    return value.toordinal() if isinstance(value, date) else int(value)


def _day(ordinal: int) -> date:
    # Days outside the calendar are never looked up: any date may stand for them.
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))
