"""On which days the public reads an announcement, as a part has it, and the words of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from procedures.engine.conditions.words import day_in_full, days_in_full
from procedures.engine.values.plain import Plain

SECTION = "notices"


@dataclass(frozen=True, slots=True)
class DaysShown:
    """The first and the last day on which an announcement is shown; ``None`` has no bound."""

    first: date | None
    last: date | None

    def are_ahead(self, today: date) -> bool:
        return self.first is not None and today < self.first

    def are_over(self, today: date) -> bool:
        return self.last is not None and self.last < today

    def hold(self, today: date) -> bool:
        return not self.are_ahead(today) and not self.are_over(today)

    def in_words(self) -> str:
        """Return the days in words.

        >>> DaysShown(date(2026, 12, 10), date(2027, 1, 1)).in_words()
        'du 10 décembre 2026 au 1er janvier 2027'
        >>> DaysShown(None, None).in_words()
        "tous les jours, jusqu'à son retrait"
        """
        if self.first and self.last:
            return days_in_full(self.first, self.last)
        start, end = (day_in_full(one) if one else "" for one in (self.first, self.last))
        if start:
            return f"à partir du {start}"
        return f"jusqu'au {end}" if end else "tous les jours, jusqu'à son retrait"


def days_shown(notice: Plain) -> DaysShown:
    """Return the days of an announcement as plain data has it."""
    first, last = (
        next((date.fromisoformat(str(notice[key])) for key in keys if notice.get(key)), None)
        for keys in (("shown_from", "from"), ("shown_until", "until"))
    )
    return DaysShown(first, last)


def first_seen(before: Plain | None, after: Plain | None, today: date) -> date | None:
    """Return the day on which the public sees a change of an announcement: perhaps never."""
    was, now = (days_shown(one) if one else None for one in (before, after))
    if any(one.hold(today) for one in (was, now) if one):
        return today
    return now.first if now and now.are_ahead(today) else None
