"""The procedures that time alone brings nearer: a person hears of them, and waits for them."""

from __future__ import annotations

from procedures.engine.conditions.operators import OPERATORS
from procedures.engine.conditions.tree import ALWAYS, All, AnyOf, Condition, FactTest
from procedures.engine.values.rules import RuleSet

HELD = "brought_by_time"


def brought_by_time(rule_set: RuleSet) -> frozenset[str]:
    """Return the ids of the procedures that always ask for a number of years.

    A number that everybody is asked for, the age, is no such number.
    """
    if HELD not in rule_set.held:
        rule_set.held[HELD] = frozenset(
            one.id for one in rule_set.procedures.values() if _asks_for_years(rule_set, one.when)
        )
    found: frozenset[str] = rule_set.held[HELD]
    return found


def _asks_for_years(rule_set: RuleSet, condition: Condition) -> bool:
    if isinstance(condition, FactTest):
        question = rule_set.questions.get(condition.fact)
        counted = question is not None and question.kind == "integer" and question.when != ALWAYS
        return counted and OPERATORS[condition.operator].at_least
    if isinstance(condition, All):
        return any(_asks_for_years(rule_set, part) for part in condition.parts)
    if isinstance(condition, AnyOf):
        return all(_asks_for_years(rule_set, part) for part in condition.parts)
    return False
