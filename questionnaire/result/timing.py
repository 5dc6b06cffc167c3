"""The time to act: what the window of a step means on a given day."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from procedures.engine.stances import StepResult
from procedures.engine.values.stances import WindowEnd

from .formats import days_between
from .reading import Reading

CLOSING_DAYS = 14


class Status(StrEnum):
    TOO_EARLY = "too_early"
    OPEN = "open"
    CLOSING = "closing"
    # The careful last day has passed, and the law still counts today (``engine.deadlines``).
    DUE = "due"
    LATE = "late"
    UNKNOWN = "unknown"
    ANYTIME = "anytime"


class Hour(StrEnum):
    """When a last day ends if the law counts hours: at the hour of the letter, or one before it.

    It is one before if the clocks went back meanwhile.
    """

    OF_THE_LETTER = "letter"
    EARLY = "early"


# {hour of a last day: the day in words}; without an hour it lasts until midnight.
AT_THE_LATEST = {
    None: gettext_noop("Au plus tard le %(end)s"),
    Hour.OF_THE_LETTER: gettext_noop("Au plus tard le %(end)s, à l’heure écrite sur la lettre"),
    Hour.EARLY: gettext_noop(
        "Au plus tard le %(end)s, une heure avant celle de la lettre (heure d’hiver)"
    ),
}
ENDS_TODAY = {
    None: gettext_noop("C’est le dernier jour."),
    Hour.OF_THE_LETTER: gettext_noop(
        "C’est le dernier jour : le délai finit à l’heure écrite sur la lettre."
    ),
    Hour.EARLY: gettext_noop(
        "C’est le dernier jour : le délai finit une heure avant celle de la lettre (heure d’hiver)."
    ),
}


# {hour of the last day, which is today: what is left}
TODAY = {
    None: gettext_noop("C’est aujourd’hui"),
    Hour.OF_THE_LETTER: gettext_noop("C’est aujourd’hui, à l’heure écrite sur la lettre"),
    Hour.EARLY: gettext_noop(
        "C’est aujourd’hui, une heure avant celle de la lettre (heure d’hiver)"
    ),
}
# {hour of the last day: what is left beside the days}
UNTIL = {
    Hour.OF_THE_LETTER: gettext_noop("%(left)s, jusqu’à l’heure écrite sur la lettre"),
    Hour.EARLY: gettext_noop(
        "%(left)s, jusqu’à une heure avant celle de la lettre (heure d’hiver)"
    ),
}


@dataclass(frozen=True, slots=True)
class Timing:
    """A window on one day. It includes both ends; ``days_left`` counts the days to the last one.

    One that is unknown may have a last day all the same: it then ``ends``, and must not wait.
    """

    status: Status
    opens: date | None = None
    closes: date | None = None
    days_left: int | None = None
    hour: Hour | None = None
    ends: bool = False


ANYTIME = Timing(Status.ANYTIME)


def hour_of(end: WindowEnd | None, day: date | None) -> Hour | None:
    """Return when the last day of a delay ends, whose end falls on a day."""
    if end is None or day is None or not end.by_hour:
        return None
    return Hour.EARLY if end.is_an_hour_early(day) else Hour.OF_THE_LETTER


def timing_of(result: StepResult, today: date) -> Timing:
    """Return where a day lies in the window of a step.

    If one of the two ends is unknown, the window is unknown: half a window would mislead. Before an
    unknown first day the page does not say to act today. One that no question can date is none.
    """
    step, opens, closes = result.step, result.opens, result.closes
    if result.undated or (step.opens is None and step.closes is None):
        return ANYTIME
    if (step.opens and opens is None) or (step.closes and closes is None):
        return Timing(Status.UNKNOWN, opens, closes, ends=bool(opens or not step.opens))
    left = days_between(today, closes) if closes else None
    status = Status.LATE if result.is_late(today) else _status(opens, left, today)
    return Timing(status, opens, closes, left, hour_of(step.closes, closes))


def until(timing: Timing, end: WindowEnd | None, last_day: date | None, today: date) -> Timing:
    """Return a timing whose last day is that of another end, if it has one.

    ``last_day`` has passed only as long as the law still counts today.
    """
    if last_day is None:
        return timing
    status = Status.DUE if last_day < today else timing.status
    return replace(timing, status=status, closes=last_day, hour=hour_of(end, last_day))


def dates_text(timing: Timing, reading: Reading) -> str:
    """Return the dates of a window as a short line, or an empty string without dates."""
    if timing.status is Status.ANYTIME:
        return ""
    if timing.status is Status.UNKNOWN:
        return undated_text() if timing.ends else _("Date à calculer : il manque une réponse")
    start = reading.day(timing.opens) if timing.opens else ""
    end = reading.day(timing.closes) if timing.closes else ""
    if timing.status is Status.DUE:
        return due_text()
    if timing.status is Status.LATE:
        # A day of the past is never written as one to keep to.
        return _("La date limite était le %(end)s") % {"end": end}
    if start and end:
        return _("Du %(start)s au %(end)s inclus") % {"start": start, "end": end}
    if end:
        return last_day_text(end, timing.hour)
    return _("À partir du %(start)s") % {"start": start}


def due_text() -> str:
    """Return when to act once the careful last day has passed, and the law still counts today."""
    return _("Aujourd’hui, sans attendre")


def undated_text() -> str:
    """Return when to act if there is a last day and an answer is missing to compute it."""
    return _("Aujourd’hui, sans attendre : le dernier jour dépend d’une réponse qui manque")


def last_day_text(end: str, hour: Hour | None) -> str:
    """Return a last day to come in words: the day itself is part of the delay."""
    return _(AT_THE_LATEST[hour]) % {"end": end}


def days_left_text(timing: Timing) -> str:
    """Return how much time is left in a window that is not over, or an empty string."""
    left = timing.days_left
    if timing.status is Status.DUE:
        return _("Il est peut-être encore temps. N’attendez pas demain.")
    if left is None or timing.status not in (Status.OPEN, Status.CLOSING):
        return ""
    if left == 0:
        return _(ENDS_TODAY[timing.hour])
    return ngettext("Il reste %(days)s jour.", "Il reste %(days)s jours.", left) % {"days": left}


def left_text(left: int, hour: Hour | None = None) -> str:
    """Return how many days are left to a last day, or for how many it has passed."""
    if left < 0:
        words = ngettext("Passé depuis %(days)s jour", "Passé depuis %(days)s jours", -left)
        return words % {"days": -left}
    if left == 0:
        return _(TODAY[hour])
    days = ngettext("Encore %(days)s jour", "Encore %(days)s jours", left) % {"days": left}
    return _(UNTIL[hour]) % {"left": days} if hour else days


def _status(opens: date | None, left: int | None, today: date) -> Status:
    if left is not None and left < 0:
        return Status.DUE
    if opens is not None and today < opens:
        return Status.TOO_EARLY
    return Status.CLOSING if left is not None and left <= CLOSING_DAYS else Status.OPEN
