"""The closed days that agents have written, beside those that the public reads."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from procedures.engine.values.department import Notice as Announced
from procedures.models import Notice

from ..versions import published
from .unpublished import differing


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
