"""Decision diagrams: functions of several variables of a few values each, as shared graphs.

A diagram maps an assignment (one class number for each variable) to a terminal value. Equal
functions are the same number, so that « never », « always » and « the same » are comparisons.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import combinations
from typing import Any

from .nodes import FALSE, IS_FALSE, IS_TRUE, TRUE, UNKNOWN, Diagram, OutOfSteps
from .set_queries import Inside

__all__ = ["FALSE", "TRUE", "UNKNOWN", "Diagram", "Diagrams", "OutOfSteps"]


class Diagrams(Inside):
    """A store of diagrams, and what is computed of them: each function of each, once.

    >>> store = Diagrams([2, 3])
    >>> first = store.variable(0, [FALSE, TRUE])
    >>> store.either(first, store.negate(first)) == TRUE
    True
    """

    def __init__(self, sizes: Sequence[int], limit: int = 2_000_000) -> None:
        super().__init__(sizes, limit)
        self._cache: dict[tuple[Any, ...], int] = {}

    # --- Kleene's truth

    def both(self, one: Diagram, other: Diagram) -> Diagram:
        """Return the conjunction of two three-valued diagrams."""
        return self._join(one, other, FALSE, TRUE)

    def either(self, one: Diagram, other: Diagram) -> Diagram:
        """Return the disjunction of two three-valued diagrams."""
        return self._join(one, other, TRUE, FALSE)

    def _join(self, one: Diagram, other: Diagram, absorbing: Diagram, neutral: Diagram) -> Diagram:
        if one == absorbing or other == absorbing:
            return absorbing
        if one == other or other == neutral:
            return one
        if one == neutral:
            return other
        if one > other:
            one, other = other, one
        key = (absorbing, one, other)
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = self._joined(one, other, absorbing, neutral)
        return found

    def _joined(
        self, one: Diagram, other: Diagram, absorbing: Diagram, neutral: Diagram
    ) -> Diagram:
        # Half of an analysis was spent here: hence no call for what ``_join`` tells at a look.
        shape, ones, others = self._side_by_side(one, other)
        cache, kids = self._cache, []
        for a, b in zip(ones, others, strict=False):
            if a == absorbing or b == absorbing:
                kid = absorbing
            elif a == b or b == neutral:
                kid = a
            elif a == neutral:
                kid = b
            else:
                key = (absorbing, a, b) if a < b else (absorbing, b, a)
                found = cache.get(key)
                if found is None:
                    found = cache[key] = self._joined(a, b, absorbing, neutral)
                kid = found
            kids.append(kid)
        return self._node(shape, kids)

    def negate(self, diagram: Diagram) -> Diagram:
        """Return the negation of a three-valued diagram."""
        return self.map(diagram, _negated, "not")

    def certain(self, diagram: Diagram) -> Diagram:
        """Return the set where a three-valued diagram is true."""
        if self.values(diagram) <= IS_FALSE | IS_TRUE:
            return diagram
        return self.map(diagram, lambda truth: truth is True, "certain")

    def excluded(self, diagram: Diagram) -> Diagram:
        """Return the set where a three-valued diagram is false."""
        return self.map(diagram, lambda truth: truth is False, "excluded")

    def undecided(self, diagram: Diagram) -> Diagram:
        """Return the set where a three-valued diagram is unknown."""
        return self.map(diagram, lambda truth: truth is None, "undecided")

    # --- values

    def map(self, diagram: Diagram, function: Callable[[Any], Any], name: Hashable) -> Diagram:
        """Return the diagram of ``function(value)``; equal names must mean equal functions."""
        key = (name, diagram)
        found = self._cache.get(key)
        if found is None:
            if self._level[diagram] == self._end:
                found = self.terminal(function(self._value[diagram]))
            else:
                self._left -= 1
                kids = [self.map(kid, function, name) for kid in self._kids[diagram]]
                found = self._node(self._shape[diagram], kids)
            self._cache[key] = found
        return found

    def combine(
        self, one: Diagram, other: Diagram, function: Callable[[Any, Any], Any], name: Hashable
    ) -> Diagram:
        """Return the diagram of ``function(value, other value)``; see ``map`` for ``name``."""
        key = (name, one, other)
        found = self._cache.get(key)
        if found is None:
            if self._level[one] == self._level[other] == self._end:
                found = self.terminal(function(self._value[one], self._value[other]))
            else:
                shape, ones, others = self._side_by_side(one, other)
                pairs = zip(ones, others, strict=False)
                found = self._node(shape, [self.combine(a, b, function, name) for a, b in pairs])
            self._cache[key] = found
        return found

    def choose(
        self, condition: Diagram, true: Diagram, false: Diagram, unknown: Diagram
    ) -> Diagram:
        """Return the diagram equal to ``true``, ``false`` or ``unknown``, as ``condition`` is."""
        if condition <= UNKNOWN:
            return (false, true, unknown)[condition]
        if true == false == unknown:
            return true
        key = ("choose", condition, true, false, unknown)
        found = self._cache.get(key)
        if found is None:
            level, rows = self._rows(condition, true, false, unknown)
            kids = {row: self.choose(*row) for row in set(rows)}
            found = self._cache[key] = self.variable(level, [kids[row] for row in rows])
        return found

    # --- sets: diagrams that are true or false

    def any_class_of(self, diagram: Diagram, level: int) -> Diagram:
        """Return the assignments that are in a set for at least one class of a variable."""
        here = self._level[diagram]
        if here > level:
            return diagram
        key = ("any", diagram, level)
        found = self._cache.get(key)
        if found is None:
            kids = self._kids[diagram]
            if here == level:
                found = FALSE
                for kid in kids:
                    found = self.either(found, kid)
            else:
                below = [self.any_class_of(kid, level) for kid in kids]
                found = self._node(self._shape[diagram], below)
            self._cache[key] = found
        return found

    def varies(self, function: Diagram, care: Diagram, level: int) -> bool:
        """Tell whether another class of one variable alone, in a set, can change a function."""
        if care == FALSE or not self.reads(function, level):
            return False
        key = ("varies", function, care, level)
        found = self._cache.get(key)
        if found is None:
            here, listed = self._rows(function, care)
            rows = set(listed)
            if here < level:
                found = any(self.varies(one, held, level) for one, held in rows)
            else:
                found = any(
                    not self.same_in(self.both(held, there), one, other)
                    for (one, held), (other, there) in combinations(rows, 2)
                )
            self._cache[key] = found
        return bool(found)

    def where(self, diagram: Diagram, level: int, kept: int) -> Diagram:
        """Return a diagram with one variable fixed to a class."""
        here = self._level[diagram]
        if here > level:
            return diagram
        key = ("where", diagram, level, kept)
        found = self._cache.get(key)
        if found is None:
            if here == level:
                found = self.kids(diagram)[kept]
            else:
                below = [self.where(kid, level, kept) for kid in self._kids[diagram]]
                found = self._node(self._shape[diagram], below)
            self._cache[key] = found
        return found


def _negated(truth: bool | None) -> bool | None:
    return None if truth is None else not truth
