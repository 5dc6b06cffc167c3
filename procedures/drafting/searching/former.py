"""What a change makes untrue in texts: a former address, « nous ne connaissons pas l'adresse »."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Model

from procedures import models
from procedures.engine.values.department import WEEKDAYS
from procedures.engine.values.plain import Plain
from procedures.publishing.parts.changes import EntryDiff

from .amounts import having, matches, phone_finders
from .matching import phrase_in
from .texts import Finder, Found, saying

POSTCODE = re.compile(r"\d{5}\b")
FEWEST_WORDS = 2
MayView = Callable[[str], bool]
NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
DAY_NAMES = dict(zip(WEEKDAYS, NAMES, strict=True))
# A morning begins before the one; an afternoon ends after the other.
MIDDAY, LUNCH = "12:00", "13:00"


def address_finders(before: str, after: str) -> list[Finder]:
    """Return what finds the street of an address that has left, without its town.

    >>> [find] = address_finders("2 allée de l'Empereur, 82000 Montauban", "3 place Foch")
    >>> find("Venez au 2, allée de l’Empereur.")
    [(9, 31)]
    """
    now = set(_streets(after))
    return [partial(phrase_in, street) for street in _streets(before) if street not in now]


def hours_finders(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Finder]:
    """Return what finds the times of a week that the new week does not have.

    >>> [find] = hours_finders({"mon": ["09:00-12:00"]}, {"mon": ["09:30-12:00"]})
    >>> find("Ouvert de 9 h à 12 h, à 9 h 30 le jeudi."), find("Le 9 mars")
    ([(10, 13)], [])
    """
    return [partial(matches, _clock(time)) for time in sorted(_times(before) - _times(after))]


def closing_finders(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Finder]:
    """Return what finds that a day is closed on which the new week opens, and the former did not.

    >>> week = {"thu": ["09:00-12:00"]}
    >>> [find] = closing_finders(week, {"thu": ["09:00-12:00", "14:00-16:00"]})
    >>> find("Fermé le jeudi après-midi."), find("Fermé le jeudi matin, le jeudi 24 décembre.")
    ([(0, 14)], [])
    """
    found: list[Finder] = []
    for day, name in DAY_NAMES.items():
        opened = _halves(after.get(day)) - _halves(before.get(day))
        # A half of the day that is not the one that opens, or one day only, is no contradiction.
        others = "|".join((r"\d", *(half for half in ("matin", "après") if half not in opened)))
        if opened:
            words = (
                rf"\bferm(?:(?!\bouv)[^.!?:;])*?\b{name}s?\b(?!,?\s+(?:l['’]|le\s+)?(?:{others}))"
            )
            found.append(partial(matches, re.compile(words, re.IGNORECASE)))
    return found


@dataclass(frozen=True, slots=True)
class Followed:
    """A value that texts may say too: what finds the former one, and what says it is unknown."""

    finders: Callable[[Any, Any], list[Finder]]
    former: str
    unknown: str
    name: str

    def left(
        self, before: Any, after: Any, row: Any, may_view: MayView
    ) -> Iterator[tuple[str, list[Found]]]:
        """Yield (what texts still say once a row has a new value, where)."""
        if self is HOURS:
            finders = closing_finders(before or {}, after or {})
            yield "Un ancien jour de fermeture", _around(row, finders)
        if after and not before:
            yield f"« Nous ne connaissons pas {self.unknown} »", _around(row, [self._is_unknown()])
            return
        empty: Any = {} if self is HOURS else ""
        finders = self.finders(before or empty, after or empty)
        # Hours are those of one département: elsewhere, the same time is another counter's.
        may = (lambda part: part == row.part) if self is HOURS else may_view
        found = saying(finders, row, may)
        yield self.former, (having(before, row, may) if self is PHONE and finders else []) + found

    def _is_unknown(self) -> Finder:
        known = rf"ne (?:connaiss|sav)ons (?:pas|plus)[^.!?:]*\b(?:{self.name})\b"
        known += rf"|\b(?:{self.name})\b[^.!?:]*\b(?:pas connu|inconnu)e?s?\b"
        return partial(matches, re.compile(known, re.IGNORECASE))


def _around(row: Any, finders: Iterable[Finder]) -> list[Found]:
    """Return what a row's own texts say, and those of its département: they speak of all.

    Another counter's text speaks of that counter.
    """
    found = saying(finders, None, lambda part: part == row.part)
    of_all = isinstance(row, models.Department | models.Site)
    whole = (models.Department, models.Notice) if of_all else ()
    return [one for one in found if isinstance(one.row, whole) or one.row == row]


ADDRESS = Followed(address_finders, "L'ancienne adresse", "l'adresse", "adresses?")
PHONE = Followed(phone_finders, "L'ancien numéro", "le téléphone", "téléphones?")
HOURS = Followed(hours_finders, "Un ancien horaire", "les horaires", "horaires?|heures d'ouverture")
# The sections of a département, their models, and what is followed by the column.
FOLLOWED: dict[str, tuple[type[Model], dict[str, Followed]]] = {
    "sites": (models.Site, {"address_fr": ADDRESS, "phone": PHONE, "weekly_hours": HOURS}),
    "department": (
        models.Department,
        {"prefecture_address_fr": ADDRESS, "prefecture_phone": PHONE},
    ),
    "channels": (models.Channel, {"address_fr": ADDRESS}),
    "helpers": (models.Helper, {"address_fr": ADDRESS, "phone": PHONE, "weekly_hours": HOURS}),
}


def left_by(
    changes: Iterable[EntryDiff], part: str, may_view: MayView
) -> Iterator[tuple[str, list[Found]]]:
    """Yield (what the changes of a part make untrue, where the working copy says it)."""
    for change in changes:
        model, columns = FOLLOWED.get(change.section, (None, {}))
        values = [
            (one, *(_value(side, name) for side in (change.before, change.after)))
            for name, one in columns.items()
        ]
        differing = [one for one in values if one[1] != one[2] and change.after]
        if model and differing:
            named = {"code": part} if model is models.Department else {"department__code": part}
            named |= {} if model is models.Department else {"key": change.name}
            for row in model._default_manager.filter(**named):
                for followed, before, after in differing:
                    yield from followed.left(before, after, row, may_view)


def _value(entry: Plain, column: str) -> Any:
    entry = entry or {}
    if column.startswith("prefecture_"):
        entry, column = entry.get("prefecture") or {}, column.removeprefix("prefecture_")
    value = entry.get("hours" if column == "weekly_hours" else column.removesuffix("_fr"))
    # Hours in words are a text like others.
    return value if isinstance(value, dict) == (column == "weekly_hours") else None


def _streets(address: str) -> list[str]:
    segments = (one.strip() for one in re.split(r"[\n,;]| - ", address))
    return [
        one
        for one in segments
        if len(one.split()) >= FEWEST_WORDS and not POSTCODE.match(one) and re.search(r"\d", one)
    ]


def _times(week: Mapping[str, Iterable[str]]) -> set[str]:
    days = (ranges for ranges in week.values() if not isinstance(ranges, str))
    return {time for ranges in days for one in ranges for time in one.split("-")}


def _halves(ranges: Any) -> set[str]:
    """Return the halves of a day in which some ranges of hours are."""
    times = [one.split("-") for one in ranges or () if not isinstance(ranges, str)]
    morning = {"matin" for start, _ in times if start < MIDDAY}
    return morning | {"après" for _, end in times if end > LUNCH}


def _clock(time: str) -> re.Pattern[str]:
    hour, minutes = time.split(":")
    rest = r"(?:eures?)?(?!\s*\d)" if minutes == "00" else rf"\s*{minutes}\b"
    return re.compile(rf"(?<!\d)0?{int(hour)}\s*h{rest}", re.IGNORECASE)
