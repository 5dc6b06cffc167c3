"""The mending of a finding: one safe act where there is one, else the page of the entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from procedures import models
from procedures.engine.errors import Problem
from procedures.engine.values.facts import parse_date
from procedures.engine.values.plain import Plain
from procedures.engine.values.stances import end_counted_from
from procedures.models.accounts import Account
from procedures.publishing.journal import recording

HOW = "délai échangé"
# Any day does to compare two ends that count from the same one.
SOME_DAY = date(2027, 8, 31)

# The list to open for a problem of no single entry: (its name, the model) by file or folder.
WHOLE: dict[str, tuple[str, type[Model]]] = {
    "questions.yaml": ("Les questions", models.Question),
    "enquetes": ("Les questions", models.Question),
    "groups.yaml": ("Les groupes", models.Group),
    "derived_facts.yaml": ("Ce qui est déduit", models.DerivedFact),
    "fees.yaml": ("Les tarifs", models.Fee),
    "orientations.yaml": ("Les orientations", models.Orientation),
    "documents.yaml": ("Les pièces", models.Document),
    "procedures": ("Les démarches", models.Procedure),
    "cases": ("Les personnes d'essai", models.Case),
    "invariants.yaml": ("Les promesses", models.Invariant),
    "departements": ("Les préfectures", models.Department),
}


@dataclass(frozen=True, slots=True)
class MendingAct:
    """A button that mends a finding: its words, and what its form sends."""

    words: str
    value: str


def act_for(problem: Problem) -> MendingAct | None:
    """Return the one safe act that mends a problem, or ``None``."""
    if problem.kind != "window_inverted":
        return None
    step = _step(f"{problem.names[0]}:{problem.names[1]}")
    if step is None or not is_inverted(step.window_from, step.window_to):
        return None
    return MendingAct("Échanger les deux bouts du délai", f"{step.procedure.key}:{step.key}")


def mend(value: str, author: Account) -> models.Step | None:
    """Swap the ends of the window that an act names, if it is still inverted; return its step."""
    with recording(author, how=HOW):
        step = _step(value)
        if step is None or not is_inverted(step.window_from, step.window_to):
            return None
        step.window_from, step.window_to = step.window_to, step.window_from
        step.save()
    return step


def is_inverted(start: Plain | str | None, end: Plain | str | None) -> bool:
    """Tell whether a window surely ends before it begins: both ends count from the same day."""
    if isinstance(start, str) and isinstance(end, str):
        days = parse_date(start), parse_date(end)
        return days[0] is not None and days[1] is not None and days[1] < days[0]
    if not (isinstance(start, dict) and isinstance(end, dict) and start["fact"] == end["fact"]):
        return False
    first, last = (end_counted_from(one).counted_from(SOME_DAY) for one in (start, end))
    return last < first


def _step(value: str) -> models.Step | None:
    procedure, _, key = value.partition(":")
    rows = models.Step.objects.select_related("procedure")
    return rows.filter(procedure__key=procedure, key=key).first()
