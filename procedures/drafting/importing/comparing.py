"""Lays a public file beside the working copy: what is new, what changes, what has left the file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any, TypeAlias

from django.db.models import Model
from django.utils.text import capfirst

from procedures.drafting.words.change_text import NOTHING, Difference
from procedures.drafting.words.formats import week_words
from procedures.engine.conditions.words import day_in_full
from procedures.engine.values.facts import parse_date
from procedures.exchange.columns import field_of
from procedures.models import NATIONAL, Authority, EntryChange, ImportedRow
from procedures.models.authorities import AuthorityKind
from procedures.publishing.spelling import without_accents

from .rows import PublicFile, PublicRow

# How long a row that has left the file waits, marked, before it goes.
KEPT_DAYS = 30
# What an import writes in the journal: a change by anything else is an agent's own.
HOW = "fichier importé"
# From so many known rows on, a file that lacks half of them was cut.
ENOUGH_TO_TELL = 4
SHORT = {"pl": "place", "av": "avenue", "bd": "boulevard", "r": "rue", "st": "saint"}
MayEdit: TypeAlias = Callable[[str, type[Model], str], bool]
MODELS: dict[str, type[Model]] = {"authorities": Authority}
DATED = {"authorities": "contact_dated"}


class RowFate(StrEnum):
    """What becomes of an entry."""

    CHANGED = "changed"
    ASKED = "asked"
    GONE = "gone"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class FileChange:
    """An entry that a file changes, field by field.

    ``asked`` are the columns that an agent wrote: they stay as they are unless the file is chosen.
    """

    official_id: str
    entry: Model
    part: str
    fate: RowFate
    differences: tuple[Difference, ...] = ()
    asked: tuple[Difference, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    asked_values: Mapping[str, Any] = field(default_factory=dict)
    gone_since: date | None = None


@dataclass(frozen=True, slots=True)
class FileStudy:
    """What a file would do. ``found`` pairs each row with its entry; ``mark`` tells two apart."""

    file: PublicFile
    found: tuple[tuple[PublicRow, Model], ...]
    changes: tuple[FileChange, ...]
    unknown: tuple[PublicRow, ...]
    elsewhere: int
    cut: int
    mark: str

    def of(self, *fates: RowFate) -> list[FileChange]:
        return [one for one in self.changes if one.fate in fates]


def study(file: PublicFile, may_edit: MayEdit, today: date) -> FileStudy:
    """Return what a file would change for an account that ``may_edit`` such rows."""
    known = {one.official_id: one for one in ImportedRow.objects.filter(feed=file.feed)}
    entries: dict[str, dict[int, Any]] = {
        name: {one.pk: one for one in model._default_manager.all()}
        for name, model in MODELS.items()
    }
    pairs: list[tuple[PublicRow, Any]] = []
    unknown: list[PublicRow] = []
    elsewhere = 0
    linked = {(one.model, one.object_id) for one in known.values()}
    for row in file.rows:
        if not may_edit(_part(row), MODELS[row.section], "change"):
            elsewhere += 1
            continue
        before = known.get(row.official_id)
        entry = entries[row.section].get(before.object_id) if before else None
        if entry is None:
            entry = _match(row, entries[row.section].values(), linked)
        if entry is None:
            unknown.append(row)
            continue
        linked.add((row.section, entry.pk))
        pairs.append((row, entry))
    by_hand = _by_hand(pairs)
    changes = [
        change
        for row, entry in pairs
        if (change := _compared(row, entry, known.get(row.official_id), by_hand))
    ]
    gone, cut = _gone(file, known, entries, may_edit, today)
    changes += gone
    mark = sha256(json.dumps([_marked(one) for one in changes], default=str).encode()).hexdigest()
    return FileStudy(file, tuple(pairs), tuple(changes), tuple(unknown), elsewhere, cut, mark)


def _part(row: PublicRow) -> str:
    return NATIONAL if row.section == "authorities" else row.part


def _marked(change: FileChange) -> list[Any]:
    return [change.official_id, change.fate, change.differences, change.asked]


def _match(row: PublicRow, entries: Iterable[Any], linked: set[tuple[str, int]]) -> Model | None:
    """Return the one entry that is the row's, which no row of the file has, or ``None``."""
    found = [one for one in entries if (row.section, one.pk) not in linked and is_of_row(row, one)]
    return found[0] if len(found) == 1 else None


