"""The formats of days, amounts, prices and lists in a sentence of the desk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from procedures.engine.conditions.words import day_in_full
from procedures.engine.schema.shapes import CALL_NUMBER
from procedures.engine.values.department import WEEKDAYS
from procedures.engine.values.facts import WINDOW_UNITS, parse_date
from procedures.engine.values.stances import APPEAL
from procedures.engine.values.units import unit_words
from procedures.models import NATIONAL
from procedures.publishing.opening import clock, day_hours
from procedures.publishing.parts.channel_words import helper_kinds

from .change_text import NOTHING, Difference
from .conditions import in_words

CURRENCIES = {"EUR": "€"}
DAY_NAMES = dict(
    zip(
        WEEKDAYS,
        ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        strict=True,
    )
)
CLOSED, NO_HOURS = "fermé", "pas d'horaires"
_TIME = r"(\d{1,2})\s*(?:heures?|h|:)?\s*(\d{2})?\s*"
_RANGE = re.compile(
    rf"(?:de\s+|d['’]\s*)?{_TIME}(?:-|–|—|à|a|jusqu['’]à|jusqu['’]a)\s*{_TIME}", re.IGNORECASE
)
# Hours that have a name of their own; « 12 h et demie » before the comma that cuts ranges.
_NAMED = (
    (re.compile(r"\b(?:midi|12\s*(?:heures?|h))\s+et\s+demie?\b", re.IGNORECASE), "12h30"),
    (re.compile(r"\bmidi\b", re.IGNORECASE), "12h"),
    (re.compile(r"\bminuit\b", re.IGNORECASE), "24h"),
    (re.compile(r"(\d)\s*(?:heures?|h)\s+et\s+demie?\b", re.IGNORECASE), r"\1h30"),
)
_BETWEEN = re.compile(r"\s*(?:,|;|/|\+|\bet\b|\bpuis\b)\s*", re.IGNORECASE)
# Digits, ours alone, with what groups them.
GROUPED = re.compile(r"[0-9\s.\-/()\u00a0\u202f]+")
# In French numbers, what follows the first digits is read by pairs, but for those of services.
OF_A_SERVICE = re.compile(r"08[0-9]{8}")
FRENCH = re.compile(r"0[1-9][0-9]{8}")
SHORT = re.compile(r"3\d{3,4}|1\d{1,3}|118\d{3}")
WHOLE = 10
LACKS = "Ce numéro n'est pas entier : un numéro français a 10 chiffres, celui-ci en a {}."
UNREADABLE = "Écrivez un seul numéro : 10 chiffres, un numéro court (15, 3919), ou un « + »."


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


def ranges_words(ranges: Iterable[str]) -> str:
    """Return the hours of one day.

    >>> ranges_words(["09:00-12:00", "14:00-16:30"]), ranges_words([])
    ('9 h – 12 h et 14 h – 16 h 30', 'fermé')
    """
    return day_hours(ranges) or CLOSED


def week_words(week: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return {name of a day: its hours} for the seven days.

    >>> week_words({"mon": ["09:00-12:00"]})["lundi"]
    '9 h – 12 h'
    """
    return {
        name: ranges_words(week[day]) if day in week else NO_HOURS
        for day, name in DAY_NAMES.items()
    }


def typed_day(ranges: Iterable[str]) -> str:
    """Return the hours of a day as an agent would type them. ``read_day`` reads them back.

    >>> typed_day(["09:00-12:00", "14:00-16:30"]), typed_day([])
    ('9h-12h, 14h-16h30', 'fermé')
    """
    ranges_typed = [
        "-".join(clock(one).replace(" ", "") for one in two.split("-", 1)) for two in ranges
    ]
    return ", ".join(ranges_typed) or CLOSED


def read_day(text: str) -> list[str]:
    """Return the ranges of a day written freely. Raises ``ValueError`` with a sentence.

    >>> read_day("9h-12h"), read_day("9-12"), read_day("9h30-12h, 14h-16h"), read_day("fermé")
    (['09:00-12:00'], ['09:00-12:00'], ['09:30-12:00', '14:00-16:00'], [])
    >>> read_day("9 heures à midi et de 14 heures à 16 heures et demie")
    ['09:00-12:00', '14:00-16:30']
    """
    whole = text.strip()
    for named, hour in _NAMED:
        whole = named.sub(hour, whole)
    if text.strip().casefold() in ("fermé", "ferme", "fermée", "-"):
        return []
    found = sorted(_range(one) for one in _BETWEEN.split(whole) if one)
    for (_, end), (start, later) in pairwise(found):
        if start <= end:
            first = next(one for one in found if one[1] == end)
            raise ValueError(
                "Deux plages se touchent ou se croisent : "
                f"{_range_in_words(first)} et {_range_in_words((start, later))}."
            )
    return [f"{start}-{end}" for start, end in found]


def _range(text: str) -> tuple[str, str]:
    match = _RANGE.fullmatch(text)
    if match is None:
        raise ValueError(f"Nous n'avons pas compris « {text} ». Écrivez des heures : « 9h-12h ».")
    start, end = _time(match[1], match[2], text), _time(match[3], match[4], text)
    if end == start:
        same = f"Le début et la fin sont les mêmes ({clock(end)})."
        raise ValueError(f"{same} Écrivez par exemple « 9h-14h ».")
    if end < start:
        late = f"La fin ({clock(end)}) vient avant le début ({clock(start)})."
        raise ValueError(f"{late} Écrivez par exemple « {typed_day([f'{end}-{start}'])} ».")
    return start, end


def _time(hour: str, minutes: str | None, text: str) -> str:
    if int(hour) > 24 or int(minutes or 0) > 59 or (int(hour) == 24 and int(minutes or 0)):
        raise ValueError(f"« {text} » : une heure va de 0 h à 24 h. Écrivez « 9h-12h ».")
    return f"{int(hour):02}:{int(minutes or 0):02}"


def _range_in_words(one: tuple[str, str]) -> str:
    return ranges_words(["-".join(one)])


def read_number(typed: str) -> str:
    """Return a number in the only way in which it is written; ``ValueError`` says what it lacks."""
    text = typed.strip()
    if text.startswith("+"):
        return _of_a_country(text)
    if not GROUPED.fullmatch(text):
        raise ValueError(UNREADABLE)
    digits = re.sub(r"\D", "", text)
    if digits.startswith("0033"):
        return _of_a_country(f"+{digits[2:]}")
    return _of_france(digits)


def _of_france(digits: str) -> str:
    """Return the digits of a number of France as they are grouped."""
    if SHORT.fullmatch(digits):
        return digits
    if OF_A_SERVICE.fullmatch(digits):
        return f"0 {digits[1:4]} {digits[4:7]} {digits[7:]}"
    if FRENCH.fullmatch(digits):
        return " ".join(re.findall("..", digits))
    raise ValueError(LACKS.format(len(digits)) if len(digits) != WHOLE else UNREADABLE)


def _of_a_country(number: str) -> str:
    """Return a number of another country as it is grouped, and one of France as in France."""
    spaced = " ".join(re.sub(r"[.\-/()\u00a0\u202f]", " ", number).split())
    digits = re.sub(r"\D", "", spaced)
    if digits.startswith("33"):
        return _of_france("0" + digits[2:].removeprefix("0"))
    if not CALL_NUMBER.fullmatch(spaced):
        raise ValueError(UNREADABLE)
    return spaced
