"""Tries what is lacking for a procedure: would these answers really lead there, and safely?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import product

from procedures.engine.explanation import Outcome
from procedures.engine.lacking import Lacks, is_false, values_for
from procedures.engine.situation import Situation
from procedures.engine.values.facts import Scalar, Value
from procedures.engine.values.procedure import Procedure

from .reach import behind_promises, keeps_promises, may_be_named

# A way of more answers than this is not shown.
MOST_TRIED = 64


def narrowed(situation: Situation, procedure: Procedure, found: Lacks) -> Lacks | None:
    """Return what is lacking with the answers that lead to the procedure; ``None`` if none does.

    The person's other answers stay: one of them may stand against what is wanted. A way is shown
    only if each way along it keeps what the catalogue promises this person.
    """
    good: list[Mapping[str, Value]] = []
    choices = _choices(situation, found)
    if _count(choices) > MOST_TRIED or _tells_against(situation, found):
        return None
    for values in product(*choices.values()):
        other = dict(zip(choices, values, strict=True))
        tried = Situation(situation.rule_set, {**situation.answers, **other}, situation.today)
        if tried.truth_of_procedure(procedure) is False:
            continue
        if not keeps_promises(situation, tried):
            return None
        good.append(other)
    return tuple(_with(one, good) for one in found) if good else None


def _tells_against(situation: Situation, found: Lacks) -> bool:
    """Tell whether the words would say not to give an answer that a guarantee protects."""
    refused = [one for one in found if not one.wanted and is_false(one)]
    return bool(refused) and any(one.test.fact in behind_promises(situation) for one in refused)


def _choices(situation: Situation, found: Lacks) -> dict[str, list[Value]]:
    """Return {question: the values that give all that is wanted of it}."""
    choices: dict[str, list[Value]] = {}
    for outcome in found:
        key, values = outcome.test.fact, values_for(situation, outcome)
        named = [one for one in values if _may_be_shown(situation, key, one)]
        before = choices.get(key, named)
        choices[key] = [one for one in before if one in named]
    return choices


def _may_be_shown(situation: Situation, key: str, value: Value) -> bool:
    choice = situation.rule_set.questions[key].choice(value)
    return choice is None or may_be_named(choice)


def _count(choices: Mapping[str, list[Value]]) -> int:
    count = 1
    for values in choices.values():
        count *= len(values)
    return count


def _with(outcome: Outcome, good: list[Mapping[str, Value]]) -> Outcome:
    """Return an outcome that names the answers that lead to the procedure only."""
    test = outcome.test
    leading = {one[test.fact] for one in good}
    left: frozenset[Scalar] = frozenset(one for one in test.accepted if one in leading)
    if not outcome.wanted or not test.accepted or left in (frozenset(), test.accepted):
        return outcome
    listed = tuple(sorted(left, key=str))
    return replace(outcome, test=replace(test, operator="in", operand=listed, accepted=left))
