"""The nodes of decision diagrams: each different one is made once, and is known by its number.

After R. Bryant, Graph-Based Algorithms for Boolean Function Manipulation (1986), with several
children a node and any hashable value as a terminal.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, TypeAlias

Diagram: TypeAlias = int

FALSE: Diagram = 0
TRUE: Diagram = 1
UNKNOWN: Diagram = 2
_TRUTHS: tuple[Any, ...] = (False, True, None)


class OutOfSteps(Exception):
    """The step limit was reached. The question stays open, which is not a « no »."""


class Nodes:
    """The nodes over variables 0, 1, … of the given numbers of classes.

    ``limit`` bounds the nodes visited since ``allow`` was last called.

    >>> store = Nodes([2, 3])
    >>> store.variable(0, [FALSE, TRUE]) == store.variable(0, [FALSE, TRUE])
    True
    """

    def __init__(self, sizes: Sequence[int], limit: int = 2_000_000) -> None:
        self.sizes = tuple(sizes)
        self.limit = limit
        self._left = limit
        end = len(self.sizes)
        self._level: list[int] = []
        self._kids: list[tuple[Diagram, ...]] = []
        self._value: list[Hashable] = []
        self._reads: list[int] = []
        self._terminals: dict[tuple[type, Hashable], Diagram] = {}
        self._nodes: dict[tuple[int, tuple[Diagram, ...]], Diagram] = {}
        self._end = end
        for truth in _TRUTHS:
            self.terminal(truth)

    def allow(self, steps: int | None = None) -> None:
        """Start counting steps again, with another limit if ``steps`` is given."""
        self._left = self.limit if steps is None else steps

    def __len__(self) -> int:
        return len(self._level)

    def terminal(self, value: Hashable) -> Diagram:
        """Return the diagram whose value is ``value`` everywhere."""
        key = (type(value), value)
        found = self._terminals.get(key)
        if found is None:
            found = self._terminals[key] = self._new(self._end, (), value)
        return found

    def value(self, diagram: Diagram) -> Hashable:
        """Return the value of a terminal."""
        return self._value[diagram]

    def is_terminal(self, diagram: Diagram) -> bool:
        """Tell whether a diagram has the same value everywhere."""
        return self._level[diagram] == self._end

    def level(self, diagram: Diagram) -> int:
        """Return the first variable that a diagram reads; their number for a terminal."""
        return self._level[diagram]

    def reads(self, diagram: Diagram, level: int) -> bool:
        """Tell whether a diagram depends on a variable."""
        return bool(self._reads[diagram] >> level & 1)

    def kids(self, diagram: Diagram) -> tuple[Diagram, ...]:
        """Return the diagrams that remain for each class of a diagram's first variable."""
        return self._kids[diagram]

    def variable(self, level: int, kids: Sequence[Diagram]) -> Diagram:
        """Return the diagram that reads one variable, with one child for each of its classes."""
        return self._node(level, tuple(kids))

    def _new(self, level: int, kids: tuple[Diagram, ...], value: Hashable) -> Diagram:
        self._level.append(level)
        self._kids.append(kids)
        self._value.append(value)
        reads = 0 if level == self._end else 1 << level
        for kid in set(kids):
            reads |= self._reads[kid]
        self._reads.append(reads)
        return len(self._level) - 1

    def _node(self, level: int, kids: tuple[Diagram, ...]) -> Diagram:
        first = kids[0]
        if kids.count(first) == len(kids):
            return first
        key = (level, kids)
        found = self._nodes.get(key)
        if found is None:
            self._left -= 1
            if self._left < 0:
                raise OutOfSteps
            found = self._nodes[key] = self._new(level, kids, None)
        return found
