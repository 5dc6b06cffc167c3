"""Which edition is in force is a pure function of the rows and the moment."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.publishing.editions import in_force
from procedures.publishing.editions.in_force import PARIS, EditionDates
from tests.procedures.engine.examples import examples

START = datetime(2026, 12, 1, 9, tzinfo=PARIS)
NEW_YEAR = date(2027, 1, 1)
EVE = datetime(2026, 12, 31, 23, 59, 59, tzinfo=PARIS)
MIDNIGHT = datetime(2027, 1, 1, tzinfo=PARIS)


def after(days):
    return START + timedelta(days=days)


@st.composite
def histories(draw):
    """Editions as the publisher makes them: numbers and moments grow, bases are known."""
    rows = []
    moment = START
    for number in range(1, draw(st.integers(1, 9)) + 1):
        moment += timedelta(hours=draw(st.integers(0, 80)))
        day = None
        if draw(st.booleans()):
            day = moment.astimezone(PARIS).date() + timedelta(days=draw(st.integers(1, 9)))
        base = draw(st.sampled_from([None, *(row.number for row in rows)]))
        rows.append(EditionDates(number, moment, day, base))
    return rows


moments = st.integers(0, 24 * 40).map(lambda hours: START + timedelta(hours=hours))


def simulated(rows, now):
    """The same answer, found by living through every minute at which something may happen."""
    held = None
    happenings = sorted({row.moment for row in rows if row.moment <= now})
    for moment in happenings:
        for row in sorted(rows, key=lambda row: row.number):
            if row.moment != moment:
                continue
            if row.takes_effect_on is None or row.based_on == held:
                held = row.number
    return held


@examples(100)
@given(histories(), moments)
def test_it_is_what_one_sees_by_living_through_the_days(rows, now):
    seen = [row for row in rows if row.created_at <= now]
    assert in_force.number_in_force(seen, now) == simulated(seen, now)


@examples(100)
@given(histories(), moments, st.randoms())
def test_the_order_of_the_rows_does_not_matter(rows, now, random):
    mixed = list(rows)
    random.shuffle(mixed)
    assert in_force.number_in_force(mixed, now) == in_force.number_in_force(rows, now)
    assert in_force.states(mixed, now) == in_force.states(rows, now)


@examples(100)
@given(histories(), moments)
def test_only_the_last_immediate_one_and_the_planned_ones_matter(rows, now):
    immediate = [row.number for row in rows if row.takes_effect_on is None]
    last = max(immediate, default=None)
    few = [row for row in rows if row.takes_effect_on is not None or row.number == last]
    if last is None or now >= max(row.created_at for row in rows):
        assert in_force.number_in_force(few, now) == in_force.number_in_force(rows, now)


@examples(100)
@given(histories(), moments)
def test_nothing_is_in_force_before_its_day(rows, now):
    number = in_force.number_in_force(rows, now)
    (row,) = [row for row in rows if row.number == number] or [None]
    if row and row.takes_effect_on:
        assert row.takes_effect_on <= now.astimezone(PARIS).date()


@examples(100)
@given(histories())
def test_a_planned_one_never_drops_what_was_published_in_between(rows):
    taken = in_force.taking_force(rows)
    for before, row in zip([None, *taken], taken, strict=False):
        if row.takes_effect_on:
            assert row.based_on == (before.number if before else None)


@examples(100)
@given(histories(), moments)
def test_a_new_immediate_edition_always_takes_force(rows, now):
    now = max(now, *(row.created_at for row in rows))
    new = EditionDates(len(rows) + 1, now, None, in_force.number_in_force(rows, now))
    assert in_force.number_in_force([*rows, new], now) == new.number


@examples(100)
@given(histories(), moments)
def test_exactly_the_one_in_force_has_that_state(rows, now):
    found = in_force.states(rows, now)
    held = [number for number, state in found.items() if state == in_force.IN_FORCE]
    number = in_force.number_in_force(rows, now)
    assert held == ([number] if number else [])


def test_it_takes_force_at_the_start_of_its_day_in_paris():
    rows = [EditionDates(1, START), EditionDates(2, after(1), NEW_YEAR, based_on=1)]
    assert in_force.number_in_force(rows, EVE) == 1
    assert in_force.number_in_force(rows, MIDNIGHT) == 2
    assert in_force.number_in_force(rows, datetime(2026, 12, 31, 23, 0, tzinfo=UTC)) == 2


def test_a_publication_in_between_suspends_it():
    rows = [
        EditionDates(1, START),
        EditionDates(2, after(1), NEW_YEAR, based_on=1),
        EditionDates(3, after(2), None, 1),
    ]
    assert in_force.number_in_force(rows, MIDNIGHT) == 3
    assert in_force.states(rows, after(3)) == {1: "déjà publiée", 2: "suspendue", 3: "en vigueur"}
    assert in_force.states(rows, MIDNIGHT)[2] == "suspendue"


def test_a_second_planned_one_may_follow_the_first():
    later = date(2027, 2, 1)
    rows = [
        EditionDates(1, START),
        EditionDates(2, after(1), NEW_YEAR, based_on=1),
        EditionDates(3, after(2), later, based_on=2),
    ]
    assert in_force.states(rows, after(3)) == {1: "en vigueur", 2: "prévue", 3: "prévue"}
    assert in_force.number_in_force(rows, in_force.start_of(later)) == 3


def test_an_earlier_one_suspends_what_was_planned_after_it():
    rows = [EditionDates(1, START), EditionDates(2, after(1), NEW_YEAR, based_on=1)]

    def state_after(day, based_on):
        new = EditionDates(3, after(2), day, based_on)
        return in_force.states([*rows, new], after(2))[2]

    assert state_after(date(2026, 12, 15), based_on=1) == "suspendue"
    assert state_after(date(2027, 2, 1), based_on=2) == "prévue"
    assert state_after(None, based_on=1) == "suspendue"


@pytest.mark.parametrize(
    ("settling", "state"), [({"cancels": 2}, "annulée"), ({"successor_of": 2}, "reprise")]
)
def test_what_was_settled_says_how(settling, state):
    rows = [
        EditionDates(1, START),
        EditionDates(2, after(1), NEW_YEAR, 1),
        EditionDates(3, after(2), None, 1, **settling),
    ]
    assert in_force.states(rows, after(3))[2] == state


def test_one_from_a_clock_that_is_ahead_is_in_force_as_soon_as_it_is_seen():
    rows = [EditionDates(1, START), EditionDates(2, after(1), None, 1)]
    assert in_force.number_in_force(rows, START + timedelta(hours=1)) == 2


def test_a_day_that_began_while_it_was_made_is_not_too_late():
    made = MIDNIGHT + timedelta(seconds=2)
    rows = [EditionDates(1, START), EditionDates(2, made, NEW_YEAR, based_on=1)]
    assert in_force.number_in_force(rows, made) == 2
