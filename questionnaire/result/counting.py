"""What is counted of an answer, and the question below it: do you still need to come?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from procedures.counting import Event
from procedures.engine.situation import Situation
from questionnaire.runs.counted import count_once, was_counted
from questionnaire.runs.run import Run

from .reading import Reading
from .whole_result import Result

ABROAD, NOT_SAID = "hors", "inconnu"


def count_result(run: Run, asked: Sequence[str], reading: Reading, result: Result) -> None:
    """Count a result that a person sees, once per run even if they come back to it."""
    place = place_of(reading.situation)
    for sheet in result.sheets:
        count_once(run, Event.PROCEDURE, sheet.id, place)
    advised = (*result.urgent_advice, *result.beside, *result.apart, *result.advice)
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


YES, NO = "oui", "non"
# One mark stands for the question and one for the reason, whatever the answer and of whichever
# procedure: a run whose answers change is not counted again.
ASKED = ""
# Why people came to the counter of a préfecture in 2019, as a study of its queue put it.
REASONS = ("creneau", "question", "papier", "carte", "langue", "autre")


def reason_words() -> dict[str, str]:
    return {
        "creneau": _("Je n’ai pas trouvé de rendez-vous"),
        "question": _("J’ai encore une question"),
        "papier": _("Il me manque un papier"),
        "carte": _("Je viens chercher ma carte"),
        "langue": _("Je préfère parler avec quelqu’un, dans ma langue"),
        "autre": _("Autre chose"),
    }


@dataclass(frozen=True, slots=True)
class VisitQuestion:
    """What the end of an answer asks: whether to come, then why, then nothing but thanks."""

    thanks: bool = False
    reasons: list[tuple[str, str]] = field(default_factory=list)


def visit_question(run: Run) -> VisitQuestion:
    """Return what is left to ask in a run, which its own cookie tells."""
    if was_counted(run, Event.NO_VISIT, ASKED) or was_counted(run, Event.VISIT_REASON, ASKED):
        return VisitQuestion(thanks=True)
    if was_counted(run, Event.VISIT, ASKED):
        return VisitQuestion(thanks=True, reasons=list(reason_words().items()))
    return VisitQuestion()
