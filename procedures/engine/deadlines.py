"""How the days of an appeal are counted: the careful last day, and the last that the law counts.

Two days are kept apart. The *careful* day is the one that is shown: the delay is added to the day
of the notification, nothing more. The *counted* day is the last one on which an appeal may still be
in time. A person is late after the counted day only; between the two days the page says
« Aujourd'hui, sans attendre ».

Sources: the delay to appeal to an administrative court is « franc », neither its first nor its last
day counts (code de justice administrative, R. 421-1, as the courts read it); a delay that ends on a
Saturday, a Sunday or a public holiday ends on the next working day (code de procédure civile, 642);
the public holidays are those of the code du travail, L. 3133-1. Those of one part of France alone
(Alsace, Moselle, overseas) are left out.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from .values.rules import RuleSet
from .values.stances import WindowEnd

_DAY = timedelta(days=1)
# (month, day) of the public holidays that no year moves.
_FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
# Days after Easter: Easter Monday, Ascension, Whit Monday.
_AFTER_EASTER = (1, 39, 50)
SATURDAY = 5


def counted_day(end: WindowEnd, careful: date, rule_set: RuleSet) -> date:
    """Return the last day that the law counts in the delay that ``end`` describes.

    ``careful`` is the day of that end. Only the delay of an appeal goes further: one that is
    counted from a notification (``Question.notified``), or from a refusal by silence
    (``WindowEnd.appeal_months``). Hours never move, nor does a day of the calendar.
    """
    is_appeal = end.appeal_months or end.fact in rule_set.notified
    return last_day_of_appeal(careful) if is_appeal and not end.by_hour else careful


def last_day_of_appeal(careful: date) -> date:
    """Return the last day to appeal: one day more than the careful one, moved to a working day.

    >>> last_day_of_appeal(date(2026, 12, 5))  # Sunday 6 December: Monday.
    datetime.date(2026, 12, 7)
    """
    if careful.year == date.max.year:
        return careful
    day = careful + _DAY
    while not is_working_day(day):
        day += _DAY
    return day


def is_working_day(day: date) -> bool:
    """Tell whether a day is neither a Saturday, a Sunday nor a public holiday in all of France."""
    return day.weekday() < SATURDAY and day not in public_holidays(day.year)


@lru_cache(64)
def public_holidays(year: int) -> frozenset[date]:
    """Return the eleven public holidays of a year (code du travail, L. 3133-1).

    >>> date(2027, 3, 29) in public_holidays(2027)  # Easter Monday
    True
    """
    sunday = easter(year)
    moved = (sunday + timedelta(days=days) for days in _AFTER_EASTER)
    return frozenset([*moved, *(date(year, month, day) for month, day in _FIXED)])


def easter(year: int) -> date:
    """Return Easter Sunday of a year of the Gregorian calendar (Meeus, Jones and Butcher).

    >>> easter(2027)
    datetime.date(2027, 3, 28)
    """
    century, of_century = divmod(year, 100)
    golden = year % 19
    corrected = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - corrected + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)