def is_of_row(row: PublicRow, entry: Authority) -> bool:
    """Tell whether an authority is the service of a row: its kind, then its département or town."""
    if row.kind != entry.kind:
        return False
    if row.kind == AuthorityKind.PREFECTURE:
        return entry.departments == [row.part] and not entry.scope
    if row.kind == AuthorityKind.SUB_PREFECTURE and row.part not in entry.departments:
        return False
    # A town that merged may keep its name in that of the service only.
    name = plain(entry.name)
    return name == plain(row.name) or f" {plain(row.town)} " in f" {name} "


def plain(text: object) -> str:
    """Return what two texts that say the same have in common.

    >>> plain("Pl. de l'Église, 34000 Agde") == plain("place de l’eglise 34000 AGDE")
    True
    """
    words = re.findall(r"[a-z0-9]+", without_accents(str(text).casefold()))
    return " ".join(SHORT.get(one, one) for one in words)


def _same(one: object, other: object) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one == other or ("@" not in one and plain(one) == plain(other))
    return one == other


def _by_hand(pairs: Iterable[tuple[PublicRow, Any]]) -> set[tuple[str, str, str]]:
    """Return the (part, section, name) of the entries of which an agent wrote something."""
    names = {entry.key for _, entry in pairs}
    rows = EntryChange.objects.filter(section__in=MODELS, author__isnull=False).exclude(how=HOW)
    listed = rows.values_list("part", "section", "name").distinct()
    return {one for one in listed if one[2] in names}


def _compared(
    row: PublicRow,
    entry: Any,
    known: ImportedRow | None,
    by_hand: set[tuple[str, str, str]],
) -> FileChange | None:
    """Return what the row changes in its entry, or ``None``.

    The file wins over what it said before, and never over what an agent wrote since: of a field
    that both changed, the change holds both.
    """
    taken: Mapping[str, Any] = known.taken if known else {}
    own = (entry.part, row.section, entry.key) in by_hand
    # An older file does not undo what is known since.
    dated = str(getattr(entry, DATED[row.section]))
    older = bool(row.dated) and row.dated < dated and not dated.startswith(row.dated)
    values: dict[str, Any] = {}
    asked: dict[str, Any] = {}
    for column, value in row.values.items():
        now = getattr(entry, column)
        if _same(now, value) or (column in taken and _same(taken[column], value)):
            continue
        untouched = _same(now, taken[column]) if column in taken else not own
        is_taken = (untouched or not now) and not older
        (values if is_taken else asked)[column] = value
    _date_with_what_it_dates(values, asked, DATED[row.section], older)
    if not values and not asked and not (known and known.gone_since):
        return None
    fate = RowFate.ASKED if asked else RowFate.CHANGED if values else RowFate.BACK
    return FileChange(
        row.official_id,
        entry,
        entry.part,
        fate,
        tuple(_differences(entry, values)),
        tuple(_differences(entry, asked)),
        values,
        asked,
    )


def _date_with_what_it_dates(
    values: dict[str, Any], asked: dict[str, Any], day: str, older: bool
) -> None:
    """Put the date of an address with the address; alone, it says that nothing else changed."""
    if asked.keys() == {day}:
        told = asked.pop(day)
        if not older:
            values[day] = told
    elif asked and values.keys() == {day}:
        asked[day] = values.pop(day)


def _differences(entry: Model, values: Mapping[str, Any]) -> Iterator[Difference]:
    for column, value in values.items():
        label = str(capfirst(field_of(type(entry), column).verbose_name))
        yield Difference(label, _words(getattr(entry, column)), _words(value))


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return " ; ".join(f"{day} {hours}" for day, hours in week_words(value).items())
    day = parse_date(value)
    return day_in_full(day) if day else str(value or NOTHING)


def _gone(
    file: PublicFile,
    known: Mapping[str, ImportedRow],
    entries: Mapping[str, Mapping[int, Any]],
    may_edit: MayEdit,
    today: date,
) -> tuple[list[FileChange], int]:
    """Return the entries that the file lacks, or how many if it lacks so many that it was cut."""
    if not file.whole:
        return [], 0
    named = {row.official_id for row in file.rows}
    there, missing = 0, []
    for official_id, one in known.items():
        entry = entries.get(one.model, {}).get(one.object_id)
        if entry is None or not may_edit(entry.part, type(entry), "change"):
            continue
        there += 1
        if official_id not in named:
            since = one.gone_since or today
            missing.append(
                FileChange(official_id, entry, entry.part, RowFate.GONE, gone_since=since)
            )
    if there >= ENOUGH_TO_TELL and 2 * len(missing) > there:
        return [], len(missing)
    return missing, 0


def leaves_on(since: date) -> date:
    """Return the day from which a row that has left its file may go."""
    return since + timedelta(days=KEPT_DAYS)
