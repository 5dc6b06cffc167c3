"""The persons of the cases that a procedure being written reaches, and instead of what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from procedures.engine.conditions.tree import truth_of
from procedures.engine.situation import Situation
from procedures.engine.values.facts import Truth
from procedures.engine.values.plain import Plain
from procedures.engine.values.procedure import Procedure

from ..working_copy import WorkingCopy


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How many persons are advised a procedure, and what they would be advised without it.

    ``instead`` is [(title of the other procedure, number of persons)], the most frequent first.
    """

    advised: int
    instead: tuple[tuple[str, int], ...]
    listed: int

    @property
    def alone(self) -> int:
        """The persons who would be advised nothing of its track."""
        return self.advised - sum(number for _, number in self.instead)


def reach_of(copy: WorkingCopy, key: str) -> Reach | None:
    """Return the persons of a procedure, or ``None`` while a fault keeps it from being tried."""
    procedure = copy.rule_set and copy.rule_set.procedures.get(key)
    if not procedure:
        return None
    instead: Counter[str] = Counter()
    advised = listed = 0
    for _, situation, truth in _met(copy, procedure):
        rival = _best_rival(situation, procedure) if truth else None
        if not truth or (rival and rival.rank < procedure.rank):
            listed += 1
            continue
        advised += 1
        if rival:
            instead[rival.title.get("fr", "")] += 1
    return Reach(advised=advised, instead=tuple(instead.most_common()), listed=listed)


def _met(copy: WorkingCopy, procedure: Procedure) -> Iterator[tuple[Plain, Situation, bool | None]]:
    """Yield (case, situation, truth) of the persons that a procedure may be for."""
    for case, situation in copy.cases:
        truth = _truth(situation, procedure)
        if truth is not False:
            yield case, situation, truth


def _truth(situation: Situation, procedure: Procedure) -> Truth:
    """Return the truth of a procedure for one of many persons; it is not for most of them.

    Its own condition tells that, without those of the whole catalogue.
    """
    if truth_of(procedure.when, situation) is False:
        return False
    return situation.truth_of_procedure(procedure)


def _best_rival(situation: Situation, procedure: Procedure) -> Procedure | None:
    """Return the other procedure of the track that a person would be advised: the best comes first.

    Those after it are not asked: there may be a hundred and fifty, for fifteen hundred persons.
    """
    others = (one for one in situation.rule_set.tracks[procedure.track] if one is not procedure)
    return next((one for one in others if situation.truth_of_procedure(one)), None)


def proposed(copy: WorkingCopy, key: str, most: int = 2) -> tuple[list[str], str]:
    """Return (cases whose person gets a procedure now, the nearest one whose person does not).

    The nearest one has the fewest other answers than a person who gets it.
    """
    procedure = copy.rule_set and copy.rule_set.procedures.get(key)
    if not procedure:
        return [], ""
    getting, others = [], []
    for case, situation in copy.cases:
        truth = _truth(situation, procedure)
        if truth:
            getting.append(case)
        elif truth is False:
            others.append(case)
    if not getting:
        return [], ""
    model = getting[0]["answers"]
    nearest = min(others, key=lambda one: distance(model, one["answers"]), default=None)
    return [one["id"] for one in getting[:most]], nearest["id"] if nearest else ""


def distance(one: Plain, other: Plain) -> int:
    """Return how many answers two persons do not have in common.

    >>> distance({"age": 20, "goal": "visa"}, {"age": 31, "goal": "visa", "child": True})
    2
    """
    return sum(one.get(key) != other.get(key) for key in {*one, *other})
