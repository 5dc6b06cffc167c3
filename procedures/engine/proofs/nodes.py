"""The nodes of decision diagrams: each different one is made once, and is known by its number.

After R. Bryant, Graph-Based Algorithms for Boolean Function Manipulation (1986), with several
children a node and any hashable value as a terminal.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, TypeAlias

from .shapes import Shape, Shapes, numbered

Diagram: TypeAlias = int

FALSE: Diagram = 0
TRUE: Diagram = 1
UNKNOWN: Diagram = 2
_TRUTHS: tuple[Any, ...] = (False, True, None)
# The values that a diagram takes, one bit each: that of a truth is its number's.
IS_FALSE, IS_TRUE, IS_UNKNOWN, IS_ANOTHER = 1, 2, 4, 8
_VALUES = 4  # bits


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
        # Of each node, its shape and the child of each of its parts.
        self._shape: list[Shape] = []
        self._kids: list[tuple[Diagram, ...]] = []
        self._value: dict[Diagram, Hashable] = {}
        # Of each node, the bits of its values, and above them one for each variable that it reads.
        self._bits: list[int] = []
        self._terminals: dict[tuple[type, Hashable], Diagram] = {}
        self._nodes: dict[tuple[Shape, tuple[Diagram, ...]], Diagram] = {}
        self._shapes = Shapes()
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
            bit = IS_ANOTHER if len(self) > UNKNOWN else 1 << len(self)
            found = self._terminals[key] = self._new(self._end, -1, (), bit)
            self._value[found] = value
        return found

    def value(self, diagram: Diagram) -> Hashable:
        """Return the value of a terminal."""
        return self._value[diagram]

    def values(self, diagram: Diagram) -> int:
        """Return the bits of the truths that a diagram takes, and that of any other value."""
        return self._bits[diagram] & (1 << _VALUES) - 1

    def is_terminal(self, diagram: Diagram) -> bool:
        """Tell whether a diagram has the same value everywhere."""
        return self._level[diagram] == self._end

    def level(self, diagram: Diagram) -> int:
        """Return the first variable that a diagram reads; their number for a terminal."""
        return self._level[diagram]

    def last(self, diagram: Diagram) -> int:
        """Return the last variable that a diagram reads; a negative number for a terminal."""
        return self._bits[diagram].bit_length() - _VALUES - 1

    def reads(self, diagram: Diagram, level: int) -> bool:
        """Tell whether a diagram depends on a variable."""
        return bool(self._bits[diagram] >> level + _VALUES & 1)

    def kids(self, diagram: Diagram) -> tuple[Diagram, ...]:
        """Return the diagrams that remain for each class of a diagram's first variable."""
        kids = self._kids[diagram]
        if not kids:
            return kids
        return tuple([kids[part] for part in self._shapes.parts[self._shape[diagram]]])

    def parts(self, diagram: Diagram) -> tuple[Diagram, ...]:
        """Return the different ones of ``kids``, in the order of their first classes."""
        return self._kids[diagram]

    def variable(self, level: int, kids: Sequence[Diagram]) -> Diagram:
        """Return the diagram that reads one variable, with one child for each of its classes."""
        different, parts = numbered(kids)
        return self._node(self._shapes.of(level, parts), different)

    def _node(self, shape: Shape, kids: Sequence[Diagram]) -> Diagram:
        """Return the diagram with a child for each part of a shape."""
        count = len(set(kids))
        if count == 1:
            return kids[0]
        if count == len(kids):
            different = tuple(kids)
        else:
            different, parts = numbered(kids)
            shape = self._shapes.merged(shape, parts)
        key = (shape, different)
        found = self._nodes.get(key)
        if found is None:
            self._left -= 1
            if self._left < 0:
                raise OutOfSteps
            found = self._nodes[key] = self._made(shape, different)
        return found

    def _made(self, shape: Shape, kids: tuple[Diagram, ...]) -> Diagram:
        level, bits = self._shapes.level[shape], self._bits
        read = 1 << level + _VALUES
        for kid in kids:
            read |= bits[kid]
        return self._new(level, shape, kids, read)

    def _new(self, level: int, shape: Shape, kids: tuple[Diagram, ...], bits: int) -> Diagram:
        self._level.append(level)
        self._shape.append(shape)
        self._kids.append(kids)
        self._bits.append(bits)
        return len(self._level) - 1
