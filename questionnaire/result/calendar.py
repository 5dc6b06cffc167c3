"""The days of an answer as a calendar file, which tells nothing to a reader over a shoulder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from procedures.engine.deadlines import counted_day
from procedures.engine.evaluation import Evaluation, ProcedureResult
from procedures.engine.milestones import milestones_of
from procedures.engine.stances import StepResult
from procedures.engine.values.stances import FOLLOW, LATE, UNDATED, WindowEnd

from .last_days import end_of_rule
from .reading import Reading
from .timing import Hour, Status, hour_of, timing_of
from .urgency import Urgency, urgencies_of

# RFC 5545 asks who made the file: a name here would tell what it is about.
MADE_BY = "-//Rappels//Rappels 1.0//FR"
MORNING = timedelta(hours=9)


class Reminded(StrEnum):
    """What happens on a day. Of several on one day, the first is shown."""

    LAST_DAY = "last_day"
    START = "start"
    END = "end"
    # A day of the line of time that the catalogue declares.
    DAY = "day"
    # Only members of associations write one.
    MEETING = "meeting"


# How long before the first hour of the day an alarm rings. Two months before a document ends, most
# windows to renew it are still open.
ALARMS = {
    Reminded.LAST_DAY: (timedelta(days=-14), timedelta(days=-3), timedelta(days=-1)),
    Reminded.START: (timedelta(0),),
    Reminded.END: (timedelta(days=-60), timedelta(days=-14)),
    Reminded.DAY: (timedelta(0),),
    Reminded.MEETING: (timedelta(days=-3), timedelta(days=-1)),
}


@dataclass(frozen=True, slots=True, order=True)
class Reminder:
    """A day, and what happens on it. Without an ``hour``, a last day lasts until midnight.

    A last day is the careful one; ``counted`` is the last that the law counts, if it is another.
    """

    day: date
    about: Reminded
    hour: Hour | None = field(default=None, compare=False)
    counted: date | None = field(default=None, compare=False)

    def is_missed(self, today: date) -> bool:
        """Tell whether it is a last day which the law counts no more."""
        return self.about is Reminded.LAST_DAY and (self.counted or self.day) < today

    def is_due(self, today: date) -> bool:
        """Tell whether it is a last day that has passed and that the law still counts."""
        return self.about is Reminded.LAST_DAY and self.day < today and not self.is_missed(today)


def reminders(reading: Reading, evaluation: Evaluation) -> list[Reminder]:
    """Return the days to come of an answer, in order, each once."""
    found: dict[date, Reminded] = {}
    days = [*_days(reading, evaluation), *_milestones(reading)]
    for about in Reminded:
        for one in days:
            if one.about is about and one.day > reading.today:
                found.setdefault(one.day, about)
    return [Reminder(day, about) for day, about in sorted(found.items())]


def _milestones(reading: Reading) -> Iterator[Reminder]:
    """Yield the milestones that have a day of their own: one that is supposed moves every day."""
    for one in milestones_of(reading.situation):
        if not one.supposed and one.orientation.milestone != UNDATED:
            about = Reminded.LAST_DAY if one.is_last else Reminded.DAY
            yield Reminder(one.day, about)


def every_reminder(reading: Reading, evaluation: Evaluation) -> list[Reminder]:
    """Return today and the days to come with all that happens on each, the most pressing first.

    Before them stand the last days that have passed and that the law still counts, or that the
    answer tells as late (``urgency``): a helper of several people must not lose sight of them. The
    last day to ask is often the day on which the document ends: each is looked for under its own
    heading. A person who is late has passed the first one, and reads the second by its own name
    only.
    """
    order = list(Reminded)
    found = {
        one: one
        for one in _days(reading, evaluation)
        if one.day >= reading.today or one.about is Reminded.LAST_DAY
    }
    ends = {one.day for one in found if one.about is Reminded.END}
    for result in evaluation.procedures:
        last_day = _last_day_of_who_is_late(result)
        if last_day and last_day in ends:
            found.pop(Reminder(last_day, Reminded.LAST_DAY), None)
    return sorted(found.values(), key=lambda one: (one.day, order.index(one.about)))


def _last_day_of_who_is_late(result: ProcedureResult) -> date | None:
    late = result.recommended and result.stance_name == LATE
    return result.stance.last_day if late and result.stance else None


def calendar_file(found: list[Reminder], now: datetime) -> bytes:
    """Return reminders as a calendar, in the language of the page.

    No title, note or name of the file says what the answer is about; nothing leads to this site.
    """
    calendar = new_calendar()
    for one in found:
        # Taken again, a day that stays takes its own place.
        uid = f"{one.day.isoformat()}-{one.about}"
        calendar.add_component(event_of(uid, one.day, one.about, _title(one.about), now))
    return bytes(calendar.to_ical())


def new_calendar() -> Calendar:
    """Return a calendar without days."""
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    return calendar


def event_of(uid: str, day: date, about: Reminded, title: str, now: datetime) -> Event:
    """Return a day as an event of a calendar, with its alarms; they say what its title does."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", now)
    event.add("dtstart", day)
    event.add("summary", title)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    for before in ALARMS[about]:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", before + MORNING)
        event.add_component(alarm)
    return event


def _days(reading: Reading, evaluation: Evaluation) -> Iterator[Reminder]:
    for result in evaluation.procedures:
        if result.recommended:
            yield from _days_of(reading, result)
    for found in evaluation.orientations:
        if found.certain and found.last_day:
            yield _last_day(reading, found.orientation.last_day, found.last_day)
    ends = reading.situation.answers.get(reading.named("expiry_date"))
    if isinstance(ends, date):
        yield Reminder(ends, Reminded.END)


def _days_of(reading: Reading, result: ProcedureResult) -> Iterator[Reminder]:
    """Yield the days of the steps of a procedure, and of what its card says."""
    is_late = Urgency.LATE in urgencies_of(reading, result)
    waits = result.stance_name == FOLLOW
    for step in result.steps:
        for one in days_of_step(reading, step):
            if waits and one.about is Reminded.START:
                # A silence becomes a refusal: what is asked for is asked for before.
                yield replace(one, about=Reminded.LAST_DAY)
            elif is_late or not one.is_missed(reading.today):
                yield one
    if result.stance and result.stance.last_day:
        yield _last_day(reading, result.stance.stance.last_day, result.stance.last_day)
    ends = end_of_rule(result)
    if ends:
        yield Reminder(ends, Reminded.LAST_DAY)


def days_of_step(reading: Reading, step: StepResult) -> Iterator[Reminder]:
    """Yield the days of the window of a step; half a window that is not known gives none."""
    timing = timing_of(step, reading.today)
    if timing.status is Status.UNKNOWN:
        return
    if timing.opens:
        yield Reminder(timing.opens, Reminded.START)
    if timing.closes:
        yield _last_day(reading, step.step.closes, timing.closes)


def _last_day(reading: Reading, end: WindowEnd | None, day: date) -> Reminder:
    if end is None:
        return Reminder(day, Reminded.LAST_DAY)
    counted = counted_day(end, day, reading.rule_set)
    hour = hour_of(end, day)
    return Reminder(day, Reminded.LAST_DAY, hour, counted if counted != day else None)


def _title(about: Reminded) -> str:
    titles = {
        Reminded.START: _("Rappel : vous pouvez commencer"),
        Reminded.LAST_DAY: _("Rappel : dernier jour"),
        Reminded.END: _("Rappel : date de fin"),
        Reminded.DAY: _("Rappel : un jour à noter"),
    }
    return titles[about]
