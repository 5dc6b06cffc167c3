"""Which edition the public read an act of the journal in, or will: by what each edition says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count
from django.utils import timezone

from procedures.engine.values.plain import Plain
from procedures.exchange.putting_back import put_all_back
from procedures.exchange.snapshots import Entry, take_snapshot
from procedures.models import Edition, EntryChange
from procedures.models.accounts import Account
from procedures.publishing.editions import in_force
from procedures.publishing.editions import stored as editions
from procedures.publishing.journal import ORDER, recording, stored
from procedures.publishing.parts.items import DEPARTMENT, INQUIRIES, LISTS_OF_A_DEPARTMENT, entry_in

from .history_text import title_of, titles
from .rows import entry_of, former_name, model_of, row_of


@dataclass(frozen=True, slots=True)
class ReadSince:
    """The edition that shows what an act wrote.

    ``is_ahead``: it is planned. ``is_older``: the public read the same before the act, which came
    back to it. ``until`` is the edition that took it back before somebody wrote otherwise.
    """

    edition: Edition
    is_ahead: bool
    is_older: bool
    until: Edition | None


@dataclass(frozen=True, slots=True)
class _Step:
    """An edition that takes force with another content of a part, and when it was asked for."""

    edition: Edition
    asked: datetime
    part: int


class Readings:
    """What the editions say of one part, each read once."""

    def __init__(self, code: str) -> None:
        self._read: dict[int, Plain] = {}
        dates = {row.number: row for row in editions.rows()}
        through = Edition.parts.through.objects.filter(publishedpart__code=code)
        parts = dict(through.values_list("edition_id", "publishedpart_id"))
        rows = Edition.objects.select_related("author").in_bulk(parts)
        self._steps: list[_Step] = []
        before = None
        for row in in_force.taking_force(dates.values()):
            part = parts.get(row.number)
            if part is not None and part != before:
                first = row
                while first.successor_of is not None:
                    first = dates[first.successor_of]
                self._steps.append(_Step(rows[row.number], first.created_at, part))
            before = part

    def of_act(
        self, rows: Sequence[EntryChange], at: datetime, following: datetime | None
    ) -> ReadSince | None:
        """Return where the public reads what an act wrote, or ``None`` if nowhere.

        ``following`` is the moment of the next act on the entry, which wrote otherwise.
        """
        now = timezone.now()
        older = [step for step in self._steps if step.asked < at and _moment(step) <= now]
        if older and any(_tells(row) for row in rows) and self._shows(older[-1], rows):
            return ReadSince(older[-1].edition, False, True, None)
        since = [
            step
            for step in self._steps
            if step.asked >= at and (following is None or step.asked < following)
        ]
        shown = next((step for step in since if self._shows(step, rows)), None)
        if shown is None:
            return None
        later = since[since.index(shown) + 1 :]
        ended = (one for one in later if _moment(one) <= now and not self._shows(one, rows))
        gone = next(ended, None)
        return ReadSince(shown.edition, _moment(shown) > now, False, gone.edition if gone else None)

    def _shows(self, step: _Step, rows: Sequence[EntryChange]) -> bool:
        content = self._content(step)
        return all(
            _entry(content, row) == (row.after and row.after["entry"])
            for row in rows
            if row.after is None or _tells(row)
        )

    def _content(self, step: _Step) -> Plain:
        if step.part not in self._read:
            parts = step.edition.parts.filter(pk=step.part)
            self._read[step.part] = editions.content_of(parts.defer("content").get())
        return self._read[step.part]


def _moment(step: _Step) -> datetime:
    day = step.edition.takes_effect_on
    return in_force.start_of(day) if day else step.edition.created_at


def _tells(row: EntryChange) -> bool:
    """Tell whether an act changes an entry itself: neither an order nor translations alone."""
    if row.after is None or row.name == ORDER:
        return False
    return bool(row.before is None or row.before["entry"] != row.after["entry"])


def _entry(content: Plain, row: EntryChange) -> Any:
    if row.section == DEPARTMENT:
        own = content.get(DEPARTMENT) or {}
        return {key: value for key, value in own.items() if key not in LISTS_OF_A_DEPARTMENT}
    if row.section == INQUIRIES:
        return (content.get(INQUIRIES) or {}).get(row.name)
    return entry_in(content, row.section, row.name)


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
