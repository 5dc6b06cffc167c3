"""The forms of an address, a telephone number or hours that have just changed, in texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from .matching import phrase_in
from .texts import Finder

POSTCODE = re.compile(r"\d{5}\b")
FEWEST_WORDS = 2


def address_finders(before: str, after: str) -> list[Finder]:
    """Return what finds the street of an address that has left, without its town.

    >>> [find] = address_finders("2 allée de l'Empereur, 82000 Montauban", "3 place Foch")
    >>> find("Venez au 2, allée de l’Empereur.")
    [(9, 31)]
    """
    now = set(_streets(after))
    return [partial(phrase_in, street) for street in _streets(before) if street not in now]


def phone_finders(before: str, after: str) -> list[Finder]:
    """Return what finds a telephone number that has changed, however its digits are grouped."""
    digits = re.sub(r"\D", "", before)
    if len(digits) < 4 or digits == re.sub(r"\D", "", after):
        return []
    pattern = re.compile(r"(?<!\d)" + r"[\s. -]?".join(digits) + r"(?!\d)")
    return [partial(_matches, pattern)]


def hours_finders(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Finder]:
    """Return what finds the times of a week that the new week does not have.

    >>> [find] = hours_finders({"mon": ["09:00-12:00"]}, {"mon": ["09:30-12:00"]})
    >>> find("Ouvert de 9 h à 12 h, à 9 h 30 le jeudi."), find("Le 9 mars")
    ([(10, 13)], [])
    """
    return [partial(_matches, _clock(time)) for time in sorted(_times(before) - _times(after))]


def _streets(address: str) -> list[str]:
    segments = (one.strip() for one in re.split(r"[\n,;]| - ", address))
    return [
        one
        for one in segments
        if len(one.split()) >= FEWEST_WORDS and not POSTCODE.match(one) and re.search(r"\d", one)
    ]


def _times(week: Mapping[str, Iterable[str]]) -> set[str]:
    return {time for ranges in week.values() for one in ranges for time in one.split("-")}


def _clock(time: str) -> re.Pattern[str]:
    hour, minutes = time.split(":")
    rest = r"(?:eures?)?(?!\s*\d)" if minutes == "00" else rf"\s*{minutes}\b"
    return re.compile(rf"(?<!\d)0?{int(hour)}\s*h{rest}", re.IGNORECASE)


def _matches(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [found.span() for found in pattern.finditer(text)]
