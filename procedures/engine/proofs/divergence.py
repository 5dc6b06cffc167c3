"""Finds how two départements differ for the same person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from ..values.facts import department_of
from ..values.procedure import Procedure
from . import payloads
from .diagrams import FALSE, TRUE, Diagram
from .findings import Witness, witness_of
from .meaning import Meaning


@dataclass(frozen=True, slots=True)
class Divergence:
    """Something that a procedure gives in one département and not, or differently, in another.

    ``witness`` is a person of the first département.
    """

    procedure: str
    decision: str
    item: str
    here: str
    there: str
    witness: Witness | None


def divergences(meaning: Meaning, one: str, other: str) -> Iterator[Divergence]:
    """Yield the differences between two départements, for people alike in everything else.

    The départements are named by their codes; one without an entry stands for the national content.
    If rules divide the communes of a département, each group of communes is compared, and equal
    differences are reported once.
    """
    if "commune" not in meaning.space.levels:
        return
    pairs = list(product(_living_in(meaning, one), _living_in(meaning, other)))
    for procedure in meaning.rule_set.procedures.values():
        if meaning.recommended(procedure) == FALSE:
            continue
        told: set[tuple[str, ...]] = set()
        for pair in pairs:
            for found in _of_procedure(meaning, procedure, pair):
                same = (found.decision, found.item, found.here, found.there)
                if same not in told:
                    told.add(same)
                    yield found


def _of_procedure(
    meaning: Meaning, procedure: Procedure, places: tuple[int, int]
) -> Iterator[Divergence]:
    store = meaning.store
    here, there = places
    reached = meaning.recommended(procedure)
    both = store.both(_seen(meaning, reached, here), _seen(meaning, reached, there))
    for decision in payloads.DECISIONS:
        for item, diagram in payloads.items(meaning, procedure, decision):
            first = _moved(meaning, diagram, here)
            second = _moved(meaning, diagram, there)
            pairs = store.combine(first, second, _different, "different")
            inside = store.combine(both, pairs, _if_held, "different inside")
            for value in payloads.values_of(store, inside):
                if value is not None:
                    where = store.both(meaning.is_value(inside, value), _at(meaning, here))
                    told = payloads.words(value)
                    shown = witness_of(meaning, store.both(where, reached))
                    yield Divergence(procedure.id, decision, item, *told, shown)


def _living_in(meaning: Meaning, code: str) -> list[int]:
    """Return the classes of a département's communes; that of elsewhere if no rule knows it."""
    domain = meaning.space.domains["commune"]
    table = meaning.rule_set.arrondissements
    inside = [commune for commune in table if department_of(commune) == code]
    found = {domain.class_of(commune) for commune in inside or [f"{code}00{code}"[:5]]}
    return sorted(0 if one is None else one for one in found)


def _at(meaning: Meaning, index: int) -> Diagram:
    level = meaning.space.levels["commune"]
    size = meaning.store.sizes[level]
    kids = [TRUE if one == index else FALSE for one in range(size)]
    return meaning.store.variable(level, kids)


def _moved(meaning: Meaning, diagram: Diagram, index: int) -> Diagram:
    return meaning.store.where(diagram, meaning.space.levels["commune"], index)


def _seen(meaning: Meaning, reached: Diagram, index: int) -> Diagram:
    return _moved(meaning, reached, index)


def _different(here: object, there: object) -> tuple[object, object] | None:
    return None if type(here) is type(there) and here == there else (here, there)


def _if_held(held: object, pair: object) -> object:
    return pair if held else None
