"""The ticket: what a person takes along, and the square that opens the rest on their telephone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from procedures.engine.values.department import Department
from procedures.engine.values.facts import to_plain
from procedures.engine.values.procedure import Procedure
from questionnaire.entrance.prefilled import prefilled
from questionnaire.keeping.coding import CodedRun, encode
from questionnaire.keeping.link import picture_of
from questionnaire.result.places import Contact, prefecture_contact
from questionnaire.result.reading import Reading, Shown
from questionnaire.sheets.prefecture import prefecture_name

from .choices import goal_question

# What a ticket is printed on: a roll 80 mm wide, or a sheet of A4.
ROLL, SHEET = "ticket", "feuille"
PAPERS = (ROLL, SHEET)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was tapped: a goal, and perhaps one of its procedures."""

    goal: str
    procedure: Procedure | None = None


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
    day: str


def ticket_of(
    request: HttpRequest, reading: Reading, edition: int, department: str, wish: Wish
) -> Ticket:
    """Return the ticket of a wish. Its link holds the answers in the fragment, never in a path."""
    question = goal_question(reading.rule_set)
    choice = question.choice(wish.goal) if question else None
    text = wish.procedure.title if wish.procedure else choice.text if choice else {}
    link = link_of(request, reading, edition, department, wish)
    place = reading.rule_set.departments.get(department, Department(department)).prefecture
    return Ticket(
        title=reading.shown(text),
        french_title=reading.french(text),
        prefecture=prefecture_name(reading, department),
        contact=prefecture_contact(reading, place, department) if place.name else None,
        picture=picture_of(link),
        link=link,
        site=request.get_host() + reverse("home"),
        day=reading.day(reading.today),
    )


def link_of(
    request: HttpRequest, reading: Reading, edition: int, department: str, wish: Wish
) -> str:
    """Return the address that begins the questionnaire with the département and the wish."""
    given = prefilled(reading.rule_set, wish.procedure, department, reading.today)
    answers: dict[str, Any] = {key: to_plain(value) for key, value in given.items()}
    lane = ""
    question = goal_question(reading.rule_set)
    if question is not None:
        answers[question.key] = wish.goal
        choice = question.choice(wish.goal)
        # Who comes by an urgent way is asked its few questions, and no others.
        lane = question.key if choice and choice.urgent and wish.procedure is None else ""
    page = request.build_absolute_uri(reverse("ticket"))
    return f"{page}#{encode(CodedRun(answers, edition, lane=lane))}"
