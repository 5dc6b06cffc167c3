"""Explains a truth, as data: the tests that made a condition true, or that made it false."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from .conditions.operators import OPERATORS
from .conditions.tree import (
    All,
    AnyOf,
    Condition,
    FactTest,
    Not,
    edges_of,
    facts_of,
    looks_at_value,
    passes,
    truth_of,
    truth_of_test,
)
from .schema.dependencies import questions_behind
from .situation import ProcedureView, Situation
from .values.facts import Missing, State, Value
from .values.procedure import Procedure
from .values.rules import DerivedFact


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


# What is lacking on one way, and several ways, the nearest first.
Lacks = tuple[Outcome, ...]
Ways = tuple[Lacks, ...]
# How many ways are kept of each part of a condition: the nearest one may not go with the others.
KEPT = 3
# In days: an answer that changes later than this is no way.
LONGEST_WAIT = 5 * 366


class Lacking:
    """Looks for what a situation lacks, each part of a condition once.

    A way that wants nothing ``out_of_reach`` is preferred.
    """

    def __init__(
        self,
        situation: Situation,
        out_of_reach: Callable[[Outcome], bool] = lambda outcome: False,
    ) -> None:
        self.situation = situation
        self._out_of_reach = out_of_reach
        self._found: dict[tuple[int, bool], Ways] = {}
        self._deduced: dict[FactTest, Condition] = {}
        self._settling: dict[tuple[FactTest, bool], Condition] = {}

    def of_procedure(self, procedure: Procedure) -> Ways:
        """Return the nearest ways to a procedure; none if no answers lead to it.

        Each holds the outcomes that the procedure wants and the answers do not give: the tests have
        another outcome today, or none. A procedure that is certain lacks nothing.
        """
        return self.of(self.situation.rule_set.conditions[procedure.id])

    def of(self, condition: Condition, *, wanted: bool = True) -> Ways:
        """Return the ways for a condition to be true, or false if that is ``wanted``."""
        # The conditions of the rule set live as long as it does, the deduced ones as long as this.
        key = (id(condition), wanted)
        if key not in self._found:
            self._found[key] = self._of(condition, wanted)
        return self._found[key]

    def distance(self, found: Lacks) -> tuple[int, int, int]:
        """Return how far a way is: what is out of reach, other answers, all answers.

        Who gets a question that was not for them has to answer another one otherwise, too.
        """
        absent = {one.test.fact for one in found if one.state is Missing.ABSENT}
        return (
            sum(self._out_of_reach(one) for one in found),
            len({one.test.fact for one in found if is_false(one)}) + len(absent),
            len({one.test.fact for one in found}),
        )

    def _of(self, condition: Condition, wanted: bool) -> Ways:
        if truth_of(condition, self.situation) is wanted:
            return ((),)
        if isinstance(condition, FactTest):
            return self._of_test(condition, wanted)
        if isinstance(condition, Not):
            return self.of(condition.part, wanted=not wanted)
        if isinstance(condition, All) is not wanted:
            return self._nearest(
                way for part in condition.parts for way in self.of(part, wanted=wanted)
            )
        ways: Ways = ((),)
        for part in condition.parts:
            more = self.of(part, wanted=wanted)
            if more != ((),):
                joined = (_together((*one, *other)) for one in ways for other in more)
                ways = self._nearest(one for one in joined if one is not None)
        return ways

    def _of_test(self, test: FactTest, wanted: bool) -> Ways:
        derived = self.situation.rule_set.derived_facts.get(test.fact)
        if derived is not None:
            found = self.of(self._deduced_from(derived, test), wanted=wanted)
            # An earlier rule that is not settled keeps a fact pending, whatever the later ones say.
            return self.of(self._settled_by(derived, test, wanted)) if found == ((),) else found
        # To know less is no advice, and no answer changes the day.
        if not looks_at_value(test) and (test.operand is True) is not wanted:
            return ()
        outcome = outcome_of(test, self.situation, wanted)
        return ((outcome,),) if outcome.questions else ()

    def _deduced_from(self, derived: DerivedFact, test: FactTest) -> Condition:
        """Return what a test of a deduced fact asks of the facts that its rules read."""
        if test not in self._deduced:
            ways: list[Condition] = []
            before: list[Condition] = []
            for rule in derived.rules:
                if passes(test, rule.value, self.situation.today):
                    ways.append(All((*(Not(one) for one in before), rule.when)))
                else:
                    before.append(rule.when)
            self._deduced[test] = AnyOf(tuple(ways))
        return self._deduced[test]

    def _settled_by(self, derived: DerivedFact, test: FactTest, wanted: bool) -> Condition:
        """Return what settles a deduced fact, with or without a value, so that a test turns out."""
        before: tuple[Condition, ...] = ()
        ways: list[Condition] = []
        for rule in derived.rules:
            if passes(test, rule.value, self.situation.today) is wanted:
                ways.append(All((*before, rule.when)))
            before = (*before, Not(rule.when))
        if truth_of_test(test, Missing.ABSENT, self.situation.today) is wanted:
            ways.append(All(before))
        key = (test, wanted)
        return self._settling.setdefault(key, AnyOf(tuple(ways)))

    def _nearest(self, ways: Iterable[Lacks]) -> Ways:
        return tuple(sorted(dict.fromkeys(ways), key=self.distance)[:KEPT])


def is_false(outcome: Outcome) -> bool:
    """Tell whether what is lacking is another answer, and not an answer that was never given."""
    return outcome.state not in (Missing.PENDING, Missing.UNKNOWN)


def values_for(situation: Situation, outcome: Outcome) -> list[Value]:
    """Return values of a question that give an outcome: all of a choice, one of a measure."""
    test, today = outcome.test, situation.today
    question = situation.rule_set.questions[test.fact]
    values: list[Value] = [True, False] if question.kind == "yes_no" else []
    values += [one.value for one in question.choices]
    values += sorted(test.accepted - set(values), key=str)
    if question.kind == "choices":
        values = [(one,) for one in values if isinstance(one, str)]
    if not values:
        for edge in edges_of(test, today):
            step = timedelta(days=1) if isinstance(edge, date) else 1
            values += [edge, edge - step, edge + step]
        return [one for one in values if passes(test, one, today) is outcome.wanted][:1]
    return [one for one in values if passes(test, one, today) is outcome.wanted]


def day_of_change(outcome: Outcome, today: date) -> date | None:
    """Return the day on which waiting alone gives an outcome, or ``None`` if it never does.

    >>> test = FactTest("expiry", "past", True)
    >>> day_of_change(Outcome(test, True, date(2026, 11, 30), ()), date(2026, 11, 24))
    datetime.date(2026, 12, 1)
    """
    test, day = outcome.test, outcome.state
    # Only a test that counts from today turns by itself.
    if not isinstance(day, date) or OPERATORS[test.operator].edges is None:
        return None
    days = (today + timedelta(days=count) for count in range(1, LONGEST_WAIT))
    return next((one for one in days if passes(test, day, one) is outcome.wanted), None)


def _together(outcomes: Iterable[Outcome]) -> Lacks | None:
    """Return outcomes without repetition; ``None`` if no answer gives two of them at once."""
    found = {(one.test, one.wanted): one for one in outcomes}
    accepted: dict[str, frozenset[object]] = {}
    refused: dict[str, frozenset[object]] = {}
    for test, wanted in found:
        if test.accepted and wanted:
            accepted[test.fact] = accepted.get(test.fact, test.accepted) & test.accepted
        elif test.accepted:
            refused[test.fact] = refused.get(test.fact, frozenset()) | test.accepted
    if any(not values - refused.get(fact, frozenset()) for fact, values in accepted.items()):
        return None
    return tuple(found.values())
