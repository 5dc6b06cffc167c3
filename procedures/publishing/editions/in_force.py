"""Which edition is in force: computed from the editions and the moment, never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")  # A law takes effect at the start of a day there.

PLANNED = "prévue"
IN_FORCE = "en vigueur"
SUSPENDED = "suspendue"
PAST = "dépassée"
CANCELLED = "annulée"
CONFIRMED = "confirmée"


@dataclass(frozen=True, slots=True)
class Row:
    """What of an edition decides when it is in force.

    ``takes_effect_on``: nothing for at once. ``based_on``: the edition that was in force, or
    would be on that day, when it was made.
    """

    number: int
    created_at: datetime
    takes_effect_on: date | None = None
    based_on: int | None = None
    confirms: int | None = None
    cancels: int | None = None

    @property
    def moment(self) -> datetime:
        """When it may take force: never before it was made."""
        if self.takes_effect_on is None:
            return self.created_at
        return max(self.created_at, start_of(self.takes_effect_on))


def start_of(day: date) -> datetime:
    """Return the first moment of a day in France.

    >>> start_of(date(2027, 1, 1)).isoformat()
    '2027-01-01T00:00:00+01:00'
    """
    return datetime.combine(day, time.min, PARIS)


def taking_force(rows: Iterable[Row]) -> list[Row]:
    """Return the editions that take force, one after the other, those of days to come too.

    One without a day always does. One with a day does only if the edition that it was made on is
    then in force: else it would undo, without a word, what was published in between.
    """
    taken: list[Row] = []
    for row in sorted(rows, key=lambda row: (row.moment, row.number)):
        before = taken[-1].number if taken else None
        if row.takes_effect_on is None or row.based_on == before:
            taken.append(row)
    return taken


def number_in_force(rows: Iterable[Row], now: datetime) -> int | None:
    """Return the number of the edition in force at a moment; nothing before the first.

    >>> made = datetime(2026, 12, 1, 9, tzinfo=PARIS)
    >>> rows = [Row(1, made), Row(2, made, date(2027, 1, 1), based_on=1)]
    >>> number_in_force(rows, datetime(2026, 12, 31, 23, 59, tzinfo=PARIS))
    1
    >>> number_in_force(rows, datetime(2027, 1, 1, tzinfo=PARIS))
    2
    """
    # One without a day is in force as soon as it is seen: the clock that dated it may be ahead.
    held = [row for row in taking_force(rows) if row.takes_effect_on is None or row.moment <= now]
    return held[-1].number if held else None


def states(rows: Iterable[Row], now: datetime) -> dict[int, str]:
    """Return the state of each edition, in the word that agents read."""
    rows = list(rows)
    taken = {row.number for row in taking_force(rows)}
    held = number_in_force(rows, now)
    settled = {row.cancels: CANCELLED for row in rows if row.cancels is not None}
    settled |= {row.confirms: CONFIRMED for row in rows if row.confirms is not None}
    found = {}
    for row in rows:
        if row.number == held:
            found[row.number] = IN_FORCE
        elif row.number not in taken:
            found[row.number] = settled.get(row.number, SUSPENDED)
        else:
            ahead = row.takes_effect_on is not None and row.moment > now
            found[row.number] = PLANNED if ahead else PAST
    return found


def suspended_by(rows: Iterable[Row], new: Row, now: datetime) -> list[int]:
    """Return the planned editions that would not take force any more with a new edition."""
    rows = list(rows)
    before, after = states(rows, now), states([*rows, new], now)
    return [
        number
        for number, state in sorted(before.items())
        if state == PLANNED and after[number] != PLANNED
    ]
