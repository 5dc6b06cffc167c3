"""The people of one household: what a new dossier takes over from another, and their label."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procedures.engine.values.rules import RuleSet
from questionnaire.understanding.reach import PAPER

from .content import DossierCard

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


def family_of(card: DossierCard) -> str:
    """Return the label of a family; of somebody who had none, it is their reference."""
    return card.family or card.reference
