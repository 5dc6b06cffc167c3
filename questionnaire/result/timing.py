"""When to act: what the window of a step means on a given day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from procedures.engine.stances import StepResult

from .formats import days_between
from .reading import Reading

CLOSING_DAYS = 14


class Status(StrEnum):
    TOO_EARLY = "too_early"
    OPEN = "open"
    CLOSING = "closing"
    LATE = "late"
    UNKNOWN = "unknown"
    ANYTIME = "anytime"


@dataclass(frozen=True, slots=True)
class Timing:
    """A window on one day. It includes both ends; ``days_left`` counts the days to the last one.

    ``by_hour`` is set if the law counts hours: the last day ends at the hour of the letter, and an
    hour before it (``hour_early``) if the clocks went back meanwhile.
    """

    status: Status
    opens: date | None = None
    closes: date | None = None
    days_left: int | None = None
    by_hour: bool = False
    hour_early: bool = False


ANYTIME = Timing(Status.ANYTIME)


def timing_of(result: StepResult, today: date) -> Timing:
    """Return where a day lies in the window of a step.

    If one of the two ends is unknown, the window is unknown: half a window would mislead.
    """
    step, opens, closes = result.step, result.opens, result.closes
    if step.opens is None and step.closes is None:
        return ANYTIME
    if (step.opens and opens is None) or (step.closes and closes is None):
        return Timing(Status.UNKNOWN, opens, closes)
    left = days_between(today, closes) if closes else None
    by_hour = step.closes is not None and step.closes.by_hour
    early = bool(step.closes and closes and step.closes.is_an_hour_early(closes))
    return Timing(_status(opens, left, today), opens, closes, left, by_hour, early)


def dates_text(timing: Timing, reading: Reading) -> str:
    """Return the dates of a window as a short line, or an empty string without dates."""
    if timing.status is Status.ANYTIME:
        return ""
    if timing.status is Status.UNKNOWN:
        return _("Date à calculer : il manque une réponse")
    start = reading.day(timing.opens) if timing.opens else ""
    end = reading.day(timing.closes) if timing.closes else ""
    if timing.status is Status.LATE:
        # A day of the past is never written as one to keep to.
        return _("La date limite était le %(end)s") % {"end": end}
    if start and end:
        return _("Du %(start)s au %(end)s inclus") % {"start": start, "end": end}
    if end:
        return last_day_text(end, by_hour=timing.by_hour, hour_early=timing.hour_early)
    return _("À partir du %(start)s") % {"start": start}


def last_day_text(end: str, *, by_hour: bool, hour_early: bool) -> str:
    """Return a last day to come in words: the day itself is part of the delay."""
    if hour_early:
        words = _("Au plus tard le %(end)s, une heure avant celle de la lettre (heure d’hiver)")
    elif by_hour:
        words = _("Au plus tard le %(end)s, à l’heure écrite sur la lettre")
    else:
        words = _("Au plus tard le %(end)s")
    return words % {"end": end}


def days_left_text(timing: Timing) -> str:
    """Return how many days are left in an open window, or an empty string."""
    left = timing.days_left
    if left is None or timing.status not in (Status.OPEN, Status.CLOSING):
        return ""
    if left == 0 and timing.hour_early:
        return _(
            "C’est le dernier jour : le délai finit une heure avant celle de la lettre (heure "
            "d’hiver)."
        )
    if left == 0 and timing.by_hour:
        return _("C’est le dernier jour : le délai finit à l’heure écrite sur la lettre.")
    if left == 0:
        return _("C’est le dernier jour.")
    return ngettext("Il reste %(days)s jour.", "Il reste %(days)s jours.", left) % {"days": left}


def _status(opens: date | None, left: int | None, today: date) -> Status:
    if left is not None and left < 0:
        return Status.LATE
    if opens is not None and today < opens:
        return Status.TOO_EARLY
    return Status.CLOSING if left is not None and left <= CLOSING_DAYS else Status.OPEN
