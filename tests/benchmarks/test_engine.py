"""How fast the shipped catalogue answers, over the people of its cases."""

from datetime import date
from pathlib import Path

import pytest

from procedures.engine.answers import read_answers
from procedures.engine.evaluation import evaluate
from procedures.engine.relevance import asked_questions, next_question, questions_left
from procedures.engine.serialization import rule_set_from_plain
from procedures.engine.situation import Situation
from procedures.exchange import read_folder

from .measure import median_ms, show

CATALOGUE = Path(__file__).resolve().parents[2] / "catalogue"
TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def plain():
    return read_folder(CATALOGUE)


@pytest.fixture(scope="module")
def rules(plain):
    return rule_set_from_plain(plain)


@pytest.fixture(scope="module")
def people(plain, rules):
    return [read_answers(rules, case["answers"]) for case in plain["cases"]]


def each(people, action):
    """Return what one person costs, in milliseconds."""
    return median_ms(lambda: [action(one) for one in people]) / len(people)


def test_compile(plain):
    show("compile the catalogue", median_ms(lambda: rule_set_from_plain(plain), rounds=3))


def test_evaluate(rules, people):
    show("evaluate one person, all outcomes", each(people, lambda one: evaluate(rules, one, TODAY)))


def test_next_question(rules, people):
    def ask(one):
        return next_question(rules, one, TODAY)

    show("next question, all answers given", each(people, ask))
    show("next question, nothing answered", median_ms(lambda: ask({})))


def test_path_and_bound(rules, people):
    def walk(one):
        return asked_questions(rules, one, TODAY)

    def bound(one):
        return questions_left(Situation(rules, one, TODAY))

    show("the whole path of one person", each(people, walk))
    show("bound on the questions left", each(people, bound))


@pytest.mark.parametrize("times", [1, 2, 4, 8, 16])
def test_growth(plain, people, times):
    """The same catalogue several times over: copies of every procedure in tracks of their own."""
    procedures = [
        {
            **one,
            "id": f"{one['id']}_{copy}",
            "track": f"{one['track']}_{copy}",
            "exclusive_with": [],
        }
        for copy in range(times)
        for one in plain["procedures"]
    ]
    departments = {
        code: {key: value for key, value in one.items() if key in ("code", "name")}
        for code, one in plain["departments"].items()
    }
    rules = rule_set_from_plain({**plain, "procedures": procedures, "departments": departments})
    some = people[::10]
    question = each(some, lambda one: next_question(rules, one, TODAY))
    show(f"{times:2} × the procedures: next question", question)
    show(
        f"{times:2} × the procedures: evaluate", each(some, lambda one: evaluate(rules, one, TODAY))
    )
