"""Decision diagrams: functions of several variables of a few values each, as shared graphs.

A diagram maps an assignment (one class number for each variable) to a terminal value. Equal
functions are the same number, so that « never », « always » and « the same » are comparisons.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import repeat
from typing import Any

from .nodes import FALSE, TRUE, UNKNOWN, Diagram, Nodes, OutOfSteps

__all__ = ["FALSE", "TRUE", "UNKNOWN", "Diagram", "Diagrams", "OutOfSteps"]


class Diagrams(Nodes):
    """A store of diagrams, and what is computed of them: each function of each, once.

    >>> store = Diagrams([2, 3])
    >>> first = store.variable(0, [FALSE, TRUE])
    >>> store.either(first, store.negate(first)) == TRUE
    True
    """

    def __init__(self, sizes: Sequence[int], limit: int = 2_000_000) -> None:
        super().__init__(sizes, limit)
        self._cache: dict[tuple[Any, ...], Diagram] = {}
        self._met: dict[tuple[Diagram, Diagram], bool] = {}

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
        level, ones, others = self._side_by_side(one, other)
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
        return self._node(level, tuple(kids))

    def negate(self, diagram: Diagram) -> Diagram:
        """Return the negation of a three-valued diagram."""
        return self.map(diagram, _negated, "not")

    def certain(self, diagram: Diagram) -> Diagram:
        """Return the set where a three-valued diagram is true."""
        return self.map(diagram, lambda truth: truth is True, "certain")

    def excluded(self, diagram: Diagram) -> Diagram:
        """Return the set where a three-valued diagram is false."""
        return self.map(diagram, lambda truth: truth is False, "excluded")

    def undecided(self, diagram: Diagram) -> Diagram:
        """Return the set where a three-valued diagram is unknown."""
        return self.map(diagram, lambda truth: truth is None, "undecided")

    def _side_by_side(
        self, one: Diagram, other: Diagram
    ) -> tuple[int, Iterable[Diagram], Iterable[Diagram]]:
        """Return the first variable of two diagrams, and what remains of each in its classes."""
        self._left -= 1
        if self._left < 0:
            raise OutOfSteps
        first, second = self._level[one], self._level[other]
        if first == second:
            return first, self._kids[one], self._kids[other]
        if first < second:
            return first, self._kids[one], repeat(other)
        return second, repeat(one), self._kids[other]

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
                kids = self._kids[diagram]
                mapped = {kid: self.map(kid, function, name) for kid in set(kids)}
                found = self._node(self._level[diagram], tuple([mapped[kid] for kid in kids]))
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
                level, ones, others = self._side_by_side(one, other)
                pairs = [*zip(ones, others, strict=False)]
                kids = {pair: self.combine(*pair, function, name) for pair in set(pairs)}
                found = self._node(level, tuple([kids[pair] for pair in pairs]))
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
            self._left -= 1
            if self._left < 0:
                raise OutOfSteps
            parts = (condition, true, false, unknown)
            level = min(self._level[part] for part in parts)
            below = [
                self._kids[part] if self._level[part] == level else (part,) * self.sizes[level]
                for part in parts
            ]
            rows = list(zip(*below, strict=True))
            kids = {row: self.choose(*row) for row in set(rows)}
            found = self._cache[key] = self._node(level, tuple([kids[row] for row in rows]))
        return found

    # --- sets: diagrams that are true or false

    def without(self, one: Diagram, other: Diagram) -> Diagram:
        """Return the assignments that are in the first set and not in the second."""
        if not self.meet(one, other):
            return one
        return self.both(one, self.negate(other))

    def meet(self, one: Diagram, other: Diagram) -> bool:
        """Tell whether two sets share an assignment, without building their intersection."""
        if one == FALSE or other == FALSE:
            return False
        if one in (TRUE, other) or other == TRUE:
            return True
        if one > other:
            one, other = other, one
        found = self._met.get((one, other))
        if found is None:
            found = self._met[one, other] = self._meet_below(one, other)
        return found

    def _meet_below(self, one: Diagram, other: Diagram) -> bool:
        _, ones, others = self._side_by_side(one, other)
        last = None
        for pair in zip(ones, others, strict=False):
            # Neighbours are often the same.
            if pair != last and self.meet(*pair):
                return True
            last = pair
        return False

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
                for kid in dict.fromkeys(kids):
                    found = self.either(found, kid)
            else:
                below = {kid: self.any_class_of(kid, level) for kid in set(kids)}
                found = self._node(here, tuple([below[kid] for kid in kids]))
            self._cache[key] = found
        return found

    def where(self, diagram: Diagram, level: int, kept: int) -> Diagram:
        """Return a diagram with one variable fixed to a class."""
        here = self._level[diagram]
        if here > level:
            return diagram
        key = ("where", diagram, level, kept)
        found = self._cache.get(key)
        if found is None:
            kids = self._kids[diagram]
            if here == level:
                found = kids[kept]
            else:
                below = {kid: self.where(kid, level, kept) for kid in set(kids)}
                found = self._node(here, tuple([below[kid] for kid in kids]))
            self._cache[key] = found
        return found


def _negated(truth: bool | None) -> bool | None:
    return None if truth is None else not truth
