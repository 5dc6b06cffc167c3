"""Months as counts name them: « 2026-11 », which sorts chronologically."""

from datetime import date


def month_of(day: date) -> str:
    """Return the month of a day, as « 2026-11 ».

    >>> month_of(date(2026, 11, 24))
    '2026-11'
    """
    return f"{day:%Y-%m}"


def months_before(month: str, number: int) -> str:
    """Return the month that is ``number`` months before another.

    >>> months_before("2026-01", 2)
    '2025-11'
    """
    year, index = map(int, month.split("-"))
    year, index = divmod(year * 12 + index - 1 - number, 12)
    return f"{year:04}-{index + 1:02}"
