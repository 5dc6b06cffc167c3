"""Operators and three-valued truth, as the tables of the exchange format give them."""

from datetime import date

import pytest

from procedures.engine.situation import Situation
from tests.procedures.engine.builders import TODAY, make_procedure, make_question, make_rules

QUESTIONS = (
    make_question("ville", "choice", "a", "b", "c", allow_unknown=True),
    make_question("liens", "choices", "x", "y", "z"),
    make_question("age", "integer"),
    make_question("fin", "date", allow_unknown=True),
    make_question("pays", "country", {"value": "XXA", "text": "Apatride"}),
    make_question("marie"),
    make_question("epoux", "country", when={"marie": True}),
)
GROUPS = [
    {"key": "nord", "fact": "pays", "values": ["NO", "SE", "XXA"]},
    {"key": "grandes", "fact": "ville", "values": ["a", "b"]},
]


def truth(when, **answers):
    rules = make_rules(*QUESTIONS, groups=GROUPS, procedures=[make_procedure("p", when=when)])
    return Situation(rules, answers, TODAY).truth_of_procedure(rules.procedures["p"])


@pytest.mark.parametrize(
    ("when", "value", "expected"),
    [
        ("a", "a", True),
        ("a", "b", False),
        (["a", "b"], "b", True),
        (["a", "b"], "c", False),
        ({"eq": "a"}, "a", True),
        ({"in": ["a"]}, "b", False),
        ({"in_group": "grandes"}, "b", True),
        ({"in_group": "grandes"}, "c", False),
        ("a", None, None),
        ({"known": True}, "a", True),
        ({"known": False}, "a", False),
        ({"known": True}, None, False),
        ({"known": False}, None, True),
    ],
)
def test_choice_operators(when, value, expected):
    assert truth({"ville": when}, ville=value) is expected


@pytest.mark.parametrize(
    ("when", "value", "expected"),
    [
        ("x", ("x", "y"), True),
        ("x", ("y",), False),
        (["x", "z"], ("y", "z"), True),
        ({"includes": "x"}, ("x",), True),
        ({"includes_any": ["x", "y"]}, ("z",), False),
        ({"includes_all": ["x", "y"]}, ("x", "y", "z"), True),
        ({"includes_all": ["x", "y"]}, ("x",), False),
        ("x", (), False),
    ],
)
def test_choices_operators(when, value, expected):
    assert truth({"liens": when}, liens=value) is expected


@pytest.mark.parametrize(
    ("when", "value", "expected"),
    [
        ({"lt": 18}, 18, False),
        ({"lte": 18}, 18, True),
        ({"gt": 18}, 18, False),
        ({"gte": 18}, 18, True),
        ({"between": [16, 18]}, 16, True),
        ({"between": [16, 18]}, 18, True),
        ({"between": [16, 18]}, 19, False),
        ({"gte": 18, "lt": 65}, 70, False),
        (18, 18, True),
    ],
)
def test_number_operators(when, value, expected):
    assert truth({"age": when}, age=value) is expected


@pytest.mark.parametrize(
    ("when", "value", "expected"),
    [
        ({"within": {"months": 4}}, date(2026, 11, 24), True),
        ({"within": {"months": 4}}, date(2027, 3, 24), True),
        ({"within": {"months": 4}}, date(2027, 3, 25), False),
        ({"within": {"months": 4}}, date(2026, 11, 23), False),
        ({"beyond": {"months": 3}}, date(2027, 2, 24), False),
        ({"beyond": {"months": 3}}, date(2027, 2, 25), True),
        ({"since_at_least": {"years": 3}}, date(2023, 11, 24), True),
        ({"since_at_least": {"years": 3}}, date(2023, 11, 25), False),
        ({"since_less_than": {"years": 3}}, date(2023, 11, 25), True),
        ({"since_less_than": {"years": 3}}, date(2026, 11, 24), True),
        ({"since_less_than": {"years": 3}}, date(2026, 11, 25), False),
        ({"past": True}, date(2026, 11, 23), True),
        ({"past": True}, date(2026, 11, 24), False),
        ({"past": False}, date(2026, 11, 24), True),
        ({"gte": "2027-01-01"}, date(2027, 1, 1), True),
        ({"between": ["2027-01-01", "2027-01-31"]}, date(2027, 2, 1), False),
        ({"past": False}, None, None),
    ],
)
def test_date_operators(when, value, expected):
    assert truth({"fin": when}, fin=value) is expected


def test_a_country_group_may_be_tested_on_any_country_fact():
    assert truth({"epoux": {"in_group": "nord"}}, marie=True, epoux="NO") is True


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"epoux": "NO"}, False),
        ({"not": {"epoux": "NO"}}, True),
        ({"epoux": {"known": False}}, True),
        ({"epoux": {"known": True}}, False),
    ],
)
def test_a_fact_that_does_not_apply_fails_every_test_but_known_false(when, expected):
    assert truth(when, marie=False, epoux="NO") is expected


def test_a_fact_whose_question_may_apply_is_unknown():
    assert truth({"epoux": "NO"}) is None
    assert truth({"epoux": {"known": False}}) is None


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"all": [{"ville": "a"}, {"age": 1}]}, False),
        ({"all": [{"ville": "b"}, {"age": 1}]}, None),
        ({"any": [{"ville": "b"}, {"age": 1}]}, True),
        ({"any": [{"ville": "a"}, {"age": 1}]}, None),
        ({"not": {"age": 1}}, None),
        ({"not": {"ville": "a", "marie": True}}, True),
        ({}, True),
        ({"today": {"lte": "2026-12-31"}}, True),
    ],
)
def test_false_decides_all_true_decides_any_and_not_keeps_unknown(when, expected):
    assert truth(when, ville="b") is expected


def test_months_take_the_last_day_of_a_shorter_month():
    when = {"fin": {"within": {"months": 1, "days": 1}}}
    rules = make_rules(*QUESTIONS, procedures=[make_procedure("p", when=when)])

    def holds(day):
        situation = Situation(rules, {"fin": day}, date(2027, 1, 31))
        return situation.truth_of_procedure(rules.procedures["p"])

    assert holds(date(2027, 3, 1)) is True  # 28 February, then one day
    assert holds(date(2027, 3, 2)) is False


def test_equal_conditions_are_one_object_with_shared_parts():
    lines = [{"age": 3, "marie": True}, {"marie": True, "age": 3}, {"age": 3, "marie": True}]
    listed = [
        make_procedure(f"p{rank}", when=when, rank=rank) for rank, when in enumerate(lines, 1)
    ]
    rules = make_rules(*QUESTIONS, groups=GROUPS, procedures=listed)
    one, other, again = (procedure.when for procedure in rules.procedures.values())
    assert again is one
    assert other != one
    assert other.parts[1] is one.parts[0]
