"""Words opening hours day by day, and reads them as people write them."""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from procedures.engine.values.department import WEEKDAYS
from procedures.publishing.opening import clock, day_hours

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
