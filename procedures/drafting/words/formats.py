"""The formats of days, amounts, prices and lists in a sentence of the desk."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from procedures.engine.conditions.words import day_in_full
from procedures.engine.values.facts import WINDOW_UNITS, parse_date
from procedures.engine.values.stances import APPEAL
from procedures.engine.values.units import unit_words
from procedures.models import NATIONAL
from procedures.publishing.parts.channel_words import helper_kinds

from .change_text import NOTHING, Difference
from .conditions import in_words

CURRENCIES = {"EUR": "€"}


def amount_words(amount: object, currency: str = "EUR") -> str:
    """Return an amount of money.

    >>> amount_words(350), amount_words("8.5", "DZD")
    ('350 €', '8,50 DZD')
    """
    number = Decimal(str(amount))
    whole = number == number.to_integral_value()
    digits = f"{number:,.0f}" if whole else f"{number:,.2f}"
    digits = digits.replace(",", " ").replace(".", ",")
    return f"{digits} {CURRENCIES.get(currency, currency)}"


def duration_in_words(value: Mapping[str, int]) -> str:
    """Return a duration.

    >>> duration_in_words({"months": 6, "days": 1})
    '6 mois et 1 jour'
    """
    parts = [unit_words(unit, value[unit]) for unit in WINDOW_UNITS if value.get(unit)]
    return " et ".join(parts) or "0 jour"


def listed(words: Iterable[str]) -> str:
    """Return words as one text."""
    return ", ".join(words)


def some_of(names: Sequence[str], most: int) -> str:
    """Return the first names of a list, and how many are left.

    >>> some_of(["a", "b", "c", "d"], 3), some_of(["a", "b"], 3), some_of([], 3)
    ('a ; b ; c et 1 autre', 'a ; b', '')
    """
    more = len(names) - most
    others = f" et {more} autre{'s' * (more > 1)}" if more > 0 else ""
    return " ; ".join(names[:most]) + others


def window_end_words(value: object, fact: Callable[[str], str]) -> str:
    """Return an end of a window; ``fact`` names a fact.

    >>> window_end_words({"fact": "fin", "months": -4}, str), window_end_words("2027-01-01", str)
    ('4 mois avant : fin', 'le 1er janvier 2027')
    """
    if not isinstance(value, Mapping):
        day = parse_date(value)
        return f"le {day_in_full(day) if day else value}"
    terms = {unit: value[unit] for unit in WINDOW_UNITS if value.get(unit)}
    words = [
        f"{unit_words(unit, abs(count))} {'avant' if count < 0 else 'après'}"
        for unit, count in terms.items()
    ]
    if value.get(APPEAL):
        words.append(f"{unit_words('months', value[APPEAL])} pour un recours")
    if not words:
        return f"le jour même : {fact(value['fact'])}"
    return f"{', puis '.join(words)} : {fact(value['fact'])}"


def helper_kind_words(kind: str) -> str:
    """Return a kind of helper, as the public reads it."""
    return helper_kinds().get(kind) or in_words(kind).capitalize()


def owner_words(code: str, department_words: Callable[[str], str]) -> str:
    """Return who checks an information again: a département, or the team of the nation."""
    return "l'équipe nationale" if code == NATIONAL else department_words(code)


def price_differences(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]], fee: Mapping[str, Any]
) -> Iterator[Difference]:
    """Yield each day from which another amount is asked, with the amount until then."""
    currency = fee.get("currency") or "EUR"
    was, will = ({one.get("from") or "": one.get("amount") for one in x} for x in (before, after))
    for day in sorted({*was, *will}):
        if was.get(day) == will.get(day):
            continue
        earlier = _until(was, day) if day not in was or was[day] is None else was[day]
        later = will.get(day) if day in will else _until(will, day)
        words = _amount(earlier, currency), _amount(later, currency)
        yield Difference(_from(day), *words, about="price")


def _until(amounts: Mapping[str, Any], day: str) -> Any:
    """Return the amount in force on a day, or ``None``."""
    days = [one for one in amounts if one <= day]
    return amounts[max(days)] if days else None


def _from(day: str) -> str:
    found = parse_date(day)
    return f"montant à partir du {day_in_full(found)}" if found else "montant"


def _amount(amount: Any, currency: str) -> str:
    return NOTHING if amount is None else amount_words(amount, currency)
