"""The sentence of opening hours, made from the week in each language: the only one who makes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names
from babel.lists import format_list
from django.utils.translation import gettext as _
from django.utils.translation import override

from procedures.engine.values.department import WEEKDAYS


def clock(written: str, language: str = "fr") -> str:
    """Return a time as people write it: « 9 h 30 » in French, « 09:30 » elsewhere.

    >>> clock("09:00"), clock("13:30"), clock("13:30", "en")
    ('9 h', '13 h 30', '13:30')
    """
    if language != "fr":
        return written
    hour, _colon, minutes = written.partition(":")
    return f"{int(hour)} h" + (f" {minutes}" if minutes.strip("0") else "")


def day_hours(ranges: Iterable[str], language: str = "fr") -> str:
    """Return the hours of one open day.

    >>> day_hours(["09:00-12:00", "14:00-16:30"]), day_hours(["09:00-12:00"], "en")
    ('9 h – 12 h et 14 h – 16 h 30', '09:00 – 12:00')
    """
    said = [" – ".join(clock(one, language) for one in two.split("-", 1)) for two in ranges]
    return format_list(said, locale=_locale(language))


def opening_lines(week: Mapping[str, Iterable[str]], language: str = "fr") -> list[str]:
    """Return the lines of a week: days with the same hours together, then those said closed.

    Of a day that the week does not name, nothing is known: nothing is said.

    >>> opening_lines({"mon": ["09:00-12:00"], "tue": ["09:00-12:00"], "wed": []})
    ['Lundi et mardi : 9 h – 12 h', 'Fermé : mercredi']
    """
    same: dict[tuple[str, ...], list[str]] = {}
    for day in WEEKDAYS:
        if week.get(day):
            same.setdefault(tuple(week[day]), []).append(day)
    if not same:
        return []
    closed = [day for day in WEEKDAYS if day in week and not week[day]]
    with override(language):
        lines = [
            _("%(days)s : %(hours)s")
            % {"days": _days(days, language), "hours": day_hours(ranges, language)}
            for ranges, days in same.items()
        ]
        if closed:
            lines.append(_("Fermé : %(days)s") % {"days": _days(closed, language, capital=False)})
    return lines


def _days(days: Iterable[str], language: str, *, capital: bool = True) -> str:
    locale = _locale(language)
    names = get_day_names("wide", context="stand-alone", locale=locale)
    said = format_list([names[WEEKDAYS.index(day)] for day in days], locale=locale)
    return said[:1].upper() + said[1:] if capital else said


def _locale(language: str) -> Locale:
    try:
        return Locale.parse({"en": "en_GB"}.get(language, language))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("fr")
