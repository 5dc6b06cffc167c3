"""The words of an answer on what cannot wait."""

from __future__ import annotations

from procedures.engine.evaluation import Evaluation, ProcedureResult
from procedures.engine.values.rules import Orientation
from procedures.engine.values.stances import LATE
from questionnaire.result.reading import Reading, Shown
from questionnaire.result.steps import shown_steps
from questionnaire.result.timing import Status
from questionnaire.result.urgency import Urgency, urgent_parts
from questionnaire.result.verdict import verdict_of_procedure

# {why an answer cannot wait: the status of a step that says so}
OF_STEPS = {Urgency.TODAY: (Status.DUE, Status.CLOSING), Urgency.LATE: (Status.LATE,)}


def urgent_words(reading: Reading, evaluation: Evaluation, why: Urgency) -> list[Shown]:
    """Return the words of an answer for a person who is late, or must act today."""
    words: list[Shown] = []
    for reasons, part in urgent_parts(reading, evaluation):
        if why not in reasons:
            continue
        if isinstance(part, Orientation):
            words += [reading.shown(text) for text in (part.title, part.lead) if text]
        else:
            words += _of_procedure(reading, part, why)
    return words


def _of_procedure(reading: Reading, result: ProcedureResult, why: Urgency) -> list[Shown]:
    """Return the sentences of the card if it says so, else those of the first step that does."""
    shown = (one for one in shown_steps(reading, result) if one.state in OF_STEPS[why])
    step = next(shown, None)
    card = verdict_of_procedure(
        reading, result, None, total="", papers=0, helper=None, urgent=False
    )
    if why is Urgency.TODAY or (card.stance or card.status) in (LATE, Status.LATE):
        words = [card.sentence, *card.leads, step.late if step else ""]
    else:
        words = [step.when, step.late] if step else []
    return [one for one in words if one] or [card.label]
