"""« Avez-vous encore besoin de venir à la préfecture ? »: one tap below an answer, counted."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from procedures.counting import Event
from questionnaire.runs.counted import was_counted
from questionnaire.runs.run import Run

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
