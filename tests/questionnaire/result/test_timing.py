"""What a window means on a day: both of its ends are in it."""

from datetime import date, timedelta

import pytest

from procedures.engine.answers import read_answers
from procedures.engine.evaluation import evaluate_situation
from procedures.engine.situation import Situation
from procedures.engine.stances import StepResult, dated_step
from procedures.engine.values.facts import Duration, Missing
from procedures.engine.values.procedure import Step
from procedures.engine.values.stances import WindowEnd
from questionnaire.result.timing import (
    Status,
    Timing,
    dates_text,
    days_left_text,
    timing_of,
    undated_text,
)

from .catalogue import RENEWAL, TODAY, make_reading

EXPIRY = date(2027, 5, 15)
OPENS, CLOSES = EXPIRY - timedelta(days=120), EXPIRY - timedelta(days=60)
SOME_END = WindowEnd(fact="expiry")


def make_step(opens=None, closes=None, *, certain=True, name="file"):
    ends = {"opens": opens and SOME_END, "closes": closes and SOME_END}
    return StepResult(Step(name, {"fr": name}, **ends), certain, opens, closes)


@pytest.mark.parametrize(
    ("received", "words"),
    [
        (date(2026, 10, 22), "à l’heure écrite sur la lettre"),
        (date(2026, 10, 23), "une heure avant celle de la lettre (heure d’hiver)"),
        (date(2026, 10, 24), "une heure avant celle de la lettre (heure d’hiver)"),
        (date(2026, 10, 25), "une heure avant celle de la lettre (heure d’hiver)"),
        (date(2026, 10, 26), "à l’heure écrite sur la lettre"),
        # Summer time makes it an hour later: the earlier is said.
        (date(2027, 3, 27), "à l’heure écrite sur la lettre"),
    ],
)
def test_hours_are_counted_across_a_change_of_the_clocks(received, words):
    end = WindowEnd(fact="expiry", shift=Duration(hours=48))
    closes = received + timedelta(days=2)
    result = StepResult(Step("file", {"fr": "file"}, closes=end), True, None, closes)
    reading = make_reading(RENEWAL)
    assert dates_text(timing_of(result, received), reading).endswith(words)
    told = days_left_text(timing_of(result, closes))
    assert ("une heure avant" in told) == ("une heure avant" in words)


@pytest.mark.parametrize(
    ("today", "status", "days_left"),
    [
        (OPENS - timedelta(days=1), Status.TOO_EARLY, 61),
        (OPENS, Status.OPEN, 60),
        (CLOSES - timedelta(days=15), Status.OPEN, 15),
        (CLOSES - timedelta(days=14), Status.CLOSING, 14),
        (CLOSES, Status.CLOSING, 0),
        (CLOSES + timedelta(days=1), Status.LATE, -1),
    ],
)
def test_the_120th_and_the_60th_day_are_in_the_window(today, status, days_left):
    timing = timing_of(make_step(OPENS, CLOSES), today)
    assert (timing.status, timing.days_left) == (status, days_left)


def test_a_title_may_be_renewed_on_its_last_day():
    assert timing_of(make_step(closes=EXPIRY), EXPIRY).status is Status.CLOSING
    assert timing_of(make_step(closes=EXPIRY), EXPIRY + timedelta(days=1)).status is Status.LATE


def test_a_window_without_an_end_never_closes():
    timing = timing_of(make_step(OPENS), OPENS + timedelta(days=9_000))
    assert (timing.status, timing.days_left) == (Status.OPEN, None)


def test_half_a_window_is_unknown():
    step = Step("file", {"fr": "x"}, opens=SOME_END, closes=SOME_END)
    assert timing_of(StepResult(step, True, OPENS, None), OPENS).status is Status.UNKNOWN


def test_a_window_that_no_question_dates_is_none():
    """« Il manque une réponse » never stands where nothing is left to answer."""
    step = Step("file", {"fr": "x"}, closes=SOME_END)
    assert (
        timing_of(StepResult(step, True, None, None, undated=True), OPENS).status is Status.ANYTIME
    )


