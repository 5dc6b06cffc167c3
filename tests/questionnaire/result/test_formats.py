"""Days, money, hours and languages, as each language writes them."""

from datetime import date
from decimal import Decimal

import pytest

from procedures.engine.values.department import Hours
from questionnaire.result import formats
from tests.languages import LANGUAGES


def words(text):
    """The text with plain spaces, and without marks of direction."""
    for mark in "\u200e\u200f\u2066\u2069":
        text = text.replace(mark, "")
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("day", "language", "text"),
    [
        (date(2027, 3, 16), "fr", "16 mars 2027"),
        (date(2027, 3, 1), "fr", "1er mars 2027"),
        (date(2027, 3, 11), "fr", "11 mars 2027"),
        (date(2027, 3, 1), "en", "1 March 2027"),
        (date(2027, 3, 16), "ar", "16 مارس 2027"),
    ],
)
def test_a_day_is_written_in_full(day, language, text):
    assert words(formats.day(day, language)) == text


def test_no_line_ends_between_the_day_and_the_month():
    assert "16\N{NO-BREAK SPACE}mars" in formats.day(date(2027, 3, 16), "fr")


@pytest.mark.parametrize(
    ("amount", "language", "text"),
    [
        ("100", "fr", "100 €"),
        ("100.00", "fr", "100 €"),
        ("50.5", "fr", "50,50 €"),
        ("1255", "fr", "1 255 €"),
        ("100", "en", "€100"),
        ("100", "ar", "100 €"),
    ],
)
def test_money_has_cents_only_when_it_needs_them(amount, language, text):
    assert words(formats.money(Decimal(amount), "EUR", language)) == text


@pytest.mark.parametrize("language", LANGUAGES)
def test_digits_are_western_in_every_language(language):
    text = formats.day(date(2027, 3, 16), language) + formats.money(Decimal(7), "EUR", language)
    assert {one for one in text if one.isdigit()} <= set("0123456789")


def test_a_language_that_nobody_knows_is_written_as_french():
    assert words(formats.day(date(2027, 3, 16), "zz")) == "16 mars 2027"


def test_hours_are_a_line_for_each_day_that_has_some():
    hours = Hours(days={"tue": (), "mon": ("09:00-11:30", "13:30-16:00")})
    assert formats.hours(hours, "fr") == [
        "Lundi : 9 h – 11 h 30 et 13 h 30 – 16 h",
        "Fermé : mardi",
    ]


def test_days_with_the_same_hours_are_said_together_in_each_language():
    hours = Hours(
        days={"mon": ("09:00-12:00",), "tue": ("09:00-12:00",)}, words={"fr": "Sur rendez-vous"}
    )
    assert formats.hours(hours, "en")[0] == "Monday and Tuesday: 09:00 – 12:00"
    assert formats.hours(hours, "en")[-1] == "Sur rendez-vous"
    assert "الاثنين والثلاثاء" in formats.hours(hours, "ar")[0]


def test_hours_in_words_stay_as_they_are():
    assert formats.hours(Hours(words={"fr": "Le matin"}), "ar") == ["Le matin"]


def test_languages_are_named_in_the_language_of_the_page():
    assert formats.language_names(["fr", "ar"], "fr") == "français, arabe"
    assert formats.language_names(["fr"], "en") == "French"
