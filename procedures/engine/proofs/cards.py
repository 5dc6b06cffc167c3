"""Cards that do not say the same first place as the steps below them."""

from __future__ import annotations

from collections.abc import Iterator

from ..values.procedure import Procedure
from ..values.stances import Stance
from .diagrams import FALSE, NOT_FALSE, Diagram
from .findings import Finding, shown_by
from .meaning import Meaning
from .readings import values_of
from .rules_of import Place


def cards(meaning: Meaning) -> Iterator[Finding]:
    """Yield each stance whose place is not the first place of the steps, for some answers.

    A stance with a moment or a last day may hold or not, whatever the answers: it counts as held.
    """
    store = meaning.store
    for procedure in meaning.rule_set.procedures.values():
        if not any(one.place for one in procedure.stances):
            continue
        first = first_place(meaning, procedure)
        left = store.restrict(meaning.valid, meaning.listed(procedure), NOT_FALSE)
        for index, (stance, held) in enumerate(taken(meaning, procedure, left)):
            for place in values_of(store, first) if stance.place else ():
                wrong = store.both(held, meaning.is_value(first, place))
                if place != stance.place and wrong != FALSE:
                    where = Place(
                        f"procedures/{procedure.family}.yaml", f"{procedure.id}.stances.{index}"
                    )
                    names = (stance.place, str(place))
                    yield shown_by(meaning, wrong, "card_place", where, procedure.id, names)


def taken(
    meaning: Meaning, procedure: Procedure, among: Diagram
) -> Iterator[tuple[Stance, Diagram]]:
    """Yield (stance, answers among which it may be that of the card) for each stance."""
    store, kind = meaning.store, meaning.channel_kind(procedure)
    for stance in procedure.stances:
        held = store.certain(meaning.truth(stance.when, kind))
        yield stance, store.both(among, held)
        if not stance.moment and stance.last_day is None:
            among = store.without(among, held)


def first_place(meaning: Meaning, procedure: Procedure) -> Diagram:
    """Return the first place that the listed steps name, as a function of the answers."""
    store, kind = meaning.store, meaning.channel_kind(procedure)
    result = store.terminal("")
    for step in reversed(procedure.steps):
        if step.place:
            here = store.terminal(step.place)
            result = store.choose(meaning.truth(step.when, kind), here, result, here)
    return result
