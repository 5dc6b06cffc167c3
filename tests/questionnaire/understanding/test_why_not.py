"""What is said of a procedure that is not the answer, on a small catalogue."""

import pytest

from procedures.engine.evaluation import evaluate_situation
from questionnaire.understanding.why_not import why_not_list
from tests.questionnaire.result.catalogue import PROCEDURES, RENEWAL, make_reading, make_rules

OTHER = {
    "id": "other",
    "family": "cards",
    "track": "card",
    "rank": 90,
    "title": "Autre carte",
    "validity": "10 ans",
}
SOON = {"goal": "renew", "expiry": {"within": {"months": 2}}}
DAY = "15 mars 2027"


def told(answers=RENEWAL, **changes):
    """What is said of another procedure to somebody who renews a card: (wanted, given, from)."""
    other = {key: value for key, value in {**OTHER, **changes}.items() if value is not None}
    rules = make_rules(procedures=[*PROCEDURES, other], departments={})
    reading = make_reading(answers, rules=rules)
    found = why_not_list(reading, evaluate_situation(reading.situation))
    return [
        [(one.wanted, one.given, one.from_day) for one in near.lines]
        for near in found
        if near.title == "Autre carte"
    ]


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({"when": {"goal": "renew", "married": True}}, [(["Oui"], "Non", "")]),
        # One that is for the person too, but not the best.
        ({"when": {"goal": "renew"}}, []),
    ],
)
def test_what_is_lacking_is_told_beside_the_answer(changes, lines):
    assert told(**changes) == [lines]


def test_who_only_has_to_wait_reads_from_which_day():
    (((wanted, given, day),),) = told(when=SOON)
    assert "2" in wanted[0]
    assert "2027" in given
    assert day.split() == DAY.split()


def test_an_answer_that_is_not_known_is_said_to_be_so():
    answers = {**RENEWAL, "married": None}
    assert told(answers, when={"goal": "renew", "married": True}) == [
        [(["Oui"], "Je ne sais pas", "")]
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"when": {"goal": "renew", "married": True}, "sensitive": True},
        {"when": {"goal": "renew", "married": True}, "validity": None},
        {"when": {"goal": "renew", "married": True}, "family": "families"},
        # The wish is a sensitive question there: no other wish is told.
        {"when": {"goal": "lost"}},
    ],
)
def test_what_helps_nobody_is_left_out(changes):
    assert told(**changes) == []
