"""Values of facts: days, durations, ages, codes."""

from datetime import date

import pytest

from procedures.engine.values.facts import (
    Duration,
    add_months,
    department_of,
    is_commune_code,
    parse_date,
    to_plain,
    whole_years,
)
from tests.procedures.engine.builders import TODAY


@pytest.mark.parametrize(
    ("duration", "after", "before"),
    [
        (Duration(days=3), (2026, 11, 27), (2026, 11, 21)),
        (Duration(months=2), (2027, 1, 24), (2026, 9, 24)),
        (Duration(years=1), (2027, 11, 24), (2025, 11, 24)),
        (Duration(years=1, months=2, days=3), (2028, 1, 27), (2025, 9, 21)),
        (Duration(), (2026, 11, 24), (2026, 11, 24)),
    ],
)
def test_a_duration_counts_months_then_days(duration, after, before):
    assert duration.after(TODAY) == date(*after)
    assert duration.before(TODAY) == date(*before)


@pytest.mark.parametrize(
    ("day", "months", "moved"),
    [
        ((2027, 1, 31), 1, (2027, 2, 28)),
        ((2028, 1, 31), 1, (2028, 2, 29)),
        ((2027, 12, 15), 1, (2028, 1, 15)),
        ((2027, 1, 15), -1, (2026, 12, 15)),
        ((1, 1, 1), 0, (1, 1, 1)),
        ((9999, 12, 31), 0, (9999, 12, 31)),
    ],
)
def test_months_keep_the_day_or_take_the_last(day, months, moved):
    assert add_months(date(*day), months) == date(*moved)


@pytest.mark.parametrize(("day", "months"), [((1, 1, 1), -1), ((9999, 12, 1), 1)])
def test_there_is_no_year_before_1_nor_after_9999(day, months):
    with pytest.raises(OverflowError, match=r"year (0|10000) is out of range"):
        add_months(date(*day), months)


@pytest.mark.parametrize(
    ("born", "age"),
    [((2008, 11, 24), 18), ((2008, 11, 25), 17), ((2008, 11, 23), 18), ((2008, 12, 1), 17)],
)
def test_an_age_is_completed_on_the_birthday(born, age):
    assert whole_years(date(*born), TODAY) == age


@pytest.mark.parametrize(
    ("duration", "data"),
    [
        (Duration(), {"days": 0}),
        (Duration(years=1, days=2), {"years": 1, "days": 2}),
        (Duration(months=3), {"months": 3}),
    ],
)
def test_a_duration_writes_its_units(duration, data):
    assert duration.to_data() == data


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-11-24", TODAY),
        (TODAY, TODAY),
        ("20261124", None),
        ("2026-11-31", None),
        (20261124, None),
        (None, None),
    ],
)
def test_days_are_iso_dates(value, day):
    assert parse_date(value) == day


@pytest.mark.parametrize(
    ("code", "fits"),
    [
        ("34172", True),
        ("2A004", True),
        ("2B033", True),
        ("2C033", False),
        ("3417", False),
        ("341722", False),
        (34172, False),
    ],
)
def test_commune_codes(code, fits):
    assert is_commune_code(code) is fits


@pytest.mark.parametrize(
    ("commune", "code"), [("34172", "34"), ("2A004", "2A"), ("97411", "974"), ("98818", "988")]
)
def test_the_departement_of_a_commune(commune, code):
    assert department_of(commune) == code


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (TODAY, "2026-11-24"),
        (("a", "b"), ["a", "b"]),
        ("a", "a"),
        (3, 3),
        (True, True),
        (None, None),
    ],
)
def test_values_as_json_holds_them(value, plain):
    assert to_plain(value) == plain
