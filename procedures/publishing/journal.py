"""The journal of the working copy: one row for each entry that an act of editing changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from procedures.engine.values.facts import parse_date
from procedures.engine.values.plain import Plain, PlainDict
from procedures.exchange.snapshots import Entry
from procedures.models import Case, Confidence, Department, EntryChange
from procedures.models.accounts import Account

from .content import snapshots_now, tables_now

ORDER = "ordre"
# The first words of the SQL statements that write nothing; any other statement may write.
READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")
_active: ContextVar[Recorder | None] = ContextVar("recorder", default=None)


class Recorder:
    """Compares the working copy before and after an act, and writes the journal's rows."""

    def __init__(self, author: Account | AnonymousUser | None, how: str) -> None:
        self.author, self.how = author, how
        self._snapshots = snapshots_now()
        self._before: list[Entry] | None = None

    def watch(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Take a snapshot of the working copy just before the first statement that may write.

        A refused act, or a form with a mistake, writes nothing and does not pay for a snapshot.
        """
        if self._before is None and not str(sql).lstrip("( \n").upper().startswith(READS):
            self._before = self._snapshots.take()
        return execute(sql, params, many, context)

    @cached_property
    def _after(self) -> list[Entry]:
        return self._snapshots.take(tables_now())

    def changes(self) -> list[tuple[Entry | None, Entry | None]]:
        """Return (before, after) of each entry that the act changed; write nothing afterwards."""
        return [] if self._before is None else list(pairs(self._before, self._after))

    def save(self) -> list[EntryChange]:
        """Write the rows of the act, and return them."""
        if self._before is None:
            # The act wrote nothing.
            return []
        if not self._before and self.author is None:
            # The first import fills an empty working copy: the history begins after it.
            return []
        author = self.author if getattr(self.author, "pk", None) else None
        act = {"author": author, "at": timezone.now(), "how": self.how}
        rows = [EntryChange(**_place(old, new), **act) for old, new in self.changes()]
        for (part, section), (was, now) in orders(self._before, self._after).items():
            fields = {"part": part, "section": section, "name": ORDER, "kind": "modified"}
            rows.append(EntryChange(**fields, before={"entry": was}, after={"entry": now}, **act))
        return EntryChange.objects.bulk_create(rows)


@contextmanager
def recording(
    author: Account | AnonymousUser | None = None, how: str = "modification"
) -> Iterator[Recorder]:
    """Record in the journal what the block changes in the working copy, all or nothing.

    One act runs at a time; the next waits for its end. Each act thus records its own changes
    only, and what it has read cannot change under it. A block inside another act belongs to that
    act.
    """
    outer = _active.get()
    if outer is not None:
        yield outer
        return
    with transaction.atomic():
        _wait_for_the_others()
        recorder = Recorder(author, how)
        token = _active.set(recorder)
        try:
            with connection.execute_wrapper(recorder.watch):
                yield recorder
        finally:
            _active.reset(token)
        recorder.save()


def current_recorder() -> Recorder | None:
    """Return the ``Recorder`` of the act under way, or ``None``."""
    return _active.get()


def _wait_for_the_others() -> None:
    """Take the lock of the working copy. A transaction of SQLite has it from its start."""
    if connection.vendor == "postgresql":
        table = connection.ops.quote_name(EntryChange._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def pairs(before: list[Entry], after: list[Entry]) -> Iterator[tuple[Entry | None, Entry | None]]:
    """Yield (before, after) for each entry that differs; ``None`` where the entry is missing."""
    for old, new in _paired(before, after):
        if old != new:
            yield old, new


def orders(
    before: list[Entry], after: list[Entry]
) -> dict[tuple[str, str], tuple[list[str], list[str]]]:
    """Return {(part, section): (names before, names after)} for each list whose order changed."""
    lists: dict[tuple[str, str], list[tuple[Entry, Entry]]] = defaultdict(list)
    for old, new in _paired(before, after):
        if old and new and new.section != "department":
            lists[new.part, new.section].append((old, new))
    found = {}
    for key, pairs_of_list in lists.items():
        was = [new.name for old, new in sorted(pairs_of_list, key=lambda pair: pair[0].place)]
        now = [new.name for old, new in sorted(pairs_of_list, key=lambda pair: pair[1].place)]
        if was != now:
            found[key] = (was, now)
    return found


def _paired(before: list[Entry], after: list[Entry]) -> list[tuple[Entry | None, Entry | None]]:
    """Pair the entries of two snapshots that are the same entry, and return the pairs.

    An entry is found again by its row; else by its name, because an import makes new rows.
    """
    left = list(before)
    found: dict[int, Entry] = {}
    for identity in (_by_row, _by_name):
        waiting: dict[Hashable, list[Entry]] = defaultdict(list)
        for entry in left:
            waiting[identity(entry)].append(entry)
        for index, entry in enumerate(after):
            if index not in found and waiting.get(identity(entry)):
                found[index] = waiting[identity(entry)].pop(0)
        left = [entry for entries in waiting.values() for entry in entries]
        if not left:
            break
    gone = [(entry, None) for entry in left]
    return [*((found.get(index), entry) for index, entry in enumerate(after)), *gone]


def _by_row(entry: Entry) -> Hashable:
    return entry.section, entry.row


def _by_name(entry: Entry) -> Hashable:
    return entry.part, entry.section, entry.name


def _place(old: Entry | None, new: Entry | None) -> PlainDict:
    entry = next(one for one in (new, old) if one is not None)
    kind = "modified" if old and new else "added" if new else "removed"
    return {
        "part": entry.part,
        "section": entry.section,
        "name": entry.name,
        "kind": kind,
        "before": stored(old),
        "after": stored(new),
    }


def stored(entry: Entry | None) -> PlainDict | None:
    """Return an entry as the journal stores it, or ``None`` without an entry."""
    if entry is None:
        return None
    return {"entry": entry.content, "translations": entry.texts, "place": entry.place}


HOW = "Publier : c'est voulu"


def record_cases(rows: Iterable[Plain], part: str, author: Account | None) -> None:
    """Store cases of a département, new or changed. Call it with the lock of editions held."""
    listed = list(rows)
    if not listed:
        return
    department = Department.objects.get(code=part)
    with recording(author, how=HOW):
        for row in listed:
            case = Case.objects.filter(key=row["id"]).first()
            if case is None:
                last = Case.objects.filter(file=row["file"]).aggregate(Max("position"))
                place = last["position__max"]
                case = Case(
                    key=row["id"],
                    file=row["file"],
                    department=department,
                    position=0 if place is None else place + 1,
                    persona=row.get("persona", ""),
                    today=parse_date(row.get("today")),
                    answers=row["answers"],
                    instead_of=row.get("instead_of", ""),
                    confidence=Confidence.MEDIUM,
                )
            case.expect = row["expect"]
            case.source = row.get("source", "")
            case.save()
