"""Finds the nearest other answers that would give a person another result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from ..conditions.tree import facts_of
from ..schema.dependencies import facts_behind
from ..situation import Situation
from ..values.facts import Answers, Missing, State, Value
from ..values.procedure import Procedure
from ..values.rules import RuleSet
from .diagrams import Diagram
from .meaning import Meaning
from .readings import nearest

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
