"""The urgent answers of a result: some of them are cards, before all else."""

from collections.abc import Iterable
from dataclasses import dataclass

from procedures.engine.values.rules import Orientation
from procedures.engine.values.stances import LATE

from . import others, verdict
from .cards import Verdict
from .last_days import LastDay
from .others import Advice, Orientations
from .reading import Reading, Shown


@dataclass(frozen=True, slots=True)
class FirstCard:
    """An urgent answer that comes before all else: its card, and what more it says."""

    verdict: Verdict
    advice: Advice


def cards(
    reading: Reading, orientations: Orientations, beside: Iterable[LastDay] = ()
) -> list[FirstCard]:
    """Return the urgent answers that are cards of their own.

    The first of them says the last days of what stands ``beside`` it, which no other card says.
    """
    found = [one for one in orientations.urgent if _comes_first(one)]
    return [
        FirstCard(
            verdict.verdict_of_orientation(reading, one, () if at else beside),
            others.advice(reading, one),
        )
        for at, one in enumerate(found)
    ]


def beside(reading: Reading, orientations: Orientations) -> list[Advice]:
    """Return the other urgent answers."""
    return [others.advice(reading, one) for one in orientations.urgent if not _comes_first(one)]


def leads_beside(reading: Reading, orientations: Orientations) -> list[Shown]:
    """Return what must be known before any place, a sentence of each: paper says it too."""
    beside = (one for one in orientations.urgent if one.steps and not _comes_first(one))
    return [reading.shown(one.lead) for one in beside if one.lead]


def _comes_first(orientation: Orientation) -> bool:
    """Tell whether an urgent orientation is a card of its own.

    It is if it has numbers to call, or if it says that somebody is late: nothing else may say
    before it that there is nothing to do.
    """
    return bool(orientation.stance and (orientation.calls or orientation.stance == LATE))
