"""The days of an appeal: the careful one, the last that the law counts, and who is late."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.engine.deadlines import counted_day, is_working_day, last_day_of_appeal
from procedures.engine.deadlines import public_holidays as holidays
from procedures.engine.evaluation import evaluate
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.values.facts import Duration
from procedures.engine.values.stances import WindowEnd

from .builders import make_procedure, make_question
from .examples import examples

LETTER = {**make_question("letter", "date"), "notified": True}
FILED = make_question("filed", "date")
STANCES = [
    {"stance": "repondre", "moment": "pendant"},
    {"stance": "en_retard", "moment": "apres"},
    {"stance": "appeler"},
]


def rules(end, stances=STANCES):
    step = {"id": "appeal", "text": "Écrivez.", "window": {"to": end}}
    appeal = make_procedure("appeal", stances=stances, steps=[step])
    return rule_set_from_plain({"questions": [LETTER, FILED], "procedures": [appeal]})


def result(end, answers, today, **parts):
    return evaluate(rules(end, **parts), answers, today).procedures[0]


TWO_MONTHS = {"fact": "letter", "months": 2}
SILENCE = {"fact": "filed", "months": 4, "appeal_months": 2}


# The rules of audit-december, « compter les jours »: the same day of the month, or its last day;
# one day more before the court; then the next working day.
@pytest.mark.parametrize(
    ("received", "careful", "counted"),
    [
        (date(2026, 10, 5), date(2026, 12, 5), date(2026, 12, 7)),  # 6 December is a Sunday.
        (date(2026, 9, 1), date(2026, 11, 1), date(2026, 11, 2)),
        (date(2026, 12, 31), date(2027, 2, 28), date(2027, 3, 1)),
        (date(2027, 12, 31), date(2028, 2, 29), date(2028, 3, 1)),
        (date(2026, 10, 24), date(2026, 12, 24), date(2026, 12, 28)),  # Christmas, a week-end.
        (date(2027, 1, 27), date(2027, 3, 27), date(2027, 3, 30)),  # Sunday, Easter Monday.
        (date(2027, 3, 5), date(2027, 5, 5), date(2027, 5, 7)),  # Ascension.
    ],
)
def test_an_appeal_is_late_after_the_last_day_that_the_law_counts(received, careful, counted):
    answers = {"letter": received}
    for day in (careful, counted):
        found = result(TWO_MONTHS, answers, day)
        assert (found.steps[0].closes, found.steps[0].counted) == (careful, counted)
        assert found.stance.stance.stance == "repondre"
    found = result(TWO_MONTHS, answers, counted + timedelta(days=1))
    assert found.stance.stance.stance == "en_retard"


@pytest.mark.parametrize(
    ("filed", "end", "careful"),
    [
        (date(2026, 6, 15), SILENCE, date(2026, 12, 15)),
        (date(2026, 8, 12), SILENCE, date(2027, 2, 12)),
        # Refused on 28 February: the appeal runs from that day, not from the 30th.
        (date(2026, 10, 30), SILENCE, date(2027, 4, 28)),
        (date(2026, 6, 15), {"fact": "filed", "days": 90, "appeal_months": 2}, date(2026, 11, 13)),
    ],
)
def test_an_appeal_against_silence_runs_from_the_day_of_the_refusal(filed, end, careful):
    found = result(end, {"filed": filed}, filed)
    assert found.steps[0].closes == careful
    assert found.steps[0].counted == last_day_of_appeal(careful)


@pytest.mark.parametrize(
    "end",
    [
        {"fact": "letter", "hours": 48},
        {"fact": "filed", "months": 4},
        {"fact": "filed", "days": -60},
        "2026-12-05",
    ],
)
def test_no_other_day_is_moved(end):
    day = date(2026, 10, 5)
    step = result(end, {"letter": day, "filed": day}, day).steps[0]
    assert step.counted == step.closes
    assert not step.is_late(step.closes)
    assert step.is_late(step.closes + timedelta(days=1))


def test_a_last_day_of_the_card_holds_as_long_as_the_law_counts_it():
    stances = [{"stance": "repondre", "last_day": TWO_MONTHS}, *STANCES[1:]]
    answers, careful = {"letter": date(2026, 10, 5)}, date(2026, 12, 5)
    for today in (careful, date(2026, 12, 7)):
        found = result(TWO_MONTHS, answers, today, stances=stances).stance
        assert (found.stance.stance, found.last_day) == ("repondre", careful)
    found = result(TWO_MONTHS, answers, date(2026, 12, 8), stances=stances).stance
    assert (found.stance.stance, found.last_day) == ("en_retard", None)


@examples(200)
@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_the_counted_day_is_the_first_working_day_after_the_careful_one(careful):
    found = last_day_of_appeal(careful)
    between = [careful + timedelta(days=one) for one in range(1, (found - careful).days)]
    assert found > careful
    assert is_working_day(found)
    assert not any(map(is_working_day, between))
    # Christmas on a Friday is the longest: 24 December to the 28th.
    assert (found - careful).days <= 5


@examples(100)
@given(st.integers(1900, 2200))
def test_a_year_has_its_public_holidays(year):
    found = holidays(year)
    # Ascension falls on 1 or 8 May in some years.
    assert len(found) in (10, 11)
    assert sum(one.weekday() == 0 for one in found) >= 2
    assert {date(year, 5, 8), date(year, 7, 14), date(year, 12, 25)} <= found


def test_the_public_holidays_of_two_thousand_and_twenty_seven_are_those_of_the_law():
    days = "01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25"
    assert holidays(2027) == {date.fromisoformat(f"2027-{one}") for one in days.split()}


def test_a_day_at_the_end_of_the_calendar_is_moved_no_further():
    end = WindowEnd("letter", Duration(months=2))
    assert counted_day(end, date.max, rules(TWO_MONTHS)) == date.max
