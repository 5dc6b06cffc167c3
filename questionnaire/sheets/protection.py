"""What protects a person who files a procedure: the advice that results show beside many sheets.

It is written once, in orientations. A sheet is the same for everybody, so it shows all that may
hold for somebody who files it; of those with one title, the first, which is the strongest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce

from procedures.engine.conditions.tree import NEVER, AnyOf, Condition, FactTest, Not, on_day
from procedures.engine.values.facts import Scalar, Truth
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.rules import DerivedFact, Orientation, RuleSet
from procedures.publishing.checks.protective import OF_A_REQUEST, statements_in
from questionnaire.result.reading import Reading, Shown

Forced = Mapping[str, frozenset[Scalar]]


@dataclass(frozen=True, slots=True)
class SheetAdvice:
    """The values of components/disclosure.html."""

    title: Shown
    text: Shown


def forced_answers(rule_set: RuleSet, condition: Condition) -> Forced:
    """Return {fact: the values that it must have one of} where a condition holds."""
    return _People(rule_set.derived_facts, {}).forced_by(condition)


def advice(reading: Reading, procedure: Procedure) -> list[SheetAdvice]:
    """Return the shared advice that may hold for somebody who files a procedure.

    A procedure that is no request, such as an appeal, has none: its own texts tell.
    """
    if not any(one.stance in OF_A_REQUEST for one in procedure.stances):
        return []
    people = _People(reading.rule_set.derived_facts, {})
    people = replace(people, forced=people.forced_by(on_day(procedure.when, reading.today)))
    goal = reading.rule_set.renamed.questions.get("goal", "goal")
    found: dict[str, Orientation] = {}
    for one in sorted(reading.rule_set.orientations.values(), key=lambda one: one.rank):
        when = on_day(one.when, reading.today)
        if _protects(one) and when != NEVER and people.may_read(when, goal):
            found.setdefault(one.title["fr"], one)
    return [
        SheetAdvice(reading.shown(one.title), reading.shown(one.text)) for one in found.values()
    ]


def _protects(one: Orientation) -> bool:
    """Tell whether an orientation stands beside sheets and tells two of the four things."""
    text = one.text.get("fr", "")
    return one.fallback and sum(statements_in(text)) >= 2


@dataclass(frozen=True, slots=True)
class _People:
    """The persons of a procedure, as unknown as it leaves them.

    ``forced`` is {fact: the values that it has one of}, for the facts on which it depends.
    """

    derived: Mapping[str, DerivedFact]
    forced: Forced

    def forced_by(self, condition: Condition) -> dict[str, frozenset[Scalar]]:
        """Return {fact: the values that it must have one of} for a condition to hold."""
        if isinstance(condition, FactTest):
            own = {condition.fact: condition.accepted} if condition.accepted else {}
            return _both(own, self.forced_by(AnyOf(self._ways(condition))))
        if isinstance(condition, Not) or not condition.parts:
            return {}
        parts = [self.forced_by(part) for part in condition.parts]
        if isinstance(condition, AnyOf):
            shared = [fact for fact in parts[0] if all(fact in one for one in parts)]
            return {fact: frozenset().union(*(one[fact] for one in parts)) for fact in shared}
        return reduce(_both, parts)

    def _ways(self, test: FactTest) -> tuple[Condition, ...]:
        """Return the conditions one of which must hold for a derived fact to pass a test."""
        fact = self.derived.get(test.fact)
        if fact is None or not test.accepted:
            return ()
        return tuple(one.when for one in fact.rules if one.value in test.accepted)

    def may_read(self, condition: Condition, goal: str) -> bool:
        """Tell whether somebody among them reads what has a condition.

        Advice for another goal is none of theirs, though a paper that they may hold has it too.
        """
        goals = [one for one in _tests(condition) if one.fact == goal]
        named = not goals or any(self.truth(one) is not False for one in goals)
        return named and self.truth(condition) is not False

    def truth(self, condition: Condition) -> Truth:
        """Return whether a condition holds for all, for none, or perhaps for some of them."""
        if isinstance(condition, FactTest):
            return self._test(condition)
        if isinstance(condition, Not):
            inner = self.truth(condition.part)
            return None if inner is None else not inner
        truths = [self.truth(part) for part in condition.parts]
        deciding = isinstance(condition, AnyOf)
        if deciding in truths:
            return deciding
        return None if None in truths else not deciding

    def _test(self, test: FactTest) -> Truth:
        values, ways = self.forced.get(test.fact), self._ways(test)
        if ways and self.truth(AnyOf(ways)) is False:
            return False
        if values is None or not test.accepted:
            return None
        if values <= test.accepted:
            return True
        return False if values.isdisjoint(test.accepted) else None


def _tests(condition: Condition) -> Iterator[FactTest]:
    """Yield the tests of a condition, but for those that must not hold."""
    if isinstance(condition, FactTest):
        yield condition
    elif not isinstance(condition, Not):
        for part in condition.parts:
            yield from _tests(part)


def _both(one: Forced, other: Forced) -> dict[str, frozenset[Scalar]]:
    shared = {fact: one[fact] & other[fact] for fact in one.keys() & other.keys()}
    return {**one, **other, **shared}
