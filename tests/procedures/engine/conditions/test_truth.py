"""Three-valued truth of conditions on a person given directly, and what keeps them unknown."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from procedures.engine.conditions.tree import (
    ALWAYS,
    All,
    AnyOf,
    FactTest,
    Not,
    edges_of,
    facts_of,
    passes,
    to_data,
    truth_and_unknown_facts,
    truth_of,
)
from procedures.engine.conditions.tree import tests_of as each_test_of
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.values.facts import Duration, Missing
from tests.procedures.engine.builders import TODAY
from tests.procedures.engine.whole import PLAIN


@dataclass
class Person:
    states: dict
    today: date = field(default=TODAY)

    def state(self, fact):
        return self.states[fact]


PERSON = Person(
    {
        "yes": True,
        "no": False,
        "pending": Missing.PENDING,
        "unsure": Missing.UNKNOWN,
        "absent": Missing.ABSENT,
    }
)


def holds(fact):
    return FactTest(fact, "eq", True, frozenset({True}))


def known(fact, *, operand=True):
    return FactTest(fact, "known", operand)


YES, NO, PENDING, UNSURE, ABSENT = (holds(fact) for fact in PERSON.states)
CASES = [
    (YES, True, []),
    (NO, False, []),
    (PENDING, None, ["pending"]),
    (UNSURE, None, ["unsure"]),
    (ABSENT, False, []),
    (Not(YES), False, []),
    (Not(NO), True, []),
    (Not(PENDING), None, ["pending"]),
    (Not(ABSENT), True, []),
    (known("yes"), True, []),
    (known("no"), True, []),
    (known("pending"), None, ["pending"]),
    (known("unsure"), False, []),
    (known("absent"), False, []),
    (known("yes", operand=False), False, []),
    (known("pending", operand=False), None, ["pending"]),
    (known("unsure", operand=False), True, []),
    (known("absent", operand=False), True, []),
    (ALWAYS, True, []),
    (All((YES, YES)), True, []),
    (All((YES, NO)), False, []),
    (All((PENDING, NO)), False, []),
    (All((PENDING, YES, UNSURE)), None, ["pending", "unsure"]),
    (AnyOf((NO, NO)), False, []),
    (AnyOf((NO, YES)), True, []),
    (AnyOf((PENDING, YES)), True, []),
    (AnyOf((PENDING, NO, UNSURE)), None, ["pending", "unsure"]),
    (Not(All((PENDING, NO))), True, []),
    (All((Not(AnyOf((PENDING, NO))), UNSURE)), None, ["pending", "unsure"]),
]


@pytest.mark.parametrize(("condition", "truth", "unknown"), CASES)
def test_the_truth_of_a_condition_and_the_facts_that_keep_it_unknown(condition, truth, unknown):
    assert truth_of(condition, PERSON) is truth
    assert truth_and_unknown_facts(condition, PERSON) == (truth, unknown)


MONTH = Duration(months=1)


@pytest.mark.parametrize(
    ("operator", "passing", "failing"),
    [
        ("within", [(11, 24), (12, 24)], [(11, 23), (12, 25)]),
        ("beyond", [(12, 25)], [(12, 24), (11, 24)]),
        ("since_at_least", [(10, 24), (1, 1)], [(10, 25), (11, 24)]),
        ("since_less_than", [(10, 25), (11, 24)], [(10, 24), (11, 25)]),
    ],
)
def test_a_date_passes_up_to_its_edge(operator, passing, failing):
    test = FactTest("x", operator, MONTH)
    assert all(passes(test, date(2026, *one), TODAY) for one in passing)
    assert not any(passes(test, date(2026, *one), TODAY) for one in failing)


def test_a_group_or_a_list_passes_if_one_value_of_a_set_is_in_it():
    test = FactTest("x", "in_group", "g", frozenset({"a", "b"}))
    assert passes(test, "a", TODAY)
    assert passes(test, ("c", "b"), TODAY)
    assert not passes(test, ("c",), TODAY)
    assert not passes(test, "c", TODAY)


@pytest.mark.parametrize(
    ("operator", "value", "outcome"),
    [
        ("includes", ("a",), True),
        ("includes_any", ("b", "c"), True),
        ("includes_any", ("c",), False),
        ("includes_all", ("a", "b", "c"), True),
        ("includes_all", ("a", "c"), False),
        ("includes_all", (), False),
    ],
)
def test_sets_of_choices(operator, value, outcome):
    test = FactTest("x", operator, ("a", "b"), frozenset({"a", "b"}))
    assert passes(test, value, TODAY) is outcome


@pytest.mark.parametrize(
    ("state", "if_empty", "if_not"),
    [
        ((), True, False),
        (("a",), False, True),
        (Missing.PENDING, None, None),
        (Missing.UNKNOWN, None, None),
        (Missing.ABSENT, False, False),
    ],
)
def test_empty_is_an_answer_with_nothing_ticked(state, if_empty, if_not):
    person = Person({"x": state})
    assert truth_of(FactTest("x", "empty", True), person) is if_empty
    assert truth_of(FactTest("x", "empty", False), person) is if_not


def test_a_test_of_dates_refuses_what_is_no_date():
    with pytest.raises(TypeError, match="not supported between"):
        passes(FactTest("x", "within", MONTH), "x", TODAY)


FAR = Duration(years=9000)


@pytest.mark.parametrize(
    ("test", "edges"),
    [
        (FactTest("x", "within", MONTH), (date(2026, 12, 24), TODAY)),
        (FactTest("x", "beyond", MONTH), (date(2026, 12, 24),)),
        (FactTest("x", "since_at_least", MONTH), (date(2026, 10, 24),)),
        (FactTest("x", "since_less_than", MONTH), (date(2026, 10, 24), TODAY)),
        (FactTest("x", "within", FAR), (date.max, TODAY)),
        (FactTest("x", "since_at_least", FAR), (date.min,)),
        (FactTest("x", "past", True), (TODAY,)),
        (FactTest("x", "gte", TODAY), (TODAY,)),
        (FactTest("x", "between", (3, 5)), (3, 5)),
        (FactTest("x", "in", ("b", "a"), frozenset("ab")), ("b", "a")),
        (FactTest("x", "in_group", "g", frozenset("ba")), ("a", "b")),
        (FactTest("x", "known", True), ()),
    ],
)
def test_the_values_at_which_the_outcome_of_a_test_turns(test, edges):
    assert edges_of(test, TODAY) == edges


# --- conditions as data

WRITTEN = [
    {},
    {"statut": "etudiant"},
    {"statut": ["etudiant", "autre"]},
    {"pays": {"in_group": "voisins"}},
    {"age": {"gte": 18}},
    {"age": {"between": [3, 5]}},
    {"fin": "2027-01-31"},
    {"fin": ["2027-01-31", "2027-02-28"]},
    {"fin": {"between": ["2027-01-31", "2027-02-28"]}},
    {"fin": {"within": {"years": 1, "months": 4, "days": 2}}},
    {"fin": {"beyond": {"days": 0}}},
    {"fin": {"past": True}},
    {"fin": {"known": False}},
    {"ancien": True},
    {"ancien": [True, False]},
    {"statut": "autre", "age": {"lt": 3}},
    {"not": {"statut": "autre"}},
    {"not": {"statut": "autre", "age": 3}},
    {"any": [{"statut": "autre"}, {"age": 3}]},
    {"any": [{"statut": "autre", "age": 4}, {"not": {"age": 3}}]},
    {"all": [{"age": {"gt": 3}}, {"age": {"lt": 9}}]},
    {"all": [{"not": {"age": 3}}, {"not": {"age": 4}}]},
    {"statut": "autre", "any": [{"age": 3}, {"age": 4}]},
    {"any": [{"all": [{"age": {"gt": 3}}, {"age": {"lt": 9}}]}, {"statut": "autre"}]},
]


def read(when):
    plain = {**PLAIN, "procedures": [{**PLAIN["procedures"][0], "when": when}]}
    plain["procedures"][0]["exclusive_with"] = []
    plain["departments"] = {}
    return rule_set_from_plain(plain).procedures["carte"].when


@pytest.mark.parametrize("when", WRITTEN)
def test_a_condition_is_written_as_it_was_read(when):
    assert to_data(read(when)) == when


def test_operators_on_one_line_are_written_apart():
    assert to_data(read({"age": {"gt": 3, "lt": 9}})) == {
        "all": [{"age": {"gt": 3}}, {"age": {"lt": 9}}]
    }


def test_an_all_inside_an_all_keeps_its_lines_apart():
    inner = All((holds("yes"), holds("no")))
    assert to_data(All((inner, holds("pending")))) == {
        "all": [{"yes": True, "no": True}, {"pending": True}]
    }


def test_tests_come_in_the_order_in_which_they_are_written():
    condition = All((Not(YES), AnyOf((NO, PENDING)), YES))
    assert [test.fact for test in each_test_of(condition)] == ["yes", "no", "pending", "yes"]
    assert facts_of(condition) == {"yes", "no", "pending"}
