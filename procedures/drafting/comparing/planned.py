"""What planned editions do with an entry, and which changes they hold already."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from procedures.engine.conditions.words import MONTHS
from procedures.engine.shortening import shortened
from procedures.engine.values.department import Notice as Announced
from procedures.engine.values.plain import Plain
from procedures.exchange.shapes import LISTS
from procedures.exchange.snapshots import INSIDE
from procedures.models import NATIONAL, Edition, Notice
from procedures.publishing.content import content_now
from procedures.publishing.departments import part_name
from procedures.publishing.editions import in_force, planned, successors
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.kept import Kept
from procedures.publishing.parts import preparing
from procedures.publishing.parts.changes import ORDER, EntryDiff, changed, changed_lines, words_of
from procedures.publishing.parts.items import entry_in
from procedures.publishing.parts.preparing import Contents, in_names_of, join

from ..addresses import Addresses
from ..history.rows import JournalPlace, entry_row, is_recorded, place_of
from ..versions import published, version_of
from ..words.changes import ChangeWords
from .grouping import ChangeInWords, Grouping
from .labels import Labels
from .unpublished import Counted, counted, differing, read_by_public, unpublished

DOES = {"modified": "change", "added": "ajoute", "removed": "retire"}
NAMES = "nomme"
MOST_NAMED = 3
# One for each state of the working copy, of the edition in force and of what is planned.
_left: Kept[Counted] = Kept(2)
MOST_SHOWN = 5
LONGEST = 40
# The months that a calendar shows.
MONTHS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class PlannedFor:
    """What an edition to come does with an entry: one of the words above, and what it touches.

    ``named`` are the values that it changes, or the entries that begin to name this one.
    """

    edition: Edition
    does: str
    named: tuple[str, ...] = ()


def planned_on(row: Model) -> list[PlannedFor]:
    """Return the editions to come that change an entry of a list, by its present name.

    ``planned_for`` says more, and takes much longer: it finds entries that were renamed since, and
    those that a plan begins to name.
    """
    if not is_recorded(row) or (place := place_of(row)).section not in (*LISTS, *INSIDE):
        return []
    found = []
    for one in editions.of_state(in_force.PLANNED):
        both = (editions.contents_of(each).get(place.part, {}) for each in (one.based_on, one))
        sides = (entry_in(part, place.section, place.name) for part in both)
        diff = EntryDiff(place.section, place.name, *sides)
        if diff.before != diff.after:
            found.append(PlannedFor(one, DOES[diff.kind]))
    return found


def planned_for(row: Model) -> list[PlannedFor]:
    """Return what the editions to come do with an entry, or with the one that a line is in."""
    waiting = editions.of_state(in_force.PLANNED)
    if not waiting or not is_recorded(row):
        return []
    place, whole = place_of(row), entry_row(row) == row
    return [each for one in waiting for each in _done_by(one, place, whole=whole)]


def _done_by(edition: Edition, place: JournalPlace, *, whole: bool) -> Iterator[PlannedFor]:
    published = editions.contents_of(editions.in_force_now())
    base, own = (
        preparing.in_names_of(published, editions.contents_of(one))
        for one in (edition.based_on, edition)
    )
    diffs = {
        code: changed(base.get(code) or {}, content)
        for code, content in successors.changes_of(base, own).items()
    }
    known = (place.section, place.name)
    for diff in diffs.get(place.part, ()):
        if (diff.section, diff.name) == known:
            values = _values(diff, base, own) if diff.kind == "modified" else ()
            yield PlannedFor(edition, DOES[diff.kind], values)
            return
    # Only entries of the national lists are named by others.
    if whole and place.section in LISTS:
        naming = [
            one for each in diffs.values() for one in each if place.name in words_of(one.after)
        ]
        if naming:
            labels = Labels(preparing.join(base), preparing.join(own))
            yield PlannedFor(edition, NAMES, _first(map(labels.of, naming)))


def _values(diff: EntryDiff, base: Contents, own: Contents) -> tuple[str, ...]:
    words = ChangeWords(version_of(base), version_of(own))
    return _first(one.label.split(" › ")[0] for one in words.differences(diff))


def _first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))[:MOST_NAMED]


def planned_days(part: str, diffs: Iterable[EntryDiff]) -> dict[str, date]:
    """Return {key of a change: day} of the changes that are planned as they are written now."""
    listed, found = list(diffs), dict[str, date]()
    working = content_now().by_part.get(part)
    if not listed or working is None:
        return found
    for day, content in _planned(part):
        left = {(one.section, one.mark) for one in changed(content, working)}
        for diff in listed:
            if (diff.section, diff.mark) not in left:
                found.setdefault(diff.key, day)
    return found


def left_to_publish(part: str) -> list[EntryDiff]:
    """Return what publishing a part would change, without what is planned as it is written now."""
    changes = unpublished(part)
    for _, content in _planned(part) if changes else ():
        others = {one.key for one in changed_lines(content, content_now().by_part[part])}
        changes = [one for one in changes if one.key in others]
    return changes


def counted_to_publish() -> Counted:
    """Return ``counted()`` without what is planned as it is written now."""
    found, in_public = counted(), editions.in_force_now()
    listed = editions.of_state(in_force.PLANNED) if found else []
    if not listed or in_public is None:
        return found
    key = (content_now().digest, in_public.number, *(one.number for one in listed))
    return _left.get(key, lambda: {part: len(left_to_publish(part)) for part in found})


def _planned(part: str) -> Iterator[tuple[date, Plain]]:
    """Yield (day, content of the part) of each planned edition that changes it."""
    for edition in editions.of_state(in_force.PLANNED):
        for one in planned.parts_of(edition):
            if one.code == part and edition.takes_effect_on is not None:
                yield edition.takes_effect_on, one.content


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A closure as each side has it: ``row`` is gone once removed, ``public`` before it is read.

    ``waits`` is whether the public does not read it as it is written.
    """

    part: str
    row: Notice | None
    public: Announced | None
    waits: bool

    @property
    def first_day(self) -> date:
        return min(day for day in (*self._days("starts_on", "start"), date.max) if day)

    @property
    def last_day(self) -> date | None:
        """The last day of the later side, or ``None`` if neither says one."""
        return max((day for day in self._days("ends_on", "end") if day), default=None)

    def _days(self, column: str, name: str) -> list[date | None]:
        return [getattr(self.row, column, None), getattr(self.public, name, None)]


def closed_days(parts: Collection[str], today: date) -> list[ClosedDay]:
    """Return the closures of some parts that are not over, on either side, the soonest first."""
    written: dict[str, dict[str, Notice]] = {part: {} for part in parts}
    rows = Notice.objects.filter(department__code__in=parts).exclude(closed="")
    for row in rows.select_related("department"):
        written[row.part][row.key] = row
    found = [one for part in parts for one in _of_part(part, written[part])]
    days = [one for one in found if one.last_day is None or today <= one.last_day]
    return sorted(days, key=lambda one: (one.first_day, one.part))


def _of_part(part: str, written: dict[str, Notice]) -> Iterator[ClosedDay]:
    version = published()
    departments = version.rule_set.departments if version and version.rule_set else {}
    notices = departments[part].notices if part in departments else ()
    read = {one.id: one for one in notices if one.closed}
    changed = {one.name for one in differing(part)} if written or read else set()
    for key in dict.fromkeys([*written, *read]):
        public = read.get(key)
        yield ClosedDay(part, written.get(key), public, public is None or key in changed)


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
