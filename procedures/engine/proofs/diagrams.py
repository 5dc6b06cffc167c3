"""Decision diagrams: functions of several variables of a few values each, as shared graphs.

A diagram maps an assignment (one class number for each variable) to a terminal value. Each
different one is made once and is a number: equal functions are the same number, so that « never »,
« always » and « the same » are comparisons. After R. Bryant, Graph-Based Algorithms for Boolean
Function Manipulation (1986), with several children a node and any hashable value as a terminal.

A set is a diagram that is true or false everywhere; a truth may be unknown, too.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import combinations, repeat
from typing import Any, TypeAlias

Diagram: TypeAlias = int

FALSE: Diagram = 0
TRUE: Diagram = 1
UNKNOWN: Diagram = 2
# The values that a diagram takes, one bit each: that of a truth is its number's.
IS_FALSE, IS_TRUE, IS_UNKNOWN, IS_ANOTHER = 1, 2, 4, 8
_ANY = IS_FALSE | IS_TRUE | IS_UNKNOWN | IS_ANOTHER
_VALUES = 4  # bits
# The bits of all values but one.
NOT_TRUE, NOT_FALSE = _ANY ^ IS_TRUE, _ANY ^ IS_FALSE


class OutOfSteps(Exception):
    """The step limit was reached. The question stays open, which is not a « no »."""


class Diagrams:
    """A store of diagrams over variables 0, 1, … of the given numbers of classes.

    Each function of each diagram is computed once. ``limit`` bounds the nodes visited since
    ``allow`` was last called.

    >>> store = Diagrams([2, 3])
    >>> first = store.variable(0, [FALSE, TRUE])
    >>> store.either(first, store.negate(first)) == TRUE
    True
    """

    def __init__(self, sizes: Sequence[int], limit: int = 2_000_000) -> None:
        self.sizes = tuple(sizes)
        self.limit = limit
        self._left = limit
        self._end = len(self.sizes)
        # Of each diagram, its first variable, and what remains of it for each class of that.
        self._level: list[int] = []
        self._kids: list[tuple[Diagram, ...]] = []
        # The bits of its values, and above them one for each variable that it reads.
        self._bits: list[int] = []
        self._value: dict[Diagram, Hashable] = {}
        self._terminals: dict[tuple[type, Hashable], Diagram] = {}
        self._nodes: dict[tuple[int, tuple[Diagram, ...]], Diagram] = {}
        self._cache: dict[tuple[Any, ...], int] = {}
        for truth in (False, True, None):
            self.terminal(truth)

    def allow(self, steps: int | None = None) -> None:
        """Start counting steps again, with another limit if ``steps`` is given."""
        self._left = self.limit if steps is None else steps

    def __len__(self) -> int:
        return len(self._level)

    # --- nodes

    def terminal(self, value: Hashable) -> Diagram:
        """Return the diagram whose value is ``value`` everywhere."""
        key = (type(value), value)
        found = self._terminals.get(key)
        if found is None:
            bit = IS_ANOTHER if len(self) > UNKNOWN else 1 << len(self)
            found = self._terminals[key] = self._new(self._end, (), bit)
            self._value[found] = value
        return found

    def variable(self, level: int, kids: Iterable[Diagram]) -> Diagram:
        """Return the diagram that reads one variable, with one child for each of its classes."""
        children = tuple(kids)
        if children.count(children[0]) == len(children):
            return children[0]
        key = (level, children)
        found = self._nodes.get(key)
        if found is None:
            self._step()
            read = 1 << level + _VALUES
            for kid in set(children):
                read |= self._bits[kid]
            found = self._nodes[key] = self._new(level, children, read)
        return found

    def _new(self, level: int, kids: tuple[Diagram, ...], bits: int) -> Diagram:
        self._level.append(level)
        self._kids.append(kids)
        self._bits.append(bits)
        return len(self._level) - 1

    def _step(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise OutOfSteps

    def value(self, diagram: Diagram) -> Hashable:
        """Return the value of a terminal."""
        return self._value[diagram]

    def values(self, diagram: Diagram) -> int:
        """Return the bits of the truths that a diagram takes, and that of any other value."""
        return self._bits[diagram] & _ANY

    def is_terminal(self, diagram: Diagram) -> bool:
        """Tell whether a diagram has the same value everywhere."""
        return self._level[diagram] == self._end

    def level(self, diagram: Diagram) -> int:
        """Return the first variable that a diagram reads; their number for a terminal."""
        return self._level[diagram]

    def reads(self, diagram: Diagram, level: int) -> bool:
        """Tell whether a diagram depends on a variable."""
        return bool(self._bits[diagram] >> level + _VALUES & 1)

    def kids(self, diagram: Diagram) -> tuple[Diagram, ...]:
        """Return the diagrams that remain for each class of a diagram's first variable."""
        return self._kids[diagram]

    def _pairs(self, one: Diagram, other: Diagram) -> tuple[int, list[tuple[Diagram, Diagram]]]:
        """Return the first variable of two diagrams, and what remains of them in each class."""
        self._step()
        first, second = self._level[one], self._level[other]
        ones = self._kids[one] if first <= second else repeat(one)
        others = self._kids[other] if second <= first else repeat(other)
        return min(first, second), list(zip(ones, others, strict=False))

    def _rows(self, *diagrams: Diagram) -> tuple[int, list[tuple[Diagram, ...]]]:
        """Return the same of any number of diagrams."""
        self._step()
        levels = [self._level[one] for one in diagrams]
        first, both = min(levels), zip(diagrams, levels, strict=True)
        below = [self._kids[one] if level == first else repeat(one) for one, level in both]
        return first, list(zip(*below, strict=False))

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
        key = (absorbing, one, other) if one < other else (absorbing, other, one)
        found = self._cache.get(key)
        if found is None:
            level, pairs = self._pairs(one, other)
            joined: dict[tuple[Diagram, Diagram], Diagram] = {}
            # A variable of the shipped catalogue has fifteen classes, and a node three children.
            for pair in set(pairs):
                first, second = pair
                # What is known at a look takes no call: half of an analysis is spent here.
                if absorbing in pair:
                    joined[pair] = absorbing
                elif first == second or second == neutral:
                    joined[pair] = first
                else:
                    joined[pair] = self._join(first, second, absorbing, neutral)
            found = self._cache[key] = self.variable(level, map(joined.__getitem__, pairs))
        return found

    def negate(self, diagram: Diagram) -> Diagram:
        """Return the negation of a three-valued diagram."""
        return self.map(diagram, lambda truth: None if truth is None else not truth, "not")

    def certain(self, diagram: Diagram) -> Diagram:
        """Return the set where a three-valued diagram is true."""
        return self.restrict(TRUE, diagram, IS_TRUE)

    # --- values

    def map(self, diagram: Diagram, function: Callable[[Any], Any], name: Hashable) -> Diagram:
        """Return the diagram of ``function(value)``; equal names must mean equal functions."""
        return self._apply(name, function, diagram)

    def combine(
        self, one: Diagram, other: Diagram, function: Callable[[Any, Any], Any], name: Hashable
    ) -> Diagram:
        """Return the diagram of ``function(value, other value)``; see ``map`` for ``name``."""
        return self._apply(name, function, one, other)

    def _apply(self, name: Hashable, function: Callable[..., Any], *diagrams: Diagram) -> Diagram:
        key = (name, *diagrams)
        found = self._cache.get(key)
        if found is None:
            if all(map(self._value.__contains__, diagrams)):
                found = self.terminal(function(*map(self._value.__getitem__, diagrams)))
            else:
                level, rows = self._rows(*diagrams)
                made = {row: self._apply(name, function, *row) for row in set(rows)}
                found = self.variable(level, map(made.__getitem__, rows))
            self._cache[key] = found
        return found

    def choose(self, truth: Diagram, true: Diagram, false: Diagram, unknown: Diagram) -> Diagram:
        """Return the diagram equal to ``true``, ``false`` or ``unknown``, as ``truth`` is."""
        if truth <= UNKNOWN:
            return (false, true, unknown)[truth]
        if true == false == unknown:
            return true
        key = ("choose", truth, true, false, unknown)
        found = self._cache.get(key)
        if found is None:
            level, rows = self._rows(truth, true, false, unknown)
            chosen = {row: self.choose(*row) for row in set(rows)}
            found = self._cache[key] = self.variable(level, map(chosen.__getitem__, rows))
        return found

    # --- sets, and truths inside them

    def restrict(self, care: Diagram, truth: Diagram, values: int) -> Diagram:
        """Return the assignments of a set for which a truth has one of some values, as bits."""
        taken = self.values(truth)
        if not taken & values:
            return FALSE
        if not taken & ~values:
            return care
        if values & taken != IS_TRUE or taken & ~(IS_FALSE | IS_TRUE):
            values_of, name = self.values, ("in", values)
            truth = self.map(truth, lambda one: bool(values_of(self.terminal(one)) & values), name)
        return self.both(care, truth)

    def without(self, one: Diagram, other: Diagram) -> Diagram:
        """Return the assignments that are in the first set and not in the second."""
        return self.restrict(one, other, NOT_TRUE)

    def takes(self, care: Diagram, truth: Diagram, values: int) -> bool:
        """Tell whether a truth has one of some values, as bits, somewhere in a set."""
        taken = self.values(truth)
        if care == FALSE or not taken & values:
            return False
        if care == TRUE or not taken & ~values:
            return True
        key = ("takes", values, care, truth)
        found = self._cache.get(key)
        if found is None:
            _, pairs = self._pairs(care, truth)
            found = self._cache[key] = any(self.takes(*pair, values) for pair in set(pairs))
        return bool(found)

    def meet(self, one: Diagram, other: Diagram) -> bool:
        """Tell whether two sets share an assignment, without building their intersection."""
        return self.takes(one, other, IS_TRUE)

    def same_in(self, care: Diagram, one: Diagram, other: Diagram) -> bool:
        """Tell whether two functions are equal inside a set."""
        if care == FALSE or one == other:
            return True
        if care == TRUE or not self.values(one) & self.values(other):
            return False
        key = ("same", care, one, other)
        found = self._cache.get(key)
        if found is None:
            _, rows = self._rows(care, one, other)
            found = self._cache[key] = all(self.same_in(*row) for row in set(rows))
        return bool(found)

    def any_class_of(self, diagram: Diagram, level: int) -> Diagram:
        """Return the assignments that are in a set for at least one class of a variable."""
        if not self.reads(diagram, level):
            return diagram
        key = ("any", diagram, level)
        found = self._cache.get(key)
        if found is None:
            here, kids = self._level[diagram], self._kids[diagram]
            if here == level:
                found = FALSE
                for kid in kids:
                    found = self.either(found, kid)
            else:
                found = self.variable(here, [self.any_class_of(kid, level) for kid in kids])
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
