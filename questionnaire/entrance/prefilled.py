"""What a link from another site answers: the place, and what the procedure alone decides.

A link names a procedure and a département. Of the answers that lead to the procedure it gives only
those that say what is wanted and which document is held, never who the person is or what happened
to them; and only where one answer alone leads there.
"""

from __future__ import annotations

from datetime import date

from procedures.engine.conditions.dated import on_day
from procedures.engine.values.facts import Value
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.questions import Question
from procedures.engine.values.rules import RuleSet
from procedures.publishing.departments import department_names
from questionnaire.runs.places import somewhere_in
from questionnaire.sheets.protection import forced_answers

PLACE = "commune"
# What somebody wants, and the document that they hold or ask for: the rest is theirs to tell.
SECTIONS = ("demande", "titre")
TITLE = "ground"


def prefilled(
    rule_set: RuleSet, procedure: Procedure | None, department: str, today: date
) -> dict[str, Value]:
    """Return the answers that a link gives, in the order of asking."""
    found: dict[str, Value] = {}
    if department and PLACE in rule_set.questions:
        found[PLACE] = somewhere_in(department)
    if procedure is None:
        return found
    forced = forced_answers(rule_set, on_day(procedure.when, today))
    for question in rule_set.questions.values():
        values = forced.get(question.key, frozenset())
        named = question.section in SECTIONS or question.key == rule_set.renamed.question(TITLE)
        if named and len(values) == 1 and _tells_no_danger(question, *values):
            found[question.key] = next(iter(values))
    return found


def department_named(text: str) -> str | None:
    """Return the code of a département as people write it, or ``None``.

    >>> department_named("1"), department_named("2a"), department_named("99")
    ('01', '2A', None)
    """
    code = text.strip().upper().zfill(2)
    return code if code in department_names() else None


def _tells_no_danger(question: Question, value: object) -> bool:
    """Tell whether a link may give an answer: a choice that tells no danger."""
    choice = question.choice(value)
    return question.kind == "choice" and not (
        question.sensitive or choice is None or choice.sensitive
    )
