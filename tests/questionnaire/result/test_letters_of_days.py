"""A day of the line of time that says to write leads to its letter, on the page that is read."""

import re
from datetime import date

import pytest

from procedures.engine.answers import read_answers
from tests.drawn_people import DAYS, Visitors
from tests.languages import LANGUAGES

from .test_timeline import RUN, SALARIED, TODAY, WAITING, show  # noqa: F401

# To the préfecture, or to the minister: an appeal to a court is written with a lawyer.
ASKS = re.compile(
    r"écri(vez|re) (à la préfecture|au ministre|un message|dans la messagerie|sur le site)"
    r"|par lettre|demandez (alors )?les raisons|le silence devient un refus",
    re.IGNORECASE,
)
LETTER = re.compile(r'<a class="day__letter no-print" href="/fr/lettres/(\w+)/">')


def days_of(text):
    """Return (what a day says, its letter or nothing) for each day of a page."""
    found = []
    for day in re.findall(r'<li class="step day .*?</li>', text, re.DOTALL):
        letter = LETTER.search(day)
        words = re.sub(r"<a .*?</a>|<[^>]*>", " ", day, flags=re.DOTALL)
        found.append((" ".join(words.split()), letter[1] if letter else ""))
    return found


def plain(answers):
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in answers.items()}


def wrong_days(show, answers, today):  # noqa: F811
    """Return the days that ask to write and lead to no letter."""
    response = show(plain(answers), today=today)
    if response.status_code == 302:
        return None
    days = days_of(response.content.decode())
    assert days
    return [words for words, letter in days if ASKS.search(words) and not letter]


@pytest.mark.parametrize("day", DAYS)
def test_a_day_that_says_to_write_carries_its_letter(show, shipped, day):  # noqa: F811
    drawn, read = Visitors(shipped, day), 0
    for number in range(60):
        answers = drawn.answers(number)
        wrong = wrong_days(show, answers, day)
        read += wrong is not None
        assert not wrong, answers
    assert read > 5


def test_a_day_that_says_to_write_carries_its_letter_in_every_case(
    show,  # noqa: F811
    shipped,
    shipped_cases,
):
    asked = 0
    for case in shipped_cases:
        today = date.fromisoformat(case["today"]) if case.get("today") else TODAY
        wrong = wrong_days(show, read_answers(shipped, case["answers"]), today)
        asked += wrong is not None
        assert not wrong, case["id"]
    assert asked > 50


def test_letters_of_who_files_and_of_who_waits(show):  # noqa: F811
    found = [letter for _words, letter in days_of(show(SALARIED).content.decode()) if letter]
    assert found == ["attestation_prolongation_manquante", *["communication_motifs"] * 2]
    found = {words: letter for words, letter in days_of(show(WAITING).content.decode()) if letter}
    assert {
        letter for words, letter in found.items() if "silence" in words or "tribunal" in words
    } == {"communication_motifs"}
    assert "attestation_prolongation_manquante" in found.values()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_without_the_day_of_filing_asks_for_it(show, language):  # noqa: F811
    """Who does not know the day, or files only today: each is led to the question that tells it."""
    ways = {
        one: f'<p class="no-print"><a href="/{language}/demarche/{RUN}/{one}/">'
        for one in ("request_filed_on", "goal")
    }
    for answers, expected in (
        (WAITING, set()),
        ({**WAITING, "request_filed_on": None}, {"request_filed_on"}),
        (SALARIED, {"goal"}),
    ):
        text = show(answers, language=language).content.decode()
        assert {one for one, way in ways.items() if way in text} == expected
