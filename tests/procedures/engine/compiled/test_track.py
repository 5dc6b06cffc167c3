"""What is left when nothing better is (``otherwise``): the table of docs/format.md, written out."""

from datetime import date

import pytest

from procedures.engine.evaluation import evaluate
from procedures.engine.relevance import next_question
from procedures.engine.situation import Situation
from tests.procedures.engine.builders import make_procedure, make_question, make_rules

TODAY = date(2026, 11, 26)
RULES = make_rules(
    make_question("a"),
    make_question("b"),
    make_question("c"),
    procedures=[
        make_procedure("meilleure", 1, {"a": True}),
        make_procedure("sinon", 2, {"b": True}, otherwise=True),
        make_procedure("derniere", 3, {"c": True}),
        make_procedure("reste", 4, otherwise=True),
    ],
)


def listed(answers):
    """Return {procedure: whether it is certain} of what a person is shown."""
    return {one.procedure.id: one.certain for one in evaluate(RULES, answers, TODAY).procedures}


def recommended(answers):
    found = evaluate(RULES, answers, TODAY).procedures
    return [one.procedure.id for one in found if one.recommended]


def truths(answers):
    situation = Situation(RULES, answers, TODAY)
    return [situation.truth_of_procedure(one) for one in RULES.procedures.values()]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        # It is certain once each better one is false, and false where one is certain.
        ({"a": False, "b": True, "c": False}, "sinon"),
        ({"a": True, "b": True, "c": False}, "meilleure"),
        ({"a": False, "b": False, "c": False}, "reste"),
        # A lower one without the mark is recommended before what is left.
        ({"a": False, "b": False, "c": True}, "derniere"),
    ],
)
def test_one_is_recommended_when_all_is_answered(answers, expected):
    assert recommended(answers) == [expected]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        # a: whether the better one holds; b: of « sinon » itself; c: of the next.
        ({"a": True, "b": True, "c": True}, [True, False, True, False]),
        ({"a": False, "b": True, "c": True}, [False, True, True, False]),
        ({"b": True, "c": False}, [None, None, False, False]),
        ({"a": False, "c": False}, [False, None, False, None]),
        ({"a": False, "b": False}, [False, False, None, None]),
        ({"a": False, "b": False, "c": False}, [False, False, False, True]),
    ],
)
def test_it_is_as_true_as_what_stands_before_lets_it(answers, expected):
    assert truths(answers) == expected


def test_while_a_better_one_is_possible_it_is_possible_too():
    assert listed({"b": True, "c": False}) == {"meilleure": False, "sinon": False}


def test_the_papers_asked_about_are_those_of_the_certain_one_without_the_mark():
    """« sinon » holds as it is written, and stands before it: it may still be refused."""
    rules = make_rules(
        make_question("a", allow_unknown=True),
        make_question("b"),
        make_question("d"),
        procedures=[
            make_procedure("meilleure", 1, {"a": True}),
            make_procedure("sinon", 2, {"b": True}, otherwise=True),
            make_procedure("derniere", 3, documents=[{"document": "bail", "when": {"d": True}}]),
        ],
        documents=[{"id": "bail", "title": "Bail"}],
    )
    assert next_question(rules, {"a": None, "b": True}, TODAY) == "d"


def test_the_certain_one_without_the_mark_is_recommended_meanwhile():
    # « sinon » may still be refused by « meilleure »: « derniere » is certain already.
    found = listed({"b": True, "c": True})
    assert found == {"meilleure": False, "sinon": False, "derniere": True}
    assert recommended({"b": True, "c": True}) == ["derniere"]
