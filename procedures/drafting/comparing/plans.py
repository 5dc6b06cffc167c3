"""What each planned edition brings on its day, in words, and the months on which plans stand."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from procedures.engine.conditions.words import MONTHS
from procedures.engine.shortening import shortened
from procedures.models import NATIONAL, Edition
from procedures.publishing.departments import part_name
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions import successors
from procedures.publishing.parts.changes import ORDER, changed
from procedures.publishing.parts.preparing import in_names_of, join

from ..addresses import Addresses
from ..versions import version_of
from .grouping import ChangeInWords, Grouping
from .labels import Labels
from .unpublished import read_by_public

MOST_SHOWN = 5
MOST_NAMED = 3
LONGEST = 40
# The months that a calendar shows.
MONTHS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """A planned edition: what it changes for the public, and how many changes are not shown."""

    edition: Edition
    places: tuple[str, ...]
    is_national: bool
    changes: tuple[ChangeInWords, ...]
    more: int

    @property
    def name(self) -> str:
        """What it is called where there is little room: its note, or what it changes first."""
        first = self.changes[0].label if self.changes else self.edition.label
        return shortened(self.edition.note or first, LONGEST)


def plan_of(edition: Edition, addresses: Addresses) -> PlannedDay:
    """Return what a planned edition brings, compared with what is due before it.

    It compiles both: a page that shows several waits for it.
    """
    base, own = (editions.contents_of(one) for one in (edition.based_on, edition))
    base = {**in_names_of(own, base)}
    versions = version_of(base), version_of(own)
    codes = list(successors.changes_of(base, own))
    listed: list[ChangeInWords] = []
    for code in codes:
        found = [one for one in changed(base.get(code) or {}, own[code]) if one.name != ORDER]
        words = Grouping(code, *versions, addresses=addresses)
        listed += map(words.word, read_by_public(found, own.get(NATIONAL) or {}))
    places = tuple(map(part_name, codes))
    more = max(0, len(listed) - MOST_SHOWN)
    return PlannedDay(edition, places, NATIONAL in codes, tuple(listed[:MOST_SHOWN]), more)


def named_briefly(edition: Edition) -> str:
    """Return the note of a planned edition, or the names of what it changes, without compiling."""
    if edition.note:
        return edition.note
    base, own = (editions.contents_of(one) for one in (edition.based_on, edition))
    labels = Labels(join(base), join(own))
    found = [
        labels.of(one)
        for code, content in successors.changes_of(base, own).items()
        for one in changed(base.get(code) or {}, content)
    ]
    return ", ".join(found[:MOST_NAMED]) + (" et d'autres" if found[MOST_NAMED:] else "")


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a calendar: its name, and its weeks of seven days, ``None`` outside of it."""

    name: str
    weeks: tuple[tuple[date | None, ...], ...]


def months_from(today: date, days: Collection[date]) -> list[Month]:
    """Return this month and the next ones, or nothing if no day of some days is in them.

    >>> [one.name for one in months_from(date(2026, 12, 2), [date(2027, 1, 1)])]
    ['décembre 2026', 'janvier 2027']
    """
    found = []
    for number in range(MONTHS_SHOWN):
        year, month = divmod(today.year * 12 + today.month - 1 + number, 12)
        weeks = Calendar().monthdatescalendar(year, month + 1)
        rows = (tuple(day if day.month == month + 1 else None for day in week) for week in weeks)
        found.append(Month(f"{MONTHS[month]} {year}", tuple(rows)))
    shown = {day for one in found for week in one.weeks for day in week}
    return found if shown & set(days) else []
