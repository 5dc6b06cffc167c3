"""Which edition the public read an act of the journal in, or will: by what each edition says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from procedures.engine.values.plain import Plain
from procedures.models import Edition, EntryChange
from procedures.publishing.editions import in_force
from procedures.publishing.editions import stored as editions
from procedures.publishing.journal import ORDER
from procedures.publishing.parts.items import DEPARTMENT, INQUIRIES, LISTS_OF_A_DEPARTMENT, entry_in


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
