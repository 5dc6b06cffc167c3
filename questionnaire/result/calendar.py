"""The days of an answer as a calendar file, which tells nothing to who reads it over a shoulder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import uuid4

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from procedures.engine.evaluation import Evaluation, ProcedureResult

from .reading import Reading
from .timing import Status, timing_of

# RFC 5545 asks who made the file: a name here would tell what it is about.
MADE_BY = "-//Rappels//Rappels 1.0//FR"
MORNING = timedelta(hours=9)


class Reminded(StrEnum):
    """What happens on a day. The first one that falls on a day is the one that is told."""

    LAST_DAY = "last_day"
    START = "start"
    END = "end"


# How long before the first hour of the day an alarm rings. Two months before a document ends, most
# windows to renew it are still open.
ALARMS = {
    Reminded.LAST_DAY: (timedelta(days=-14), timedelta(days=-3), timedelta(days=-1)),
    Reminded.START: (timedelta(0),),
    Reminded.END: (timedelta(days=-60), timedelta(days=-14)),
}


@dataclass(frozen=True, slots=True, order=True)
class Reminder:
    """A day to come, and what happens on it."""

    day: date
    about: Reminded


def reminders(reading: Reading, evaluation: Evaluation) -> list[Reminder]:
    """Return the days to come of an answer, in order, each once."""
    found: dict[date, Reminded] = {}
    for about in Reminded:
        for day, told in _days(reading, evaluation):
            if told is about and day > reading.today:
                found.setdefault(day, about)
    return [Reminder(day, about) for day, about in sorted(found.items())]


def every_reminder(reading: Reading, evaluation: Evaluation) -> list[Reminder]:
    """Return today and the days to come with all that happens on each, the most pressing first.

    The last day to ask is often the day on which the document ends: who helps several people looks
    for each under its own heading.
    """
    order = list(Reminded)
    found = {Reminder(*one) for one in _days(reading, evaluation) if one[0] >= reading.today}
    return sorted(found, key=lambda one: (one.day, order.index(one.about)))


def calendar_file(found: list[Reminder], now: datetime) -> bytes:
    """Return reminders as a calendar, in the language of the page.

    No title, note or name of the file says what the answer is about; nothing leads to this site.
    """
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    for reminder in found:
        event = Event()
        event.add("uid", str(uuid4()))
        event.add("dtstamp", now)
        event.add("dtstart", reminder.day)
        event.add("summary", _title(reminder.about))
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        for before in ALARMS[reminder.about]:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", _title(reminder.about))
            alarm.add("trigger", before + MORNING)
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _days(reading: Reading, evaluation: Evaluation) -> Iterator[tuple[date, Reminded]]:
    for result in evaluation.procedures:
        if result.recommended:
            yield from _days_of(reading, result)
    for orientation in evaluation.orientations:
        if orientation.certain and orientation.last_day:
            yield orientation.last_day, Reminded.LAST_DAY
    ends = reading.situation.answers.get(reading.named("expiry_date"))
    if isinstance(ends, date):
        yield ends, Reminded.END


def _days_of(reading: Reading, result: ProcedureResult) -> Iterator[tuple[date, Reminded]]:
    """Yield the days of a procedure; half a window that is not known gives none."""
    for step in result.steps:
        timing = timing_of(step, reading.today)
        if timing.status is Status.UNKNOWN:
            continue
        if timing.opens:
            yield timing.opens, Reminded.START
        if timing.closes:
            yield timing.closes, Reminded.LAST_DAY
    if result.stance and result.stance.last_day:
        yield result.stance.last_day, Reminded.LAST_DAY


def _title(about: Reminded) -> str:
    titles = {
        Reminded.START: _("Rappel : vous pouvez commencer"),
        Reminded.LAST_DAY: _("Rappel : dernier jour"),
        Reminded.END: _("Rappel : date de fin"),
    }
    return titles[about]
