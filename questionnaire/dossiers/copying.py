"""The copy of a dossier for another person of the family: what it takes over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procedures.engine.values.rules import RuleSet
from questionnaire.understanding.reach import PAPER

# A day, an age, a number of years: those of one person are never those of another.
OWN_KINDS = ("date", "integer")


def shared(rules: RuleSet, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers that may be those of a family: no day, no number, nothing of the paper.

    What is left out is asked again, and the rest is read again before it counts.
    """
    return {
        key: value
        for key, value in answers.items()
        if key in rules.questions
        and rules.questions[key].kind not in OWN_KINDS
        and rules.questions[key].section != PAPER
    }
