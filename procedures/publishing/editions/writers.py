"""Finds who wrote the changes of a part, from the journal of the working copy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from procedures.models import EntryChange
from procedures.models.accounts import Account

from ..parts.changes import EntryDiff
from ..parts.items import owner_of
from . import stored as editions


class Writers:
    """The rows of the journal for one part, since a moment."""

    def __init__(self, part: str, since: datetime | None) -> None:
        rows = EntryChange.objects.filter(part=part).select_related("author").order_by("at", "pk")
        if since is not None:
            rows = rows.filter(at__gt=since)
        self._by_entry: dict[tuple[str, str], list[EntryChange]] = defaultdict(list)
        self._by_section: dict[str, list[EntryChange]] = defaultdict(list)
        for row in rows:
            self._by_entry[row.section, row.name].append(row)
            self._by_section[row.section].append(row)

    def rows_of(self, change: EntryDiff) -> list[EntryChange]:
        """Return the rows of a change, the oldest first: those of its entry, else of its section.

        The rows of the section serve for a change of order.
        """
        section, name = _entry_of(change)
        return self._by_entry.get((section, name)) or self._by_section.get(section) or []

    def last_of(self, change: EntryDiff) -> EntryChange | None:
        """Return the last row that is certainly about a change's entry, or ``None``."""
        named = self._by_entry.get(_entry_of(change))
        return named[-1] if named else None

    def wrote(self, user: Account | None, changes: Iterable[EntryDiff]) -> bool:
        """Tell whether a user wrote one of the changes, or may have.

        A change whose author is unknown counts as theirs.
        """
        for change in changes:
            authors = {row.author_id for row in self.rows_of(change)}
            if not authors or None in authors or user is None or user.pk in authors:
                return True
        return False


def writers_since_publication(part: str) -> Writers:
    """Return the writers of a part since its published content was frozen."""
    held = editions.in_force()
    published = held.parts.filter(code=part).first() if held else None
    return Writers(part, published.created_at if published else None)


def _entry_of(change: EntryDiff) -> tuple[str, str]:
    """Return (section, name) of the entry that a change is about, even for a translation."""
    if change.section != "translations":
        return change.section, change.name
    _, file, path = change.name.split(" : ", 2)
    return owner_of(file, path)[:2]
