"""Days, amounts of money, hours and names of languages, as each language writes them."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency

from procedures.engine.schema.texts import in_language
from procedures.engine.values.department import Hours
from procedures.engine.values.facts import parse_partial_date
from procedures.publishing.opening import opening_lines

# European English, which writes the day before the month.
LOCALES = {"en": "en_GB"}
NO_BREAK = "\N{NO-BREAK SPACE}"


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
        amount,
        currency,
        pattern,
        locale=locale,
        currency_digits=False,
        numbering_system="latn",
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
