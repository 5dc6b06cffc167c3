"""The answers of an example on a given day: a person of the cases does not grow old."""

from __future__ import annotations

from datetime import date
from typing import Any

from procedures.engine.values.cases import Case
from procedures.engine.values.facts import parse_date
from procedures.engine.values.rules import RuleSet


def answers_on(rule_set: RuleSet, case: Case, today: date) -> dict[str, Any]:
    """Return the answers of a case as JSON holds them, with dates as far from ``today``.

    A card that ended six months after the day of the case ends in six months: a reader of the
    story next year reads the same one.
    """
    later = today - (case.today or today)
    return {key: _moved(rule_set, key, value, later) for key, value in case.answers.items()}


def _moved(rule_set: RuleSet, key: str, value: Any, later: Any) -> Any:
    question = rule_set.questions.get(rule_set.renamed.question(key))
    day = parse_date(value) if question is not None and question.kind == "date" else None
    return value if day is None else (day + later).isoformat()
