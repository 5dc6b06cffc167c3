"""Why, and why not: the tests that made a condition true, or those that made it fail."""

import pytest

from procedures.engine.explanation import because, failures, reasons, why_not
from procedures.engine.situation import ProcedureView, Situation
from procedures.engine.values.facts import Missing

from .builders import TODAY, make_procedure, make_question, make_rules


def told(outcomes):
    return [(one.test.fact, one.wanted) for one in outcomes]


def explained(when, answers):
    """What makes a condition hold, and what makes it fail."""
    rules = make_rules(
        *(make_question(one, allow_unknown=True) for one in ("a", "b", "c")),
        procedures=[make_procedure("carte", when=when)],
    )
    situation = Situation(rules, answers, TODAY)
    condition = rules.procedures["carte"].when
    return told(reasons(condition, situation)), told(failures(condition, situation))


YES = {"a": True, "b": True, "c": True}
NO = {"a": False, "b": False, "c": False}
A, B, C = ({one: True} for one in "abc")


@pytest.mark.parametrize(
    ("when", "answers", "why", "why_it_fails"),
    [
        (A, YES, [("a", True)], []),
        (A, NO, [], [("a", True)]),
        (A, {}, [], []),
        ({"not": A}, NO, [("a", False)], []),
        ({"not": A}, YES, [], [("a", False)]),
        ({"not": {"not": A}}, YES, [("a", True)], []),
        ({**A, **B}, YES, [("a", True), ("b", True)], []),
        ({**A, **B}, NO, [], [("a", True)]),
        ({**A, **B}, {"a": True, "b": False}, [], [("b", True)]),
        ({"any": [A, B]}, YES, [("a", True)], []),
        ({"any": [A, B]}, {"a": False, "b": True}, [("b", True)], []),
        ({"any": [A, B]}, NO, [], [("a", True), ("b", True)]),
        ({"any": [A, B]}, {"a": None, "b": False}, [], []),
        ({"not": {"any": [A, B]}}, NO, [("a", False), ("b", False)], []),
        ({"not": {"any": [A, B]}}, YES, [], [("a", False)]),
        ({"not": {**A, **B}}, NO, [("a", False)], []),
        ({"not": {**A, **B}}, YES, [], [("a", False), ("b", False)]),
        ({**C, "any": [A, B]}, {"a": False, "b": True, "c": False}, [], [("c", True)]),
    ],
)
def test_the_tests_that_decided(when, answers, why, why_it_fails):
    assert explained(when, answers) == (why, why_it_fails)


RULES = make_rules(
    make_question("x"),
    make_question("age", "integer"),
    make_question("commune", "commune", when={"x": True}),
    derived_facts=[
        {
            "key": "public",
            "kind": "choice",
            "rules": [{"value": "jeune", "when": {"age": {"lt": 18}, "x": False}}],
        }
    ],
    procedures=[
        make_procedure("carte", 1, {"public": "jeune"}),
        make_procedure("visa", 2, {"departement": "34", "age": {"gt": 3}}),
    ],
)


def test_a_derived_fact_is_told_with_the_questions_behind_it():
    situation = Situation(RULES, {"x": True, "age": 40}, TODAY)
    (outcome,) = why_not(situation, RULES.procedures["carte"])
    assert (outcome.state, outcome.questions) == (Missing.ABSENT, ("x", "age"))
    assert why_not(Situation(RULES, {}, TODAY), RULES.procedures["carte"]) == []
    young = Situation(RULES, {"x": False, "age": 9}, TODAY)
    assert why_not(young, RULES.procedures["carte"]) == []


def test_only_answers_that_count_are_reasons():
    answers = {"age": 9, "x": False, "commune": "34172"}
    situation = Situation(RULES, answers, TODAY)
    assert because(situation, RULES.procedures["carte"]) == ["x", "age"]
    assert because(situation, RULES.procedures["visa"]) == ["age"]
    living = Situation(RULES, {**answers, "x": True}, TODAY)
    assert because(living, RULES.procedures["visa"]) == ["age", "commune"]
    assert because(Situation(RULES, {}, TODAY), RULES.procedures["visa"]) == []


def test_a_procedures_line_is_explained_with_its_channel():
    rules = make_rules(
        make_question("x"),
        documents=[{"id": "photo", "title": "Photo"}],
        procedures=[
            make_procedure("carte", documents=[{"document": "photo", "when": {"channel": "anef"}}])
        ],
    )
    condition = rules.procedures["carte"].documents[0].when
    view = ProcedureView(Situation(rules, {}, TODAY), "postal")
    (outcome,) = failures(condition, view)
    assert (outcome.state, outcome.questions) == ("postal", ())
    view = ProcedureView(Situation(rules, {}, TODAY), "anef")
    assert told(reasons(condition, view)) == [("channel", True)]