def test_each_day_that_is_missing_in_an_answer_of_the_catalogue_can_be_given(
    shipped, shipped_cases
):
    found = {}
    for case in shipped_cases:
        situation = Situation(shipped, read_answers(shipped, case["answers"]), TODAY)
        for one in evaluate_situation(situation).procedures:
            steps = one.steps if one.recommended else ()
            for step in steps:
                ends = [end for end in (step.step.opens, step.step.closes) if end]
                unasked = any(
                    situation.state(end.fact) is Missing.ABSENT for end in ends if end.fact
                )
                if unasked and timing_of(step, TODAY).status is Status.UNKNOWN:
                    found[one.procedure.id, step.step.id] = case["id"]
    assert found == {}


def test_a_step_without_a_window_can_be_done_at_any_time():
    assert timing_of(make_step(), TODAY).status is Status.ANYTIME


def test_the_dated_step_is_the_first_dated_one_that_is_certain():
    steps = [
        make_step(name="prepare"),
        make_step(OPENS, CLOSES, certain=False, name="perhaps"),
        make_step(closes=CLOSES, name="file"),
    ]
    assert dated_step(steps).step.id == "file"
    assert dated_step(steps[:2]).step.id == "perhaps"
    assert dated_step(steps[:1]) is None


def test_dates_are_said_with_the_ends_that_there_are():
    reading = make_reading(RENEWAL)

    def text(opens, closes):
        return dates_text(Timing(Status.OPEN, opens, closes), reading)

    assert reading.day(OPENS) in text(OPENS, CLOSES)
    assert text(OPENS, CLOSES).endswith(f" au {reading.day(CLOSES)} inclus")
    assert reading.day(OPENS) not in text(None, CLOSES)
    assert reading.day(OPENS) in text(OPENS, None)
    assert dates_text(Timing(Status.ANYTIME), reading) == ""


def test_a_day_of_the_past_is_never_one_to_keep_to():
    late = Timing(Status.LATE, OPENS, CLOSES, -3)
    reading = make_reading(RENEWAL)
    assert dates_text(late, reading) == f"La date limite était le {reading.day(CLOSES)}"


@pytest.mark.parametrize(("days", "said"), [(30, "30"), (1, "1"), (0, "dernier")])
def test_what_is_left_is_said_while_the_window_is_open(days, said):
    assert said in days_left_text(Timing(Status.CLOSING, None, TODAY, days))


def test_a_day_counted_in_hours_ends_at_the_hour_of_the_letter():
    step = Step("appeal", {"fr": "Écrivez."}, closes=WindowEnd("expiry", Duration(hours=48)))
    timing = timing_of(StepResult(step, True, None, TODAY), TODAY)
    reading = make_reading(RENEWAL)
    words = f"Au plus tard le {reading.day(TODAY)}, à l’heure écrite sur la lettre"
    assert dates_text(timing, reading) == words
    assert "à l’heure écrite sur la lettre" in days_left_text(timing)


@pytest.mark.parametrize("status", [Status.LATE, Status.TOO_EARLY])
def test_nothing_is_left_outside_the_window(status):
    assert days_left_text(Timing(status, OPENS, CLOSES, -3)) == ""


def test_a_last_day_that_nobody_knows_is_no_reason_to_wait():
    """Nor is a first day: nothing says to act today before one that is not known."""
    reading, fin, start = make_reading(RENEWAL), WindowEnd("fin"), WindowEnd("debut")
    for step, words in (
        (Step("a", {"fr": "Faites."}, closes=fin), undated_text()),
        (Step("a", {"fr": "Faites."}, opens=start), "Date à calculer : il manque une réponse"),
        (
            Step("a", {"fr": "Faites."}, opens=start, closes=fin),
            "Date à calculer : il manque une réponse",
        ),
    ):
        timing = timing_of(StepResult(step, True, None, None), OPENS)
        assert timing.status is Status.UNKNOWN
        assert dates_text(timing, reading) == words


def test_between_the_careful_day_and_the_last_that_counts_one_acts_without_waiting():
    step = Step("appeal", {"fr": "Écrivez."}, closes=WindowEnd("letter", Duration(months=2)))
    careful, counted = date(2026, 12, 5), date(2026, 12, 7)
    found = StepResult(step, True, None, careful, counted=counted)
    reading = make_reading(RENEWAL)
    for today in (date(2026, 12, 6), counted):
        timing = timing_of(found, today)
        assert timing.status is Status.DUE
        assert dates_text(timing, reading) == "Aujourd’hui, sans attendre"
    assert timing_of(found, careful).status is Status.CLOSING
    assert timing_of(found, date(2026, 12, 8)).status is Status.LATE
