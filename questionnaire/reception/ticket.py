"""The ticket: what a person takes along, who can help, and the square that opens the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from procedures.engine.values.department import Department, Helper, Prefecture
from procedures.engine.values.facts import to_plain
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.stances import ANSWER, CALL, FOLLOW
from procedures.qr import picture_of
from questionnaire.entrance import prefilled
from questionnaire.keeping.link import CodedRun, encode
from questionnaire.result import places, postal
from questionnaire.result.places import Contact, prefecture_contact
from questionnaire.result.reading import Reading, Shown, original
from questionnaire.sheets.prefecture import prefecture_name

from .choices import Wish, goal_question, procedures_of, typed_code

# Beside the answer to a letter, the stances whose day is this one: see ``UNDATED`` of
# result/stances.py.
TODAY = (ANSWER, CALL)


def does_not_wait(reading: Reading, wish: Wish) -> bool:
    """Tell whether a wish may be about a letter that says a delay.

    A goal is if it leads to an answer to a decision: a person who does not know which procedure is
    theirs may have the shortest delay. Its procedures that are filed at leisure are not.
    """
    if not any(map(_answers_a_letter, procedures_of(reading, wish.goal))):
        return False
    return wish.procedure is None or wish.procedure.may_say(*TODAY)


def who_helps(reading: Reading) -> list[Contact]:
    """Return who helps with a decision: the first of the département, then one for everywhere."""
    both = (reading.department, reading.rule_set.national)
    found = (_fittest(reading, one.helpers) for one in both)
    return [_carried(places.helper_contact(reading, one)) for one in found if one]


def _answers_a_letter(procedure: Procedure) -> bool:
    """Tell whether somebody answers a letter; a person who waits for an answer has none yet."""
    return procedure.may_say(ANSWER) and not procedure.may_say(FOLLOW)


def _fittest(reading: Reading, helpers: Iterable[Helper]) -> Helper | None:
    """Return the first helper that fits and can be reached, those with a telephone first."""
    kinds = places.FITTEST[ANSWER]
    fitting = (one for one in helpers if one.kind in kinds and _can_be_reached(one))
    return min(
        fitting,
        key=lambda one: (
            not one.phone,
            kinds.index(one.kind),
            postal.distance(reading.situation, original(one.address)),
        ),
        default=None,
    )


def _can_be_reached(helper: Helper) -> bool:
    return bool(helper.phone or postal.first_on_the_web(original(helper.address)))


def _carried(contact: Contact) -> Contact:
    """Return a helper as a ticket says it: one without a telephone is found by its site."""
    site = "" if contact.phone else contact.site.removeprefix("https://").rstrip("/")
    return replace(contact, address=postal.alone(contact.address), site=site, identity=None)


# What a ticket is printed on: a roll 80 mm wide, or a sheet of A4.
ROLL, SHEET = "ticket", "feuille"
PAPERS = (ROLL, SHEET)
# In millimetres: how long a ticket of the roll may be, one page of static/css/ticket.css each.
# The rules of CSS give ``size`` two lengths, or « auto » alone: no length follows its content.
LENGTHS = (140, 160, 180, 200, 220, 240, 260, 280)
# Measured in Chromium: margins, square and sentences; the same sentences in French below those of
# another language; the sentences on a delay; a line of the title, and of the lines of a place,
# some of it wrapped.
SENTENCES, TWIN, DELAY, TITLE, LINE, SPARE = 103, 36, 22, 6, 4.2, 5
TITLE_LETTERS, LINE_LETTERS = 24, 42


@dataclass(frozen=True, slots=True)
class Ticket:
    """The values of templates/questionnaire/reception/ticket.html."""

    title: Shown
    french_title: str
    prefecture: Shown
    contact: Contact | None
    picture: SafeString
    link: str
    site: str
    code: str
    day: str
    # Whether a letter may say a delay, and then who helps before its end.
    does_not_wait: bool
    helpers: list[Contact]

    @property
    def length(self) -> int:
        """The shortest page of the roll that holds the ticket, in millimetres."""
        place = self.contact
        parts = [f"{place.check} {place.address}", place.phone, *place.hours] if place else []
        lines = [self.french_title, *(str(one) for one in parts if one)]
        for one in self.helpers:
            lines += [f"{one.name} {one.check} {one.phone or one.site}", one.address]
        tall = SENTENCES + SPARE + TITLE * rows(str(self.title), TITLE_LETTERS)
        tall += TWIN if self.french_title else 0
        tall += DELAY if self.does_not_wait else 0
        tall += LINE * sum(rows(one, LINE_LETTERS) for one in lines if one)
        return next((one for one in LENGTHS if one >= tall), LENGTHS[-1])


def rows(text: str, letters: int) -> int:
    """Return how many lines a text takes.

    >>> rows("Renouveler", 24), rows("Renouveler mon titre de séjour", 24)
    (1, 2)
    """
    return 1 + (len(text) - 1) // letters


def ticket_of(
    request: HttpRequest, reading: Reading, edition: int, department: str, wish: Wish
) -> Ticket:
    """Return the ticket of a wish. Its link holds the answers in the fragment, never in a path."""
    question = goal_question(reading.rule_set)
    choice = question.choice(wish.goal) if question else None
    text = wish.procedure.title if wish.procedure else choice.text if choice else {}
    link = link_of(request, reading, edition, department, wish)
    place = reading.rule_set.departments.get(department, Department(department)).prefecture
    hurried = does_not_wait(reading, wish)
    return Ticket(
        title=reading.shown(text),
        french_title=reading.french(text),
        prefecture=prefecture_name(reading, department),
        contact=_contact(reading, place, department) if place.name else None,
        picture=picture_of(link),
        link=link,
        site=request.get_host() + reverse("ticket"),
        code=typed_code(department, wish),
        day=reading.day(reading.today),
        does_not_wait=hurried,
        helpers=who_helps(reading) if hurried else [],
    )


def link_of(
    request: HttpRequest, reading: Reading, edition: int, department: str, wish: Wish
) -> str:
    """Return the address that begins the questionnaire with the département and the wish."""
    page = request.build_absolute_uri(reverse("ticket"))
    return f"{page}#{encode(run_of(reading, edition, department, wish))}"


def run_of(reading: Reading, edition: int, department: str, wish: Wish) -> CodedRun:
    """Return what a ticket answers: the place and the wish."""
    given = prefilled(reading.rule_set, wish.procedure, department, reading.today)
    answers: dict[str, Any] = {key: to_plain(value) for key, value in given.items()}
    lane = ""
    question = goal_question(reading.rule_set)
    if question is not None:
        answers[question.key] = wish.goal
        choice = question.choice(wish.goal)
        # An urgent way in asks its few questions, and no others.
        lane = question.key if choice and choice.urgent and wish.procedure is None else ""
    return CodedRun(answers, edition, lane=lane)


def _contact(reading: Reading, place: Prefecture, department: str) -> Contact:
    contact = prefecture_contact(reading, place, department)
    # A ticket is carried, and read later.
    return replace(contact, address=postal.alone(contact.address), remark="", identity=None)
