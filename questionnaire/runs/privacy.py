"""What a run must not show to a person who looks over a shoulder, or reads the browser's history.

After an answer that tells a danger, every page of the run has the red way to leave at once, and no
title and no list names it. No address names a sensitive question.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zlib import crc32

from procedures.engine.values.rules import RuleSet


def is_sensitive(rule_set: RuleSet, answers: Mapping[str, Any]) -> bool:
    """Tell whether these answers, typed or as JSON holds them, say something sensitive."""
    for key, value in answers.items():
        question = rule_set.questions.get(key)
        if question is None:
            continue
        chosen = question.choice(value)
        if question.sensitive or (chosen is not None and chosen.sensitive):
            return True
    return False


def hidden_step(key: str) -> str:
    """Return what the address of a sensitive question says instead of its key."""
    return f"p{crc32(key.encode()):08x}"


def hidden_steps(rule_set: RuleSet) -> dict[str, str]:
    """Return {key of a sensitive question: what its address says}."""
    return {key: hidden_step(key) for key, one in rule_set.questions.items() if one.sensitive}
