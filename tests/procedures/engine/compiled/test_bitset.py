"""Clauses, and the truth of many of them at once."""

import copy
from datetime import date

import pytest

from procedures.engine.compiled.bitset import Bitset, clause_of
from procedures.engine.compiled.day import FactTable
from procedures.engine.conditions.tree import ALWAYS, All, AnyOf, FactTest, Not, truth_of
from procedures.engine.situation import Situation
from procedures.engine.values.facts import Missing
from tests.procedures.engine.builders import TODAY, make_procedure, make_question, make_rules


def is_true(fact):
    return FactTest(fact, "eq", True, frozenset({True}))


A, B, C, D = map(is_true, "abcd")
CONDITIONS = [
    ALWAYS,
    Not(ALWAYS),
    AnyOf(()),
    A,
    Not(A),
    All((A, Not(A))),
    AnyOf((A, Not(A))),
    All((AnyOf((A, B)), AnyOf((C, D, Not(A))), Not(All((B, C))))),
    AnyOf((All((A, AnyOf((B, All((C, AnyOf((D, Not(B))))))))), D)),
    Not(AnyOf((All((A, B)), Not(AnyOf((C, All((D, A)))))))),
    AnyOf((AnyOf((A, B)), AnyOf((C,)), ALWAYS)),
]


class Person:
    """A view of four facts."""

    today = TODAY

    def __init__(self, states):
        self.states = states

    def state(self, fact):
        return self.states[fact]


def people():
    values = (True, False, Missing.PENDING, Missing.UNKNOWN, Missing.ABSENT)
    for a in values:
        for b in values:
            for c in values:
                for d in values:
                    yield Person(dict(zip("abcd", (a, b, c, d), strict=True)))


def test_all_conditions_are_worked_out_at_once():
    bits = Bitset()
    clauses = [bits.add(one) for one in CONDITIONS]
    bits.lay_out()
    tables = {fact: FactTable(bits.tests(fact), "yes_no", TODAY) for fact in "abcd"}
    for person in people():
        state = 0
        for fact, value in person.states.items():
            state |= tables[fact].of(value)
        settled = bits.settle(state)
        for condition, clause in zip(CONDITIONS, clauses, strict=True):
            expected = truth_of(condition, person)
            assert settled.truth(clause) is expected, (condition, person.states)
            assert clause.truth(state) is expected, (condition, person.states)


def test_what_melts_is_melted():
    clause = clause_of(All((A, All((B, Not(AnyOf((C, D))))), AnyOf((AnyOf((A, B)), C)))))
    assert [test.fact for test, _ in clause.literals] == ["a", "b", "c", "d"]
    assert [len(choice) for choice in clause.choices] == [3]


def test_equal_conditions_share_their_bits_but_for_those_that_ask_for_their_own():
    bits = Bitset()
    assert bits.add(A) is bits.add(copy.deepcopy(A))
    assert bits.add_own(A) is not bits.add_own(A)


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy])
def test_a_copied_rule_set_gives_the_same(duplicate):
    rules = make_rules(make_question("a"), procedures=[make_procedure("p", when={"a": True})])
    assert Situation(rules, {"a": True}, TODAY).truth_of_procedure(rules.procedures["p"])
    again = duplicate(rules)
    procedure = again.procedures["p"]
    assert Situation(again, {"a": False}, TODAY).truth_of_procedure(procedure) is False
    assert Situation(again, {"a": False}, TODAY).truth(procedure.when) is False


def test_tables_of_dates_follow_the_day():
    rules = make_rules(
        make_question("fin", "date"),
        procedures=[make_procedure("p", when={"fin": {"past": True}})],
    )
    procedure = rules.procedures["p"]
    for today, past in ((date(2027, 1, 1), False), (date(2027, 1, 2), True)):
        situation = Situation(rules, {"fin": date(2027, 1, 1)}, today)
        assert situation.truth_of_procedure(procedure) is past


def test_many_combinations_of_choices_are_told_apart():
    values = [f"v{index}" for index in range(12)]
    rules = make_rules(
        make_question("plusieurs", "choices", *values),
        procedures=[make_procedure("p", when={"plusieurs": {"includes_all": ["v0", "v11"]}})],
    )
    procedure = rules.procedures["p"]
    for number in range(0, 1 << 12, 3):
        given = tuple(value for index, value in enumerate(values) if number >> index & 1)
        truth = Situation(rules, {"plusieurs": given}, TODAY).truth_of_procedure(procedure)
        assert truth is {"v0", "v11"}.issubset(given)
