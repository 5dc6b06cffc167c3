"""Weeks as counts name them: « 2026-W48 », which sorts chronologically."""

from datetime import date, timedelta


def week_of(day: date) -> str:
    """Return the week of a day, from Monday to Sunday, as « 2026-W48 ».

    >>> week_of(date(2026, 11, 27)), week_of(date(2027, 1, 3))
    ('2026-W48', '2026-W53')
    """
    year, week, _day = day.isocalendar()
    return f"{year:04}-W{week:02}"


def monday_of(week: str) -> date:
    """Return the first day of a week.

    >>> monday_of("2026-W48")
    datetime.date(2026, 11, 23)
    """
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def weeks_before(week: str, number: int) -> str:
    """Return the week that is ``number`` weeks before another.

    >>> weeks_before("2027-W01", 2)
    '2026-W52'
    """
    return week_of(monday_of(week) - timedelta(weeks=number))
