"""Words the changes of an amount: « 350 € → 370 € à partir du 1er janvier 2027 »."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from procedures.engine.conditions.words import day_in_full
from procedures.engine.values.facts import parse_date

from .change_text import NOTHING, Difference
from .formats import amount_words


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
