"""Days, lengths of time, money, hours and names of languages, as each language writes them."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from procedures.engine.schema.texts import in_language
from procedures.engine.values.department import Hours
from procedures.engine.values.facts import Duration, parse_partial_date
from procedures.publishing.opening import (
    NO_BREAK,
    day,
    locale_of,
    opening_lines,
    weekday_and_day,
)

__all__ = [
    "NO_BREAK",
    "day",
    "days_between",
    "hours",
    "language_names",
    "locale_of",
    "money",
    "month",
    "partial_day",
    "weekday_and_day",
]


@lru_cache(500)
def month(value: date, language: str) -> str:
    """Return a month as the leaf of a calendar has it: « déc. »."""
    return format_date(value, "LLL", locale=locale_of(language))


def partial_day(written: str, language: str) -> str:
    """Return the date of a document, which may lack the day or the month: « septembre 2019 »."""
    year, month, number = (*parse_partial_date(written), 0, 0)[:3]
    if number:
        return day(date(year, month, number), language)
    if not month:
        return written
    text = format_skeleton("yMMMM", date(year, month, 1), locale=locale_of(language))
    return text.replace(" ", NO_BREAK)


@lru_cache(2_000)
def money(amount: Decimal, currency: str, language: str) -> str:
    """Return an amount, without cents if it is whole: « 100 € ».

    The language decides the place of the sign. Digits are Western in every language, as on a card
    terminal.
    """
    locale = locale_of(language)
    pattern = locale.currency_formats["standard"].pattern
    if amount == amount.to_integral_value():
        pattern = pattern.replace(".00", "")
    return format_currency(
        amount, currency, pattern, locale=locale, currency_digits=False, numbering_system="latn"
    )


def hours(value: Hours, language: str) -> list[str]:
    """Return opening hours as lines: those of the week, then the words beside it."""
    words = [in_language(value.words, language)] if value.words else []
    return [*opening_lines(value.days, language), *words]


def language_names(codes: Iterable[str], language: str) -> str:
    """Return the names of languages in the language of the page: « français, arabe »."""
    names = locale_of(language).languages
    separator = "، " if locale_of(language).character_order == "right-to-left" else ", "
    return separator.join(names.get(code, code) for code in codes)


def days_between(start: date, end: date) -> int:
    return (end - start) // timedelta(days=1)


def validity_text(validity: Duration | None) -> str:
    """Return how recent a paper must be on the day of filing, or an empty string."""
    if validity is None:
        return ""
    if validity.days and (validity.years or validity.months):
        return _("Il doit avoir moins de %(months)s mois et %(days)s jours le jour du dépôt.") % {
            "months": 12 * validity.years + validity.months,
            "days": validity.days,
        }
    duration = duration_text(validity)
    return _("Il doit avoir moins de %(duration)s le jour du dépôt.") % {"duration": duration}


def duration_text(duration: Duration) -> str:
    """Return a length of time in its largest whole unit: « 18 mois », « 2 ans », « 90 jours »."""
    months, days = 12 * duration.years + duration.months, duration.days
    if duration.hours:
        hours = duration.hours
        return ngettext("%(count)s heure", "%(count)s heures", hours) % {"count": hours}
    if months and days:
        parts = (duration_text(Duration(months=months)), duration_text(Duration(days=days)))
        return _("%(months)s et %(days)s") % dict(zip(("months", "days"), parts, strict=True))
    if months % 12 == 0 and months > 12:
        years = months // 12
        return ngettext("%(count)s an", "%(count)s ans", years) % {"count": years}
    if months:
        return ngettext("%(count)s mois", "%(count)s mois", months) % {"count": months}
    return ngettext("%(count)s jour", "%(count)s jours", days) % {"count": days}
