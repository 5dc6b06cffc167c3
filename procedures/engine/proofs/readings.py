"""Reads diagrams: the variables that they read, their values, their members."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from .diagrams import FALSE, Diagram, Diagrams

# {variable: class}; a variable that is left out may have any class
Assignment: TypeAlias = Mapping[int, int]
Row: TypeAlias = tuple[dict[int, tuple[int, ...]], Hashable]


def variables_read(store: Diagrams, diagram: Diagram) -> frozenset[int]:
    """Return the variables that a diagram depends on."""
    return frozenset(level for level in range(len(store.sizes)) if store.reads(diagram, level))


def values_of(store: Diagrams, diagram: Diagram) -> list[Hashable]:
    """Return the values that a diagram takes, in the order of first appearance."""
    return [store.value(one) for one in _below(store, diagram) if store.is_terminal(one)]


def _below(store: Diagrams, diagram: Diagram) -> Iterator[Diagram]:
    seen: set[Diagram] = set()
    waiting = [diagram]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            yield one
            waiting.extend(reversed(dict.fromkeys(store.kids(one))))


def smallest(store: Diagrams, diagram: Diagram) -> dict[int, int] | None:
    """Return a member of a set that fixes the fewest variables, or ``None`` if it is empty."""
    return nearest(store, diagram, {})


def nearest(store: Diagrams, diagram: Diagram, origin: Assignment) -> dict[int, int] | None:
    """Return a member of a set that differs least from ``origin``, or ``None`` if it is empty.

    The member holds the variables whose class must be fixed. Each of them counts as one difference,
    unless ``origin`` gives it the same class.

    >>> store = Diagrams([2, 2])
    >>> equal = store.variable(0, [store.variable(1, [1, 0]), store.variable(1, [0, 1])])
    >>> nearest(store, equal, {0: 1, 1: 1}), nearest(store, FALSE, {})
    ({0: 1, 1: 1}, None)
    """
    search = _Nearest(store, origin)
    return None if search.cost(diagram) is None else search.path(diagram)


@dataclass
class _Nearest:
    store: Diagrams
    origin: Assignment
    best: dict[Diagram, tuple[int, int] | None] = field(default_factory=dict)

    def cost(self, diagram: Diagram) -> int | None:
        """Return the least number of changes that leads to a member; ``None`` without members."""
        if self.store.is_terminal(diagram):
            return None if diagram == FALSE else 0
        if diagram not in self.best:
            self.best[diagram] = min(self._ways(diagram), default=None)
        found = self.best[diagram]
        return found[0] if found else None

    def _ways(self, diagram: Diagram) -> Iterator[tuple[int, int]]:
        kept = self.origin.get(self.store.level(diagram))
        first: dict[Diagram, int] = {}
        for index, kid in enumerate(self.store.kids(diagram)):
            if index == kept or kid not in first:
                first[kid] = index
        for kid, index in first.items():
            below = self.cost(kid)
            if below is not None:
                yield below + (index != kept), index

    def path(self, diagram: Diagram) -> dict[int, int]:
        """Return the classes chosen by ``cost``."""
        chosen: dict[int, int] = {}
        while not self.store.is_terminal(diagram):
            _, index = self.best[diagram] or (0, 0)
            chosen[self.store.level(diagram)] = index
            diagram = self.store.kids(diagram)[index]
        return chosen


def count(store: Diagrams, diagram: Diagram, variables: Sequence[int]) -> int:
    """Return the number of combinations of classes of ``variables`` that belong to a set.

    The set must read no other variable.

    >>> store = Diagrams([2, 3])
    >>> count(store, store.variable(1, [0, 1, 1]), [0, 1])
    4
    """
    ordered = sorted(variables)
    place = {level: index for index, level in enumerate(ordered)}
    place[len(store.sizes)] = len(ordered)
    known: dict[Diagram, int] = {}

    def members(one: Diagram, start: int) -> int:
        if one == FALSE:
            return 0
        here = place[store.level(one)]
        skipped = 1
        for level in ordered[start:here]:
            skipped *= store.sizes[level]
        if store.is_terminal(one):
            return skipped
        if one not in known:
            known[one] = sum(members(kid, here + 1) for kid in store.kids(one))
        return skipped * known[one]

    return members(diagram, 0)


def rows(store: Diagrams, diagram: Diagram) -> Iterator[Row]:
    """Yield (classes of each variable read, value) for each path of a diagram.

    Classes that lead to the same diagram are on one row.
    """
    if store.is_terminal(diagram):
        yield {}, store.value(diagram)
        return
    same: dict[Diagram, list[int]] = {}
    for index, kid in enumerate(store.kids(diagram)):
        same.setdefault(kid, []).append(index)
    for kid, classes in same.items():
        for below, value in rows(store, kid):
            yield {store.level(diagram): tuple(classes), **below}, value
