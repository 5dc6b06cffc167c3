"""No count under 5 is shown, directly or by difference, or while it may still change."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.counting.disclosure import (
    LEAST,
    REST,
    CountFigures,
    closed_months,
    groups_of,
    rounded,
)
from procedures.models import Count
from tests.procedures.engine.examples import examples

# Few places, as languages are, or many, as départements are: then one at least has nobody.
FEW = st.dictionaries(st.sampled_from(["fr", "en", "ar"]), st.integers(0, 30))
MANY = st.dictionaries(st.sampled_from([f"{n:02}" for n in range(1, 13)]), st.integers(0, 12))
TABLES = FEW | MANY.map(lambda numbers: {"00": 0, **numbers})


@examples(100)
@given(TABLES)
def test_groups_are_of_different_people_and_none_is_small(numbers):
    shown = groups_of(numbers)
    assert all(number >= LEAST and number % LEAST == 0 for number in shown.values())
    for place, number in shown.items():
        if place != REST:
            assert number <= numbers[place] < number + LEAST
    hidden = sum(number for place, number in numbers.items() if place not in shown)
    assert shown.get(REST, 0) == rounded(hidden)


def others(numbers, place):
    """Tables that differ from this one by one person in a place, moved or not to another one."""
    for step in (1, -1):
        changed = {**numbers, place: numbers[place] + step}
        yield changed
        for other in numbers:
            if other != place:
                yield {**changed, other: changed[other] - step}


@examples(100)
@given(TABLES)
def test_no_hidden_number_can_be_worked_out_from_what_is_shown(numbers):
    shown = groups_of(numbers)
    for place in [place for place in numbers if place not in shown]:
        alike = [
            table
            for table in others(numbers, place)
            if min(table.values()) >= 0 and groups_of(table) == shown
        ]
        assert alike, place


@examples(100)
@given(TABLES)
def test_a_place_with_nobody_looks_like_one_with_a_few(numbers):
    empty = {**numbers, "zz": 0}
    assert groups_of(empty) == groups_of(numbers)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 11, 30), "2026-10"),
        (date(2026, 12, 1), "2026-10"),  # November may still be written for a moment.
        (date(2026, 12, 2), "2026-11"),
        (date(2027, 1, 15), "2026-12"),
    ],
)
def test_only_months_that_are_over_show(day, last):
    months = closed_months(day)
    assert months[0] == last
    assert len(months) == len(set(months)) == 12


def make_count(month, place, number, subject="carte"):
    Count.objects.create(
        month=month, kind=Count.Kind.PROCEDURE, subject=subject, place=place, number=number
    )


@pytest.mark.django_db
def test_months_are_added_as_they_may_be_shown():
    make_count("2026-10", "82", 9)
    make_count("2026-09", "82", 4)  # Under 5: in no sum either.
    make_count("2026-10", "34", 3)
    make_count("2026-10", "30", 4)
    make_count("2026-11", "82", 500)
    figures = CountFigures(["2026-10", "2026-09"])
    assert figures.at(Count.Kind.PROCEDURE, "82") == {"carte": 5}
    assert figures.at(Count.Kind.PROCEDURE, "34") == {}
    assert figures.everywhere(Count.Kind.PROCEDURE) == {"carte": 10}  # 9, and 3 + 4 elsewhere.
    assert figures.places(Count.Kind.PROCEDURE) == ["82"]


@pytest.mark.django_db
def test_what_only_a_few_did_is_not_named_at_all():
    make_count("2026-10", "82", 2, subject="rare")
    make_count("2026-10", "34", 2, subject="rare")
    assert CountFigures(["2026-10"]).everywhere(Count.Kind.PROCEDURE) == {}


@pytest.mark.django_db
def test_all_of_a_period_is_one_query_beside_the_names(django_assert_num_queries):
    for number in range(30):
        make_count("2026-10", "82", 9, subject=f"p{number}")
    with django_assert_num_queries(3):
        figures = CountFigures(["2026-10"])
        figures.everywhere(Count.Kind.PROCEDURE)
        figures.at(Count.Kind.PROCEDURE, "82")
