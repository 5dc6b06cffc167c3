"""The journal of the working copy: one row for each entry that an act changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.utils import timezone

from procedures.engine.values.plain import PlainDict
from procedures.exchange import plain_from_database
from procedures.exchange.snapshots import Entry, Snapshots, plain_of_snapshot
from procedures.models import EntryChange
from procedures.models.accounts import Account

ORDER = "ordre"
# What a statement that only reads begins with; any other one may write.
READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")
_active: ContextVar[Recorder | None] = ContextVar("recorder", default=None)


class Recorder:
    """Compares the working copy after an act with what it was before."""

    def __init__(self, author: Account | AnonymousUser | None, how: str) -> None:
        self.author, self.how = author, how
        self._snapshots = Snapshots()
        self._before: list[Entry] | None = None

    def watch(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Look at the working copy just before the first statement that may write; a refusal or a
        form with a mistake writes nothing, and need not wait for it."""
        if self._before is None and not str(sql).lstrip("( \n").upper().startswith(READS):
            self._before = self._snapshots.take()
        return execute(sql, params, many, context)

    @cached_property
    def _after(self) -> list[Entry]:
        return self._snapshots.take()

    def plain(self) -> PlainDict:
        """Return the working copy as plain data, to be read only; nothing may be written after."""
        return plain_of_snapshot(self._after)

    def save(self) -> list[EntryChange]:
        """Write the rows of the act."""
        if self._before is None:
            return []  # Nothing was written.
        if not self._before and self.author is None:
            return []  # The first import is where the history begins.
        author = self.author if getattr(self.author, "pk", None) else None
        told = {"author": author, "at": timezone.now(), "how": self.how}
        rows = [
            EntryChange(**_place(old, new), **told) for old, new in pairs(self._before, self._after)
        ]
        for (part, section), (was, now) in orders(self._before, self._after).items():
            fields = {"part": part, "section": section, "name": ORDER, "kind": "modified"}
            rows.append(EntryChange(**fields, before={"entry": was}, after={"entry": now}, **told))
        return EntryChange.objects.bulk_create(rows)


@contextmanager
def recording(
    author: Account | AnonymousUser | None = None, how: str = "modification"
) -> Iterator[Recorder]:
    """Record in the journal what the block changes in the working copy; all or nothing.

    One act at a time: the next one waits for the end of this one, so that each is told of its own
    changes only, and what it has read cannot change under it. Inside another act, it is part of it.
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
    """Return the Recorder of the act under way, if there is one."""
    return _active.get()


def working_plain() -> PlainDict:
    """Return the working copy as plain data: after the act under way, if there is one."""
    recorder = current_recorder()
    return recorder.plain() if recorder else plain_from_database()


def _wait_for_the_others() -> None:
    """Take the lock of the working copy. SQLite's transactions have it from their beginning."""
    if connection.vendor == "postgresql":
        table = connection.ops.quote_name(EntryChange._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def pairs(before: list[Entry], after: list[Entry]) -> Iterator[tuple[Entry | None, Entry | None]]:
    """Yield (what it was, what it became) of each entry that differs; ``None`` where it is not."""
    for old, new in _paired(before, after):
        if old != new:
            yield old, new


def orders(
    before: list[Entry], after: list[Entry]
) -> dict[tuple[str, str], tuple[list[str], list[str]]]:
    """Return the names before and after of each list in which the same entries change order."""
    lists: dict[tuple[str, str], list[tuple[Entry, Entry]]] = defaultdict(list)
    for old, new in _paired(before, after):
        if old and new and new.section != "department":
            lists[new.part, new.section].append((old, new))
    found = {}
    for key, pairs_of_list in lists.items():
        was = [new.label for old, new in sorted(pairs_of_list, key=lambda pair: pair[0].place)]
        now = [new.label for old, new in sorted(pairs_of_list, key=lambda pair: pair[1].place)]
        if was != now:
            found[key] = (was, now)
    return found


def _paired(before: list[Entry], after: list[Entry]) -> list[tuple[Entry | None, Entry | None]]:
    """Put together what is the same entry: the same row, else (an import makes new ones) the
    same name, else the same content, else the next one of the same kind."""
    left = list(before)
    found: dict[int, Entry] = {}
    for identity in (_by_row, _by_name, _by_content, _by_kind):
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


def _by_content(entry: Entry) -> Hashable:
    return entry.part, entry.section, repr(entry.content)


def _by_kind(entry: Entry) -> Hashable:
    """Only what has no name of its own changes under the same one."""
    own = entry.name if entry.name != str(entry.row) else entry.content.get("kind")
    return entry.part, entry.section, own


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
    """Return an entry as the journal keeps it."""
    if entry is None:
        return None
    return {"entry": entry.content, "translations": entry.texts, "place": entry.place}
