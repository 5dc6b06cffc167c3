"""When a place is open or closed: its week and its closures, as sentences in each language.

No other module makes these sentences, so that they cannot say other days than the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, get_day_names
from babel.lists import format_list
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from procedures.engine.schema.texts import in_language
from procedures.engine.values.content import Text
from procedures.engine.values.department import WEEKDAYS, Department
from procedures.engine.values.rules import RuleSet

# European English, which writes the day before the month.
LOCALES = {"en": "en_GB"}
NO_BREAK = "\N{NO-BREAK SPACE}"
# The name of a place in French stands apart from an Arabic sentence.
ISOLATE, END_OF_ISOLATE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
# By how much of the day is closed: (on one day, on several). Half a day comes before the days: who
# reads the beginning only must not stay at home.
PREFECTURE_CLOSED = {
    "jour": (
        gettext_noop("La préfecture est fermée le %(first)s."),
        gettext_noop("La préfecture est fermée du %(first)s au %(last)s."),
    ),
    "matin": (
        gettext_noop("La préfecture est fermée seulement le matin, le %(first)s."),
        gettext_noop("La préfecture est fermée seulement le matin, du %(first)s au %(last)s."),
    ),
    "apres_midi": (
        gettext_noop("La préfecture est fermée seulement l’après-midi, le %(first)s."),
        gettext_noop("La préfecture est fermée seulement l’après-midi, du %(first)s au %(last)s."),
    ),
}
# Whether the name of a place is masculine or plural is unknown: nothing agrees with it.
PLACE_CLOSED = {
    "jour": (
        gettext_noop("%(place)s : fermeture le %(first)s."),
        gettext_noop("%(place)s : fermeture du %(first)s au %(last)s."),
    ),
    "matin": (
        gettext_noop("%(place)s : fermeture le matin seulement, le %(first)s."),
        gettext_noop("%(place)s : fermeture le matin seulement, du %(first)s au %(last)s."),
    ),
    "apres_midi": (
        gettext_noop("%(place)s : fermeture l’après-midi seulement, le %(first)s."),
        gettext_noop("%(place)s : fermeture l’après-midi seulement, du %(first)s au %(last)s."),
    ),
}
REASONS = {
    "formation": gettext_noop("Les agents sont en formation."),
    "travaux": gettext_noop("Il y a des travaux."),
    "panne": gettext_noop("Les ordinateurs sont en panne."),
    "greve": gettext_noop("Des agents sont en grève."),
    "ferie": gettext_noop("C’est un jour férié."),
    "intemperies": gettext_noop("Le temps est trop mauvais."),
}


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
    ranges_in_words = [
        " – ".join(clock(one, language) for one in two.split("-", 1)) for two in ranges
    ]
    return format_list(ranges_in_words, locale=locale_of(language))


def opening_lines(week: Mapping[str, Iterable[str]], language: str = "fr") -> list[str]:
    """Return the lines of a week: days with the same hours together, then the closed ones.

    A day that the week does not name is unknown: it has no line.

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
    locale = locale_of(language)
    names = get_day_names("wide", context="stand-alone", locale=locale)
    names_of_days = format_list([names[WEEKDAYS.index(day)] for day in days], locale=locale)
    return names_of_days[:1].upper() + names_of_days[1:] if capital else names_of_days


def closing_text(
    closed: str, first: date, last: date, place: Text | None = None, reason: str = ""
) -> Text:
    """Return what is read of a closure, in every language of the site.

    >>> day = date(2026, 12, 24)
    >>> closing_text("matin", day, day)["fr"].replace(NO_BREAK, " ")
    'La préfecture est fermée seulement le matin, le jeudi 24 décembre 2026.'
    """
    found = {}
    for language, _name in settings.LANGUAGES:
        words = {
            "first": weekday_and_day(first, language),
            "last": weekday_and_day(last, language),
            "place": _isolated(place, language) if place else "",
        }
        with override(language):
            sentence = _((PLACE_CLOSED if place else PREFECTURE_CLOSED)[closed][first != last])
            sentences = [sentence % words, *([_(REASONS[reason])] if reason else [])]
        found[language] = " ".join(sentences)
    return found


def _isolated(name: Text, language: str) -> str:
    words = in_language(name, language)
    return words if name.get(language) else f"{ISOLATE}{words}{END_OF_ISOLATE}"


def with_closings(rule_set: RuleSet) -> RuleSet:
    """Return a rule set in which each closure has its text, and the procedures of its place."""
    families = frozenset(one.family for one in rule_set.procedures.values())
    departments = {
        code: _with_closings(one, families) for code, one in rule_set.departments.items()
    }
    return replace(rule_set, departments=departments)


def _with_closings(department: Department, families: frozenset[str]) -> Department:
    if not any(one.closed for one in department.notices):
        return department
    sites = {site.id: site for site in department.sites}
    notices = []
    for one in department.notices:
        if one.closed and one.start and one.end:
            place = sites.get(one.place)
            if one.place and place is None:
                # A place that is not shown has no sentence: least of all that all is closed.
                continue
            text = closing_text(
                one.closed, one.start, one.end, place.name if place else None, one.reason
            )
            theirs = one.families or (place.handles & families if place else frozenset())
            notices.append(replace(one, text=text, families=theirs))
        else:
            notices.append(one)
    return replace(department, notices=tuple(notices))


@cache
def locale_of(language: str) -> Locale:
    """Return the locale of a language of the site, or French if Babel does not know it."""
    try:
        return Locale.parse(LOCALES.get(language, language))
    except (UnknownLocaleError, ValueError):
        return Locale.parse("fr")


@lru_cache(2_000)
def day(value: date, language: str) -> str:
    """Return a day in full, such as « 1er mars 2027 », with Western digits in every language."""
    text = format_date(value, "long", locale=locale_of(language))
    if value.day == 1 and language == "fr":
        text = text.replace("1 ", "1er ", 1)
    # A line never breaks inside a date: a day without its month says nothing, nor a year alone.
    return text.replace(" ", NO_BREAK)


@lru_cache(2_000)
def weekday_and_day(value: date, language: str) -> str:
    """Return a day in full with its weekday, such as « jeudi 31 décembre 2026 »."""
    written = format_date(value, "EEEE", locale=locale_of(language))
    comma = "، " if locale_of(language).character_order == "right-to-left" else " "
    return f"{written}{comma}{day(value, language)}"
