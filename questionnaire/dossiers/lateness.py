"""Whether an answer says that a last day has passed, and with which words."""

from __future__ import annotations

from collections.abc import Iterator

from procedures.engine.evaluation import Evaluation, ProcedureResult
from procedures.engine.values.rules import Orientation
from questionnaire.result.calendar import LATE
from questionnaire.result.reading import Reading, Shown
from questionnaire.result.steps import is_late, shown_steps
from questionnaire.result.timing import Status
from questionnaire.result.verdict import verdict_of_procedure


def says_late(reading: Reading, evaluation: Evaluation) -> bool:
    """Tell whether an answer says to somebody that they are late."""
    return any(True for _ in _late_ones(reading, evaluation))


def late_words(reading: Reading, evaluation: Evaluation) -> list[Shown]:
    """Return what an answer says to who is late: how late, and what to do."""
    said: list[Shown] = []
    for one in _late_ones(reading, evaluation):
        if isinstance(one, Orientation):
            said += [reading.shown(text) for text in (one.title, one.lead) if text]
        else:
            said += _of_procedure(reading, one)
    return said


def _late_ones(reading: Reading, evaluation: Evaluation) -> Iterator[ProcedureResult | Orientation]:
    for result in evaluation.procedures:
        if result.recommended and (_stance(result) == LATE or is_late(reading, result)):
            yield result
    for found in evaluation.orientations:
        if found.certain and found.orientation.stance == LATE:
            yield found.orientation


def _of_procedure(reading: Reading, result: ProcedureResult) -> list[Shown]:
    """Return the sentences of the card if it says so, else those of the first step that does."""
    step = next((one for one in shown_steps(reading, result) if one.state == Status.LATE), None)
    more = step.late if step else ""
    card = verdict_of_procedure(
        reading, result, None, total="", papers=0, helper=None, urgent=False
    )
    of_card = card.stance == LATE if card.stance else card.status == Status.LATE
    said = [card.sentence, *card.leads] if of_card else [step.when if step else ""]
    said.append(more)
    return [one for one in said if one] or [card.label]


def _stance(result: ProcedureResult) -> str:
    return result.stance.stance.stance if result.stance else ""
