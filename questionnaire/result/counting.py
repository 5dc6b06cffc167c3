"""Counts a result: its outcome and its place, never the answers that led to it."""

from __future__ import annotations

from collections.abc import Sequence

from procedures.counting import Event
from procedures.engine.situation import Situation
from questionnaire.runs.counted import count_once
from questionnaire.runs.run import Run

from .reading import Reading
from .whole_result import Result

ABROAD, NOT_SAID = "hors", "inconnu"


def count_result(run: Run, asked: Sequence[str], reading: Reading, result: Result) -> None:
    """Count a result that a person sees, once per run even if they come back to it."""
    place = place_of(reading.situation)
    for sheet in result.sheets:
        count_once(run, Event.PROCEDURE, sheet.id, place)
    advised = (*result.urgent_advice, *result.beside, *result.advice)
    for advice in (*advised, *([result.answer] if result.answer else [])):
        count_once(run, Event.ORIENTATION, advice.id, place)
    outcome = outcome_of(result)
    count_once(run, Event.OUTCOME, outcome, place)
    count_once(run, Event.READER, reading.language)
    if outcome in ("orientation", "nothing") and asked:
        count_once(run, Event.DEAD_END, asked[-1], reading.language)


def outcome_of(result: Result) -> str:
    """Return the outcome of a result: the best thing that it shows."""
    if result.sheets:
        return "procedure"
    if result.possible:
        return "possible"
    return "orientation" if result.answer or result.urgent_advice or result.advice else "nothing"


def place_of(situation: Situation) -> str:
    """Return the code of the département, or ``ABROAD``, or ``NOT_SAID``."""
    if situation.department:
        return situation.department
    commune = situation.rule_set.questions.get("commune")
    lives_here = commune is not None and situation.applies("commune") is True
    return NOT_SAID if lives_here else ABROAD
