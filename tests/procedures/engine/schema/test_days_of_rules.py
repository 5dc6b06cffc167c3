"""The days of a rule: it holds on its first and on its last day, and on no day outside."""

from datetime import date

import pytest

from procedures.engine.conditions.reader import ConditionReader
from procedures.engine.conditions.tree import (
    ALWAYS,
    NEVER,
    All,
    AnyOf,
    FactTest,
    Not,
    dated,
    on_day,
)
from procedures.engine.evaluation import evaluate as evaluation
from procedures.engine.values.facts import FactInfo
from tests.procedures.engine.builders import (
    evaluate,
    make_procedure,
    make_question,
    make_rules,
    problems_of,
)

ON = {"from": "2027-01-01", "until": "2027-03-04"}
OUTSIDE, INSIDE = ("2026-12-31", "2027-03-05"), ("2027-01-01", "2027-03-04")
STUDENT_QUESTION = make_question("etudiant")
ORIENTATION = {"id": "o", "rank": 1, "title": "O", "text": "O"}


def of_procedure(**lines):
    return {"procedures": [make_procedure("p", **lines)]}


def first(data):
    return data["procedures"][0]


# what a rule with days is, and whether it has its effect in a result
RULES = {
    "procedure": (of_procedure(**ON), lambda data: data["procedures"]),
    "step": (
        of_procedure(steps=[{"id": "s", "text": "S", **ON}]),
        lambda data: first(data)["steps"],
    ),
    "document": (
        {"documents": [{"id": "d", "title": "D"}]}
        | of_procedure(documents=[{"document": "d", **ON}]),
        lambda data: first(data)["documents"],
    ),
    "cost": (
        of_procedure(costs=[{"label": "C", "amount": 5, **ON}]),
        lambda data: first(data)["costs"],
    ),
    "channel": (
        of_procedure()
        | {"departments": {"national": {"code": "national", "channels": [{"kind": "anef", **ON}]}}},
        lambda data: first(data)["channel"],
    ),
    "orientation": ({"orientations": [{**ORIENTATION, **ON}]}, lambda data: data["orientations"]),
    "derived": (
        {
            "derived_facts": [{"key": "f", "kind": "yes_no", "rules": [{"value": True, **ON}]}],
            "procedures": [make_procedure("p", when={"f": True})],
        },
        lambda data: data["procedures"],
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_holds_from_its_first_to_its_last_day(name):
    sections, effect = RULES[name]
    rules = make_rules(STUDENT_QUESTION, **sections)
    for day in INSIDE:
        assert effect(evaluate(rules, {}, date.fromisoformat(day))), day
    for day in OUTSIDE:
        assert not effect(evaluate(rules, {}, date.fromisoformat(day))), day


def test_a_warning_holds_from_its_first_to_its_last_day():
    rules = make_rules(STUDENT_QUESTION, **of_procedure(warnings=[{"text": "W", **ON}]))
    shown = {
        day: len(evaluation(rules, {}, date.fromisoformat(day)).procedures[0].warnings)
        for day in (*OUTSIDE, *INSIDE)
    }
    assert shown == dict.fromkeys(OUTSIDE, 0) | dict.fromkeys(INSIDE, 1)


def test_days_come_on_top_of_the_condition():
    rules = make_rules(
        STUDENT_QUESTION, procedures=[make_procedure("p", when={"etudiant": True}, **ON)]
    )
    inside, outside = date(2027, 1, 1), date(2026, 12, 31)
    assert evaluate(rules, {"etudiant": True}, inside)["procedures"]
    assert not evaluate(rules, {"etudiant": False}, inside)["procedures"]
    assert not evaluate(rules, {"etudiant": True}, outside)["procedures"]
    # Outside of its days, a rule asks nothing.
    assert evaluate(rules, {}, inside)["next_question"] == "etudiant"
    assert evaluate(rules, {}, outside)["next_question"] is None


def test_a_last_day_before_the_first_is_refused():
    procedure = make_procedure("p", **{"from": "2027-01-02", "until": "2027-01-01"})
    (problem,) = problems_of({"questions": [STUDENT_QUESTION], "procedures": [procedure]})
    assert "p.until : le dernier jour est avant le premier" in problem


def read(data):
    facts = {"today": FactInfo("today", "date"), "etudiant": FactInfo("etudiant", "yes_no")}
    return ConditionReader(facts, {}, lambda *problem: pytest.fail(str(problem))).read(data, "")


STUDENT = FactTest("etudiant", "eq", True, frozenset({True}))
ENDED = {"today": {"lte": "2026-12-31"}}


@pytest.mark.parametrize(
    ("data", "left"),
    [
        ({}, ALWAYS),
        ({"etudiant": True}, STUDENT),
        (ENDED, NEVER),
        ({"not": ENDED}, ALWAYS),
        ({"etudiant": True, **ENDED}, NEVER),
        ({"etudiant": True, "not": ENDED}, STUDENT),
        ({"any": [{"etudiant": True}, ENDED]}, STUDENT),
        ({"any": [{"etudiant": True}, {"not": ENDED}]}, ALWAYS),
        ({"not": {"etudiant": True}}, Not(STUDENT)),
    ],
)
def test_on_one_day_only_what_answers_decide_is_left(data, left):
    found = on_day(read(data), date(2027, 1, 1))
    while isinstance(found, All | AnyOf) and len(found.parts) == 1:
        (found,) = found.parts
    assert found == left


def test_a_condition_without_days_is_itself():
    assert dated(STUDENT, None, None) is STUDENT
