"""The urgent answers of a result: those with numbers to call are cards, before all else."""

from dataclasses import dataclass

from procedures.engine.values.rules import Orientation

from . import others, verdict
from .cards import Verdict
from .others import Advice, Orientations
from .reading import Reading


@dataclass(frozen=True, slots=True)
class FirstCard:
    """An urgent answer that comes before all else: its card, and what more it says."""

    verdict: Verdict
    advice: Advice


def cards(reading: Reading, orientations: Orientations) -> list[FirstCard]:
    """Return the urgent answers that are cards of their own."""
    return [
        FirstCard(verdict.verdict_of_orientation(reading, one), others.advice(reading, one))
        for one in orientations.urgent
        if _comes_first(one)
    ]


def beside(reading: Reading, orientations: Orientations) -> list[Advice]:
    """Return the other urgent answers."""
    return [others.advice(reading, one) for one in orientations.urgent if not _comes_first(one)]


def _comes_first(orientation: Orientation) -> bool:
    """Tell whether an urgent orientation has numbers to call: then it is a card of its own."""
    return bool(orientation.stance and orientation.calls)
