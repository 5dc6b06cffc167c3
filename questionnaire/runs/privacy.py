"""What a run must not tell to who looks over a shoulder, or reads the history of a browser.

From the first page where a danger can be told, every page of the run has the way to leave at once.
Once a danger is told, no title and no list names it. No address names a sensitive question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from zlib import crc32

from procedures.engine.values.facts import Value
from procedures.engine.values.rules import Question, RuleSet


def may_tell(question: Question) -> bool:
    """Tell whether the answer to a question may be sensitive."""
    return question.sensitive or any(one.sensitive or one.urgent for one in question.choices)


def any_may_tell(rule_set: RuleSet, keys: Iterable[str]) -> bool:
    """Tell whether a sensitive answer may have been given to one of these questions."""
    return any(may_tell(rule_set.questions[key]) for key in keys)


def told(rule_set: RuleSet, answers: Mapping[str, Value | None]) -> bool:
    """Tell whether these answers say something sensitive."""
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
