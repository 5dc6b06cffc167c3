"""Reads diagrams: the variables that they read, their values, their members."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeAlias

from ..conditions.tree import facts_of
from ..schema.dependencies import facts_behind
from ..situation import Situation
from ..values.facts import Answers, Missing, State, Value
from ..values.procedure import Procedure
from ..values.rules import RuleSet
from .diagrams import FALSE, Diagram, Diagrams
from .meaning import Meaning

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


# In answers. With more, the smallest reason is only one from which no answer can be removed.
LARGEST_SEARCH = 12


@dataclass(frozen=True, slots=True)
class Alternative:
    """The fewest other answers that lead to a procedure. ``changed`` holds only these answers."""

    changed: Mapping[str, Value | None]
    procedure: str


def smallest_reason(rule_set: RuleSet, situation: Situation, procedure: Procedure) -> Answers:
    """Return the fewest answers that make a procedure certain by themselves.

    Among equally few, the first in the order of asking are returned. With more than
    ``LARGEST_SEARCH`` answers to choose from, the result is a set from which no answer can be
    removed. It is empty if the procedure is not certain.
    """
    if not situation.truth_of_procedure(procedure):
        return {}
    kept = {key: situation.answers[key] for key in rule_set.questions if key in situation.answers}
    for key in list(kept):
        fewer = {one: value for one, value in kept.items() if one != key}
        if _suffices(rule_set, situation, fewer, procedure):
            kept = fewer
    return _smaller(rule_set, situation, kept, procedure)


def _smaller(
    rule_set: RuleSet, situation: Situation, kept: Answers, procedure: Procedure
) -> Answers:
    given = situation.answers
    keys = [key for key in rule_set.questions if key in given]
    if len(keys) > LARGEST_SEARCH:
        behind = facts_behind(rule_set, facts_of(procedure.when))
        keys = [key for key in keys if key in behind]
    if len(keys) > LARGEST_SEARCH:
        return kept
    for size in range(len(kept) + 1):
        for chosen in combinations(keys, size):
            fewer = {key: given[key] for key in chosen}
            if _suffices(rule_set, situation, fewer, procedure):
                return fewer
    return kept


def _suffices(
    rule_set: RuleSet, situation: Situation, answers: Answers, procedure: Procedure
) -> bool:
    trial = Situation(rule_set, answers, situation.today)
    return trial.truth_of_procedure(procedure) is True


def nearest_with(meaning: Meaning, answers: Answers, procedure: Procedure) -> Alternative | None:
    """Return the fewest changes of answers after which a procedure is recommended.

    Return ``None`` if no person gets the procedure. An answer that must be added counts as a
    change.
    """
    return _nearest(meaning, answers, meaning.recommended(procedure), procedure.id)


def _nearest(
    meaning: Meaning, answers: Answers, members: Diagram, procedure: str
) -> Alternative | None:
    origin = class_path(meaning, answers)
    path = nearest(meaning.store, members, origin)
    if path is None:
        return None
    changed: dict[str, Value | None] = {}
    for key in meaning.rule_set.questions:
        level = meaning.space.levels[key]
        if level in path and path[level] != origin.get(level):
            state = meaning.space.domains[key].classes[path[level]].example
            changed[key] = None if isinstance(state, Missing) else state
    return Alternative(changed, procedure)


def class_path(meaning: Meaning, answers: Answers) -> dict[int, int]:
    """Return {variable: class} for each answer given."""
    path: dict[int, int] = {}
    for key, given in answers.items():
        state: State = Missing.UNKNOWN if given is None else given
        index = meaning.space.domains[key].class_of(state)
        if index is not None:
            path[meaning.space.levels[key]] = index
    return path
