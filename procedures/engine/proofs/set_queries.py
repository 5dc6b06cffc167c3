"""Truths inside sets: where they have some values, and whether they are ever so.

A set is a diagram that is true or false. Nothing is made of the truths themselves: neither the set
where one is certain, nor its negation, which were a third of the nodes of an analysis.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import repeat

from .nodes import (
    FALSE,
    IS_ANOTHER,
    IS_FALSE,
    IS_TRUE,
    IS_UNKNOWN,
    TRUE,
    Diagram,
    Nodes,
    OutOfSteps,
)
from .shapes import Shape

# The bits of all values but one.
NOT_TRUE = IS_FALSE | IS_UNKNOWN | IS_ANOTHER
NOT_FALSE = IS_TRUE | IS_UNKNOWN | IS_ANOTHER
_ANY = IS_TRUE | NOT_TRUE


class Inside(Nodes):
    """Nodes, and what is asked of truths inside a set: each question once.

    >>> store = Inside([2, 3])
    >>> care, truth = store.variable(0, [FALSE, TRUE]), store.variable(1, [FALSE, TRUE, TRUE])
    >>> kept = store.kept(care, truth, IS_TRUE)
    >>> kept == store.variable(0, [FALSE, truth]), store.takes(kept, truth, NOT_TRUE)
    (True, False)
    """

    def __init__(self, sizes: Sequence[int], limit: int = 2_000_000) -> None:
        super().__init__(sizes, limit)
        self._kept: dict[tuple[int, Diagram, Diagram], Diagram] = {}
        self._takes: dict[tuple[int, Diagram, Diagram], bool] = {}
        self._same: dict[tuple[Diagram, Diagram, Diagram], bool] = {}

    def _side_by_side(
        self, one: Diagram, other: Diagram
    ) -> tuple[Shape, Iterable[Diagram], Iterable[Diagram]]:
        """Return the parts into which two diagrams cut the classes of their first variable, and
        what remains of each in these parts."""
        self._left -= 1
        if self._left < 0:
            raise OutOfSteps
        first, second = self._level[one], self._level[other]
        if first < second:
            return self._shape[one], self._kids[one], repeat(other)
        if first > second:
            return self._shape[other], repeat(one), self._kids[other]
        shape, with_shape = self._shape[one], self._shape[other]
        if shape == with_shape:
            return shape, self._kids[one], self._kids[other]
        ones, others, shape = self._shapes.crossed(shape, with_shape)
        return shape, ones(self._kids[one]), others(self._kids[other])

    def _rows(self, *diagrams: Diagram) -> tuple[int, list[tuple[Diagram, ...]]]:
        """Return the first variable of some diagrams, and what remains of them in each class."""
        self._left -= 1
        if self._left < 0:
            raise OutOfSteps
        level = min([self._level[one] for one in diagrams])
        below = [
            self.kids(one) if self._level[one] == level else repeat(one, self.sizes[level])
            for one in diagrams
        ]
        return level, list(zip(*below, strict=True))

    def kept(self, care: Diagram, truth: Diagram, values: int) -> Diagram:
        """Return the assignments of a set for which a truth has one of some values, as bits."""
        taken = self._bits[truth]
        if care == FALSE or not taken & values:
            return FALSE
        if not taken & (_ANY ^ values):
            return care
        if care == truth:
            return care if values & IS_TRUE else FALSE
        key = (values, care, truth)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._kept_below(care, truth, values)
        return found

    def _kept_below(self, care: Diagram, truth: Diagram, values: int) -> Diagram:
        shape, ones, others = self._side_by_side(care, truth)
        bits, cache, rest, kids = self._bits, self._kept, _ANY ^ values, []
        # As in ``kept``, without a call for what is told at a look.
        for a, b in zip(ones, others, strict=False):
            kid = a
            if a != FALSE:
                taken = bits[b]
                if not taken & values:
                    kid = FALSE
                elif taken & rest:
                    key = (values, a, b)
                    found = cache.get(key)
                    if found is None:
                        found = cache[key] = self._kept_below(a, b, values)
                    kid = found
            kids.append(kid)
        return self._node(shape, kids)

    def takes(self, care: Diagram, truth: Diagram, values: int) -> bool:
        """Tell whether a truth has one of some values, as bits, somewhere in a set."""
        taken = self._bits[truth]
        if care == FALSE or not taken & values:
            return False
        if care == TRUE or not taken & (_ANY ^ values):
            return True
        if care == truth:
            return bool(values & IS_TRUE)
        key = (values, care, truth)
        found = self._takes.get(key)
        if found is None:
            _, ones, others = self._side_by_side(care, truth)
            found = self._takes[key] = any(map(self.takes, ones, others, repeat(values)))
        return found

    def meet(self, one: Diagram, other: Diagram) -> bool:
        """Tell whether two sets share an assignment, without building their intersection."""
        return self.takes(one, other, IS_TRUE) if one < other else self.takes(other, one, IS_TRUE)

    def without(self, one: Diagram, other: Diagram) -> Diagram:
        """Return the assignments that are in the first set and not in the second."""
        return self.kept(one, other, NOT_TRUE)

    def same_in(self, care: Diagram, one: Diagram, other: Diagram) -> bool:
        """Tell whether two functions are equal inside a set."""
        if care == FALSE or one == other:
            return True
        if care == TRUE or not self._bits[one] & self._bits[other] & _ANY:
            return False
        key = (care, one, other) if one < other else (care, other, one)
        found = self._same.get(key)
        if found is None:
            rows = set(self._rows(*key)[1])
            found = self._same[key] = all(self.same_in(*row) for row in rows)
        return found
