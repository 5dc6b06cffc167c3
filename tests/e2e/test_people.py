"""The people of the design, walked on a phone: how much they are asked, and what they then read.

``make walk`` prints the table and keeps it in docs/measures.md.
"""

import os
import re
from dataclasses import dataclass
from statistics import median

import pytest

from .pages_of_cases import pages_of_cases
from .people import IN_THREE_LANGUAGES, PEOPLE
from .site import ROOT
from .walk import Walk

SCREEN = {"width": 360, "height": 740}
MEASURES = ROOT / "docs" / "measures.md"
# What the design asks of all of them together.
MOST_QUESTIONS, USUAL_QUESTIONS = 14, 9
MOST_SCREENS, USUAL_SCREENS = 9, 6
# The design says two; the page of the papers holds up to five questions at once.
TALLEST = 2.5

HEIGHT = "document.documentElement.scrollHeight"
# Where a question or the answer ends: the footer of the site is no part of it.
ANSWER = "document.querySelector('main').getBoundingClientRect().bottom + scrollY"
WORDS = """[...document.querySelectorAll('.result__verdict, .result__main')]
    .map(part => part.innerText).join(' ').split(/\\s+/).filter(Boolean).length"""
FIRST_SCREEN = """[...document.querySelectorAll('.answer')]
    .filter(card => card.getBoundingClientRect().top < innerHeight)
    .flatMap(card => [card.querySelector('.answer__band').innerText,
        ...[...card.querySelectorAll('.answer__fact dt, .call, .answer__action a')]
            .filter(one => one.getBoundingClientRect().bottom <= innerHeight)
            .map(one => one.innerText)])
    .map(words => words.replace(/\\s+/g, ' ').trim())"""
UNFOLD = "for (const one of document.querySelectorAll('main details')) one.open = true"
PAGES_OF_A_PDF = re.compile(rb"/Type\s*/Page\b")


@dataclass(frozen=True)
class Measure:
    """What one person met in one language; heights are in screens."""

    who: str
    language: str
    questions: int
    tallest: float
    answer: float
    whole: float
    unfolded: float
    words: int
    first: tuple[str, ...]
    printed: int
    annexed: int


def screens(page, what):
    return round(page.evaluate(what) / SCREEN["height"], 1)


def measure(page, who, language):
    walk, heights = Walk(page, language, PEOPLE[who]), []
    walk.start().answer_all(lambda shown: heights.append(screens(shown, ANSWER)))
    walk.see_result()
    seen = {
        "answer": screens(page, ANSWER),
        "whole": screens(page, HEIGHT),
        "words": page.evaluate(WORDS),
        "first": tuple(page.evaluate(FIRST_SCREEN)),
        "printed": printed(page),
    }
    annex = page.locator("#annexe")
    if annex.count():
        annex.check()
    seen["annexed"] = printed(page)
    page.evaluate(UNFOLD)
    seen["unfolded"] = screens(page, ANSWER)
    return Measure(who, language, len(heights), max(heights, default=0), **seen)


def printed(page):
    return len(PAGES_OF_A_PDF.findall(page.pdf(format="A4")))


@pytest.fixture(scope="session")
def measured():
    return []


WALKS = [(who, "fr") for who in PEOPLE]
WALKS += [(who, language) for who in IN_THREE_LANGUAGES for language in ("en", "ar")]


@pytest.mark.whole
@pytest.mark.parametrize(("who", "language"), WALKS)
def test_nobody_is_asked_or_told_too_much(new_page, measured, who, language):
    found = measure(new_page(viewport=SCREEN), who, language)
    measured.append(found)
    assert found.questions <= MOST_QUESTIONS, found
    assert found.tallest <= TALLEST, found
    assert found.answer <= MOST_SCREENS, found
    assert found.printed == 1, found
    assert found.first, found


@pytest.fixture(scope="session")
def cases():
    return pages_of_cases()


@pytest.mark.whole
def test_the_people_of_the_cases_are_asked_little(cases):
    assert len(cases) > 1_000
    assert median(cases.values()) <= USUAL_QUESTIONS
    assert max(cases.values()) <= MOST_QUESTIONS


@pytest.mark.whole
def test_most_people_are_asked_and_told_little(measured, cases):
    """It comes last: it needs the walks before it."""
    assert len(measured) == len(WALKS)
    show(measured, cases)
    assert median(one.questions for one in measured) <= USUAL_QUESTIONS
    assert median(one.answer for one in measured) <= USUAL_SCREENS


def show(measured, cases):
    """Print the table; keep it if asked to (``make walk``)."""
    table = "\n".join([*lines_of(measured), line_of_cases(cases)])
    print(f"\n{table}")
    if os.environ.get("KEEP_MEASURES"):
        MEASURES.write_text(f"{MEASURES.read_text().split(MARK)[0]}{MARK}\n\n{table}\n")


MARK = "<!-- written by make walk -->"


def lines_of(measured):
    yield (
        "| who | language | question pages | tallest | answer | with footer | unfolded | words "
        "| first screen | printed | with annex |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|---|"
    for one in measured:
        said = " · ".join(one.first).replace("|", "/")
        yield (
            f"| {one.who} | {one.language} | {one.questions} | {one.tallest} | {one.answer} "
            f"| {one.whole} | {one.unfolded} | {one.words} | {said} | {one.printed} "
            f"| {one.annexed} |"
        )
    yield ""
    for name, unit in (("questions", "pages"), ("answer", "screens"), ("unfolded", "screens")):
        values = [getattr(one, name) for one in measured]
        yield f"- {name}: median {median(values)}, most {max(values)} {unit}"


def line_of_cases(cases):
    pages = cases.values()
    return (
        f"- question pages of the people of the {len(cases)} cases of the catalogue: "
        f"median {median(pages):g}, most {max(pages)}"
    )
