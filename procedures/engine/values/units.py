"""The French words of the units of time. No other module makes them."""

from __future__ import annotations

UNITS = {
    "years": ("an", "ans"),
    "months": ("mois", "mois"),
    "days": ("jour", "jours"),
    "hours": ("heure", "heures"),
}


def unit_words(unit: str, count: int) -> str:
    """Return a number of years, months, days or hours in words.

    >>> unit_words("days", 90), unit_words("years", 1)
    ('90 jours', '1 an')
    """
    return f"{count} {UNITS[unit][abs(count) > 1]}"


def units_offered(*units: str) -> list[tuple[str, str]]:
    """Return [(unit, its plural)] in this order, as lists offer them.

    >>> units_offered("months", "days")
    [('months', 'mois'), ('days', 'jours')]
    """
    return [(unit, UNITS[unit][1]) for unit in units]
