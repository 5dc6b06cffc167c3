"""Explains a truth, as data: the tests that made a condition true, or that made it false."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .conditions.tree import AnyOf, Condition, FactTest, Not, facts_of, truth_of
from .schema.dependencies import questions_behind
from .situation import ProcedureView, Situation
from .values.facts import Missing, State
from .values.procedure import Procedure


@dataclass(frozen=True, slots=True)
class Outcome:
    """A test with the state that it met. ``wanted`` is the outcome that was needed.

    ``questions`` are those that the fact comes from. ``state`` is the fact's value, or the reason
    why it has none.
    """

    test: FactTest
    wanted: bool
    state: State
    questions: tuple[str, ...]


def because(situation: Situation, procedure: Procedure) -> list[str]:
    """Return the answered questions that a procedure's condition reads, in the order of asking.

    Of a question that was settled instead of answered, those that settle it are named.
    """
    rule_set = situation.rule_set
    read = questions_behind(rule_set, facts_of(procedure.when))
    settling = {
        fact for key, fact in rule_set.settled_by.items() if key in read - situation.answers.keys()
    }
    read |= questions_behind(rule_set, frozenset(settling))
    return [
        key
        for key in rule_set.questions
        if key in read and key in situation.answers and _counts(situation, key)
    ]


def reasons(condition: Condition, view: Situation | ProcedureView) -> list[Outcome]:
    """Return the tests that make a true condition true."""
    return list(_outcomes(condition, view, wanted=True, holds=True))


def failures(condition: Condition, view: Situation | ProcedureView) -> list[Outcome]:
    """Return the tests that make a false condition false.

    ``wanted`` says for each test which outcome would have made the condition true.
    """
    return list(_outcomes(condition, view, wanted=True, holds=False))


def why_not(situation: Situation, procedure: Procedure) -> list[Outcome]:
    """Return the tests that failed for a procedure; an empty list if it is not excluded."""
    if situation.truth_of_procedure(procedure) is not False:
        return []
    return failures(situation.rule_set.conditions[procedure.id], situation)


def _outcomes(
    condition: Condition, view: Situation | ProcedureView, *, wanted: bool, holds: bool
) -> Iterator[Outcome]:
    # ``wanted`` is reversed under each « not ». If ``holds``, look for the tests with the wanted
    # outcome (reasons); otherwise for those with the other outcome (failures).
    if truth_of(condition, view) is not (wanted is holds):
        return
    if isinstance(condition, FactTest):
        yield outcome_of(condition, view, wanted)
    elif isinstance(condition, Not):
        yield from _outcomes(condition.part, view, wanted=not wanted, holds=holds)
    else:
        parts = condition.parts
        first_decides = isinstance(condition, AnyOf) is (wanted is holds)
        for part in parts:
            found = list(_outcomes(part, view, wanted=wanted, holds=holds))
            yield from found
            if found and first_decides:
                return


def outcome_of(test: FactTest, view: Situation | ProcedureView, wanted: bool) -> Outcome:
    """Return a test with the state that it meets, and the questions that its fact comes from."""
    situation = view if isinstance(view, Situation) else view.situation
    behind = questions_behind(situation.rule_set, frozenset({test.fact}))
    ordered = tuple(key for key in situation.rule_set.questions if key in behind)
    return Outcome(test, wanted, view.state(test.fact), ordered)


def _counts(situation: Situation, key: str) -> bool:
    return situation.state(key) not in (Missing.ABSENT, Missing.PENDING)
