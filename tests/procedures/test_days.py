"""Days and moments in French, in the time of the site."""

from datetime import UTC, date, datetime

from django.template import Context, Template

AT = datetime(2026, 12, 31, 23, 5, tzinfo=UTC)  # in Paris, one hour later


def shown(value, how):
    return Template("{% load days %}{{ value|" + how + " }}").render(Context({"value": value}))


def test_a_day_is_in_full_and_the_first_is_no_number_alone():
    assert shown(date(2027, 1, 1), "full_day") == "1er janvier 2027"
    assert shown(date(2027, 8, 2), "full_day") == "2 août 2027"
    assert shown(date(2027, 8, 2), "short_day") == "02/08/2027"


def test_a_moment_is_told_where_the_reader_is():
    assert shown(AT, "full_moment") == "1er janvier 2027 à 00:05"
    assert shown(AT, "full_day") == "1er janvier 2027"
    assert shown(AT, "short_day") == "01/01/2027"


def test_no_day_is_no_words():
    assert {shown(None, how) for how in ("full_day", "short_day", "full_moment")} == {""}
