"""Undoes one act of the journal: its entries become what they were, all of them or none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count

from procedures.exchange.putting_back import put_all_back
from procedures.exchange.snapshots import Entry, take_snapshot
from procedures.models import EntryChange
from procedures.models.accounts import Account
from procedures.publishing.journal import ORDER, recording, stored

from .history_text import title_of, titles
from .rows import entry_of, former_name, model_of, row_of


class ChangedSince(Exception):
    """Nothing is undone: the titles of the entries that changed since the act."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(names)
        self.names = names


def rows_of_act(change: EntryChange) -> list[EntryChange]:
    """Return the rows of the act to which a change belongs, in order."""
    rows = EntryChange.objects.filter(at=change.at, author=change.author, how=change.how)
    return list(rows.order_by("pk"))


def may_undo(rows: list[EntryChange], may_edit: Callable[[str, Any], bool]) -> bool:
    """Tell whether an account may undo an act: it only changed entries, and none of their names."""
    return all(
        row.kind == EntryChange.Kind.MODIFIED
        and row.name != ORDER
        and former_name(row) == row.name
        and may_edit(row.part, model_of(row.section))
        for row in rows
    )


def counts_of_acts(changes: list[EntryChange]) -> dict[tuple[Any, ...], int]:
    """Return {(moment, author, how): number of entries} of the acts of some changes."""
    rows = EntryChange.objects.filter(at__in={one.at for one in changes}).order_by()
    counted = rows.values_list("at", "author_id", "how").annotate(Count("pk"))
    return {tuple(act): number for *act, number in counted}


def undo(
    change: EntryChange,
    author: Account | AnonymousUser | None,
    how: str,
    permitted: Callable[[list[EntryChange]], bool],
) -> int:
    """Undo the act of a change, as one act, and return how many entries are as they were.

    ``permitted`` is asked under the lock. Raises ``ChangedSince`` or ``InvalidCatalogue``, with
    nothing changed.
    """
    with recording(author, how=how):
        rows = rows_of_act(change)
        if not permitted(rows):
            raise ChangedSince([])
        standing = {(one.section, one.row): one for one in take_snapshot()}
        named = titles()
        pairs, changed = [], []
        for row in rows:
            obj = row_of(row.part, row.section, row.name)
            now = standing.get((row.section, obj.pk)) if obj is not None else None
            if obj is None or _content(now) != _content(entry_of(row, "after")):
                changed.append(title_of(row, named))
            else:
                pairs.append((entry_of(row, "before"), obj))
        if changed:
            raise ChangedSince(changed)
        put_all_back(pairs)
        return len(pairs)


def _content(entry: Entry | None) -> Any:
    """Return what an entry says, wherever it stands in its list."""
    found = stored(entry)
    return found and {key: value for key, value in found.items() if key != "place"}
