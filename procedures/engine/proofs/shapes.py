"""Shapes: which classes of one variable lead to the same place, whatever that place is.

A variable of the shipped catalogue has fifteen classes, and a node three different children: what
is done child by child, and not class by class, takes a fifth of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import TypeAlias

# Of each class, the number of its part; parts are numbered in the order of their first class.
Parts: TypeAlias = tuple[int, ...]
Shape: TypeAlias = int
# From the children of a node to those that stand in each part of a crossing, in their order.
_Picked: TypeAlias = Callable[[tuple[int, ...]], tuple[int, ...]]


class Shapes:
    """The shapes over some variables: each different one is made once, and is a number.

    >>> shapes = Shapes()
    >>> one, other = shapes.of(0, (0, 1, 1)), shapes.of(0, (0, 0, 1))
    >>> ones, others, both = shapes.crossed(one, other)
    >>> shapes.parts[both], ones(("a", "b")), others(("c", "d"))
    ((0, 1, 2), ('a', 'b', 'b'), ('c', 'c', 'd'))
    """

    def __init__(self) -> None:
        self.parts: list[Parts] = []
        self.level: list[int] = []
        self._known: dict[tuple[int, Parts], Shape] = {}
        self._crossed: dict[tuple[Shape, Shape], tuple[_Picked, _Picked, Shape]] = {}
        self._merged: dict[tuple[Shape, Parts], Shape] = {}

    def of(self, level: int, parts: Parts) -> Shape:
        """Return the shape of a variable's classes in these parts."""
        key = (level, parts)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = len(self.parts)
            self.parts.append(parts)
            self.level.append(level)
        return found

    def crossed(self, one: Shape, other: Shape) -> tuple[_Picked, _Picked, Shape]:
        """Return the shape whose parts are those of one shape cut by those of another.

        Two functions come before it: they pick each part's child from the children of either.
        Both shapes are of one variable, and of two parts at least.
        """
        key = (one, other)
        found = self._crossed.get(key)
        if found is None:
            pairs: dict[tuple[int, int], int] = {}
            listed = zip(self.parts[one], self.parts[other], strict=True)
            parts = tuple([pairs.setdefault(pair, len(pairs)) for pair in listed])
            ones, others = zip(*pairs, strict=True)
            shape = self.of(self.level[one], parts)
            found = self._crossed[key] = itemgetter(*ones), itemgetter(*others), shape
        return found

    def merged(self, shape: Shape, into: Parts) -> Shape:
        """Return a shape with some of its parts taken together, as ``into`` numbers them."""
        key = (shape, into)
        found = self._merged.get(key)
        if found is None:
            parts = tuple([into[part] for part in self.parts[shape]])
            found = self._merged[key] = self.of(self.level[shape], parts)
        return found


def numbered(things: Sequence[int]) -> tuple[tuple[int, ...], Parts]:
    """Return the different ones of some things, in their order, and the number of each thing.

    >>> numbered([7, 5, 7])
    ((7, 5), (0, 1, 0))
    """
    order: dict[int, int] = {}
    parts = tuple([order.setdefault(one, len(order)) for one in things])
    return tuple(order), parts
