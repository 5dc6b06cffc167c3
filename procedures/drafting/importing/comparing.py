"""Lays a public file beside the working copy: what is new, what changes, what has left the file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any, TypeAlias

from django.conf import settings
from django.db.models import Model
from django.utils import translation
from django.utils.text import capfirst

from procedures.drafting.words.change_text import NOTHING, Difference
from procedures.drafting.words.formats import NO_HOURS, week_words
from procedures.engine.conditions.words import day_in_full
from procedures.engine.values.facts import parse_date, parse_partial_date
from procedures.exchange.columns import field_of
from procedures.models import NATIONAL, Authority, Department, Helper, ImportedRow
from procedures.models.base import National
from procedures.publishing.departments import department_names

from .matching import MODELS, identity, is_by_law, match, same, written_by_hand
from .rows import PublicFile, PublicRow

# How long a row that has left the file waits, marked, before it goes.
KEPT_DAYS = 30
# From so many known rows on, a file that lacks half of them was cut.
ENOUGH_TO_TELL = 4
RENEWED_AFTER = timedelta(days=180)
DATED = {"authorities": "contact_dated", "helpers": "source_dated"}
MayEdit: TypeAlias = Callable[[str, type[Model], str], bool]


class RowFate(StrEnum):
    """What becomes of an entry."""

    NEW = "new"
    # Its file still says the same: it is as fresh as the file.
    DATED = "dated"
    CHANGED = "changed"
    ASKED = "asked"
    GONE = "gone"
    LEAVING = "leaving"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class FileChange:
    """An entry that a file changes, field by field.

    ``asked`` are the columns that an agent wrote: they stay as they are unless the file is chosen.
    An ``own`` entry, of which an agent wrote something, leaves only if it is chosen.
    """

    official_id: str
    entry: Any
    fate: RowFate
    differences: tuple[Difference, ...] = ()
    asked: tuple[Difference, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    asked_values: Mapping[str, Any] = field(default_factory=dict)
    gone_since: date | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class FileStudy:
    """What a file would do. ``found`` pairs each row with its entry; ``mark`` tells two apart.

    ``closed`` counts the rows of départements that the catalogue does not have, ``elsewhere`` those
    that the account may not edit, ``cut`` those that a file lacks if it was cut.
    """

    file: PublicFile
    found: tuple[tuple[PublicRow, Any], ...]
    changes: tuple[FileChange, ...]
    unknown: tuple[PublicRow, ...]
    closed: int
    elsewhere: int
    cut: int

    @property
    def mark(self) -> str:
        changes = [[one.official_id, one.fate, one.differences, one.asked] for one in self.changes]
        return sha256(json.dumps(changes, default=str).encode()).hexdigest()

    def of(self, *fates: RowFate) -> list[FileChange]:
        return [one for one in self.changes if one.fate in fates]


def study(file: PublicFile, may_edit: MayEdit, today: date) -> FileStudy:
    """Return what a file would change for an account that ``may_edit`` such rows."""
    with translation.override(settings.LANGUAGE_CODE):
        return _Comparison(file, may_edit, today).study()


class _Comparison:
    """A file beside the rows of the working copy, read once."""

    def __init__(self, file: PublicFile, may_edit: MayEdit, today: date) -> None:
        self.file, self.may_edit, self.today = file, may_edit, today
        marks = list(ImportedRow.objects.all())
        self.known = {one.official_id: one for one in marks if one.feed == file.feed}
        self.in_other_files = {
            (one.model, one.object_id)
            for one in marks
            if one.feed != file.feed and one.gone_since is None
        }
        self.departments = {one.code: one for one in Department.objects.all()}
        self.entries: dict[str, dict[int, Any]] = {}
        for section, model in MODELS.items():
            rows = model._default_manager.all()
            if section != "authorities":
                rows = rows.select_related("department")
            self.entries[section] = {row.pk: row for row in rows}
        self.by_hand = written_by_hand()

    def study(self) -> FileStudy:
        linked = {(one.model, one.object_id) for one in self.known.values()}
        pairs: list[tuple[PublicRow, Any]] = []
        unknown: list[PublicRow] = []
        changes: list[FileChange] = []
        closed = elsewhere = 0
        for row in self.file.rows:
            part = NATIONAL if issubclass(MODELS[row.section], National) else row.part
            if row.part not in (department_names() if part == NATIONAL else self.departments):
                closed += 1
            elif not self.may_edit(part, MODELS[row.section], "change"):
                elsewhere += 1
            elif (entry := self._entry(row, linked)) is not None:
                linked.add((row.section, entry.pk))
                pairs.append((row, entry))
                changes += filter(None, [self._compared(row, entry)])
            elif self.file.creates and self.may_edit(part, MODELS[row.section], "add"):
                change = self._new(row)
                pairs.append((row, change.entry))
                changes.append(change)
            else:
                unknown.append(row)
        gone, cut = self._gone()
        return FileStudy(
            self.file, tuple(pairs), (*changes, *gone), tuple(unknown), closed, elsewhere, cut
        )

    def _entry(self, row: PublicRow, linked: set[tuple[str, int]]) -> Any:
        known, entries = self.known.get(row.official_id), self.entries[row.section]
        entry = entries.get(known.object_id) if known else None
        return entry or match(row, entries.values(), linked)

    def _new(self, row: PublicRow) -> FileChange:
        if row.section == "authorities":
            entry: Any = Authority(kind=row.kind, key=row.key, departments=[row.part])
        else:
            entry = Helper(kind=row.kind, department=self.departments[row.part])
        differences = tuple(_differences(entry, row.values))
        entry.name = row.name
        return FileChange(row.official_id, entry, RowFate.NEW, differences, values=row.values)

    def _compared(self, row: PublicRow, entry: Any) -> FileChange | None:
        """Return what the row changes in its entry, or ``None``.

        The file wins over its former values, and never over what an agent wrote since: of a field
        that both changed, the change holds both.
        """
        known, day = self.known.get(row.official_id), DATED[row.section]
        taken: Mapping[str, Any] = known.taken if known else {}
        own = identity(row.section, entry) in self.by_hand
        # An older file does not undo what is known since.
        dated = str(getattr(entry, day))
        older = bool(row.dated) and row.dated < dated and not dated.startswith(row.dated)
        values: dict[str, Any] = {}
        asked: dict[str, Any] = {}
        for column, value in row.values.items():
            now = getattr(entry, column)
            if same(now, value) or (column in taken and same(taken[column], value)):
                continue
            untouched = same(now, taken[column]) if column in taken else not own
            (values if (untouched or not now) and not older else asked)[column] = value
        _date_with_what_it_dates(values, asked, day, older)
        if values.keys() == {day} and not _renews(dated, row.dated):
            values = {}
        if not values and not asked and not (known and known.gone_since):
            return None
        return FileChange(
            row.official_id,
            entry,
            _fate(values, asked, day),
            tuple(_differences(entry, values)),
            tuple(_differences(entry, asked)),
            values,
            asked,
        )

    def _gone(self) -> tuple[list[FileChange], int]:
        """Return the entries that the file lacks, or how many if it lacks so many: it was cut.

        A file of one département says nothing of the others.
        """
        if not self.file.whole:
            return [], 0
        named = {row.official_id for row in self.file.rows}
        parts = {row.part for row in self.file.rows}
        there, missing = 0, []
        for official_id, one in self.known.items():
            entry = self.entries[one.model].get(one.object_id)
            if entry is None or parts.isdisjoint(_places(entry)):
                continue
            if not self.may_edit(entry.part, type(entry), "change"):
                continue
            there += 1
            if official_id not in named:
                missing.append(self._missing(one, entry))
        if there >= ENOUGH_TO_TELL and 2 * len(missing) > there:
            return [], len(missing)
        return missing, 0

    def _missing(self, known: ImportedRow, entry: Any) -> FileChange:
        since = known.gone_since or self.today
        leaves = (
            not is_by_law(entry)
            and leaves_on(since) <= self.today
            and (known.model, entry.pk) not in self.in_other_files
            and self.may_edit(entry.part, type(entry), "delete")
        )
        return FileChange(
            known.official_id,
            entry,
            RowFate.LEAVING if leaves else RowFate.GONE,
            gone_since=since,
            own=identity(known.model, entry) in self.by_hand,
        )


def _places(entry: Any) -> list[str]:
    """Return the départements that an entry is about."""
    return entry.departments if isinstance(entry, Authority) else [entry.part]


def _fate(values: Mapping[str, Any], asked: Mapping[str, Any], day: str) -> RowFate:
    if asked:
        return RowFate.ASKED
    if not values:
        return RowFate.BACK
    return RowFate.DATED if values.keys() == {day} else RowFate.CHANGED


def _renews(before: str, after: str) -> bool:
    """Tell whether a day alone is worth a change: a list of each month changes no row for it."""
    day, parts = parse_date(after), parse_partial_date(before)
    if day is None:
        return False
    return not parts or date(*(*parts, 1, 1)[:3]) + RENEWED_AFTER < day


def _date_with_what_it_dates(
    values: dict[str, Any], asked: dict[str, Any], day: str, older: bool
) -> None:
    """Put the date of an address with the address; alone, it says that nothing else changed."""
    if asked.keys() == {day}:
        dated = asked.pop(day)
        if not older:
            values[day] = dated
    elif asked and values.keys() == {day}:
        asked[day] = values.pop(day)


def _differences(entry: Any, values: Mapping[str, Any]) -> Iterator[Difference]:
    for column, value in values.items():
        label = str(capfirst(field_of(type(entry), column).verbose_name))
        yield Difference(label, _words(getattr(entry, column)), _words(value))


def _words(value: Any) -> str:
    if isinstance(value, dict):
        open_days = ((day, hours) for day, hours in week_words(value).items() if hours != NO_HOURS)
        return " ; ".join(f"{day} {hours}" for day, hours in open_days) or NOTHING
    day = parse_date(value)
    return day_in_full(day) if day else str(value or NOTHING)


def leaves_on(since: date) -> date:
    """Return the day from which a row that has left its file may go."""
    return since + timedelta(days=KEPT_DAYS)
