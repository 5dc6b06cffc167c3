"""The stance of a card on a day: the first that certainly holds, never a day of the past."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.engine.evaluation import evaluate
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.stances import dated_step

from .builders import make_procedure, make_question
from .examples import examples

TODAY = date(2026, 11, 26)
FILE = {
    "id": "deposer",
    "text": "Déposez.",
    "place": "canal",
    "window": {"from": {"fact": "fin", "days": -120}, "to": {"fact": "fin", "days": -60}},
}
STANCES = [
    {"stance": "attendre", "moment": "avant"},
    {"stance": "en_retard", "moment": "apres", "last_day": {"fact": "fin", "months": 6}},
    {"stance": "appeler", "moment": "apres"},
    {"stance": "facultatif", "when": {"europeen": True}},
    {"stance": "deposer"},
]


def rules(stances=STANCES, steps=(FILE,)):
    return rule_set_from_plain(
        {
            "questions": [make_question("fin", "date"), make_question("europeen")],
            "procedures": [make_procedure("carte", stances=list(stances), steps=list(steps))],
        }
    )


def result(answers, today=TODAY, **parts):
    return evaluate(rules(**parts), answers, today).procedures[0]


# The window of a card that ends on 1 May 2027: from 1 January to 2 March 2027.
@pytest.mark.parametrize(
    ("today", "stance", "last_day"),
    [
        (date(2026, 12, 31), "attendre", None),
        (date(2027, 1, 1), "deposer", None),
        (date(2027, 3, 2), "deposer", None),
        (date(2027, 3, 3), "en_retard", date(2027, 11, 1)),
        (date(2027, 11, 1), "en_retard", date(2027, 11, 1)),
        (date(2027, 11, 2), "appeler", None),
    ],
)
def test_the_days_of_the_step_decide(today, stance, last_day):
    found = result({"fin": date(2027, 5, 1), "europeen": False}, today).stance
    assert (found.stance.stance, found.last_day) == (stance, last_day)


@pytest.mark.parametrize(
    ("answers", "stance"),
    [
        ({"fin": None, "europeen": True}, "facultatif"),
        ({"fin": None, "europeen": None}, "deposer"),
        ({}, "deposer"),
    ],
)
def test_what_is_unknown_holds_no_stance(answers, stance):
    assert result(answers).stance.stance.stance == stance


def test_whoever_may_be_late_has_the_file_read_first():
    """Their last day is not known: it may have passed, and a refusal may follow."""
    late = {"stance": "faire_relire", "moment": "apres"}
    last = [{**FILE, "window": {"to": {"fact": "fin"}}}]
    for stances, steps, answers, stance in (
        ([late, {"stance": "deposer"}], last, {"fin": None}, "faire_relire"),
        ([late, {"stance": "deposer"}], last, {"fin": TODAY}, "deposer"),
        ([late, {"stance": "deposer"}], last, {"fin": date(2026, 11, 25)}, "faire_relire"),
        ([{**late, "stance": "en_retard"}, {"stance": "deposer"}], last, {"fin": None}, "deposer"),
        (
            [late, {"stance": "deposer"}],
            [{**FILE, "window": {"from": {"fact": "fin"}}}],
            {"fin": None},
            "deposer",
        ),
    ):
        found = result({**answers, "europeen": False}, stances=stances, steps=steps)
        assert found.stance.stance.stance == stance


def test_a_named_step_counts_instead_of_the_first_dated_one():
    second = {**FILE, "id": "retirer", "window": {"to": "2026-11-25"}}
    late = {"stance": "en_retard", "moment": "apres", "step": "retirer"}
    found = result({"fin": None}, stances=[late, {"stance": "deposer"}], steps=[FILE, second])
    assert found.stance.stance.stance == "en_retard"


def test_a_dated_step_that_is_not_certain_is_found_behind_one_that_is():
    perhaps = {**FILE, "id": "peut_etre", "when": {"europeen": True}}
    steps = result({"fin": date(2027, 5, 1)}, steps=[perhaps]).steps
    assert dated_step(steps).step.id == "peut_etre"
    both = result({"fin": date(2027, 5, 1)}, steps=[perhaps, FILE]).steps
    assert dated_step(both).step.id == "deposer"


def test_a_procedure_without_stances_has_none():
    assert result({"fin": None}, stances=[]).stance is None


def test_the_place_is_that_of_the_first_step_that_names_one():
    steps = [
        {"id": "preparer", "text": "Préparez."},
        {"id": "relire", "text": "Relisez.", "place": "aide", "when": {"europeen": False}},
        FILE,
    ]
    assert result({"europeen": False}, steps=steps).place == "aide"
    assert result({"europeen": True}, steps=steps).place == "canal"
    assert result({}, steps=steps[:1], stances=[]).place == ""


@examples(100)
@given(st.integers(-400, 400), st.integers(-400, 400))
def test_no_last_day_is_ever_in_the_past(ends_in, later):
    today = TODAY + timedelta(days=later)
    found = result({"fin": TODAY + timedelta(days=ends_in)}, today).stance
    assert found.last_day is None or found.last_day >= today


HOURS = {"fact": "fin", "hours": 48}


@pytest.mark.parametrize(
    ("received", "last_day"),
    [
        (date(2026, 11, 27), date(2026, 11, 29)),  # A Friday: it ends on the Sunday.
        (date(2026, 12, 31), date(2027, 1, 2)),
        (date(2027, 3, 27), date(2027, 3, 29)),  # Summer time begins between them.
    ],
)
def test_hours_end_on_a_day_that_no_sunday_moves(received, last_day):
    stances = [
        {"stance": "repondre", "last_day": HOURS},
        {"stance": "en_retard", "moment": "apres"},
        {"stance": "appeler"},
    ]
    steps = [{"id": "appeal", "text": "Écrivez.", "window": {"to": HOURS}}]
    for day, stance in ((last_day, "repondre"), (last_day + timedelta(days=1), "en_retard")):
        found = result({"fin": received}, day, stances=stances, steps=steps)
        assert found.stance.stance.stance == stance
        assert found.steps[0].closes == last_day
    assert found.steps[0].step.closes.by_hour


def test_hours_are_written_again_as_hours():
    data = {"fact": "fin", "hours": 48}
    steps = [{"id": "appeal", "text": "Écrivez.", "window": {"to": data}}]
    (step,) = rules(stances=STANCES, steps=steps).procedures["carte"].steps
    assert step.closes.shift.to_data() == {"hours": 48}
