"""Which edition is in force: computed from the editions and a moment, never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

# A law takes effect at the start of a day in Paris.
PARIS = ZoneInfo("Europe/Paris")

PLANNED = "prévue"
IN_FORCE = "en vigueur"
SUSPENDED = "suspendue"
# Another one was published after it, perhaps of another part only.
PAST = "déjà publiée"
CANCELLED = "annulée"
REPLACED = "reprise"


@dataclass(frozen=True, slots=True)
class EditionDates:
    """The columns of an edition that decide when it is in force; others are named by number.

    ``takes_effect_on`` is ``None`` for an edition that takes effect at once. ``based_on`` is the
    edition that was in force when this one was made, or was due to be on its day. ``successor_of``
    is the planned edition whose place this one takes, ``cancels`` the one that it cancels.
    """

    number: int
    created_at: datetime
    takes_effect_on: date | None = None
    based_on: int | None = None
    successor_of: int | None = None
    cancels: int | None = None

    @property
    def moment(self) -> datetime:
        """The moment at which the edition may take force, never earlier than its creation."""
        if self.takes_effect_on is None:
            return self.created_at
        return max(self.created_at, start_of(self.takes_effect_on))


def start_of(day: date) -> datetime:
    """Return the first moment of a day in Paris.

    >>> start_of(date(2027, 1, 1)).isoformat()
    '2027-01-01T00:00:00+01:00'
    """
    return datetime.combine(day, time.min, PARIS)


def taking_force(rows: Iterable[EditionDates]) -> list[EditionDates]:
    """Return the editions that take force, in order, including those of days to come.

    An edition without a day always takes force. An edition with a day takes force only if the
    edition that it is based on is then in force: otherwise it would silently undo what was
    published in between.
    """
    taken: list[EditionDates] = []
    for row in sorted(rows, key=lambda row: (row.moment, row.number)):
        before = taken[-1].number if taken else None
        if row.takes_effect_on is None or row.based_on == before:
            taken.append(row)
    return taken


def number_in_force(rows: Iterable[EditionDates], now: datetime) -> int | None:
    """Return the number of the edition in force at a moment, or ``None`` before the first one.

    >>> made = datetime(2026, 12, 1, 9, tzinfo=PARIS)
    >>> rows = [EditionDates(1, made), EditionDates(2, made, date(2027, 1, 1), based_on=1)]
    >>> number_in_force(rows, datetime(2026, 12, 31, 23, 59, tzinfo=PARIS))
    1
    >>> number_in_force(rows, datetime(2027, 1, 1, tzinfo=PARIS))
    2
    """
    # An edition without a day is in force as soon as it is stored, even if its moment is to come:
    # the clock that dated it may be ahead.
    held = [row for row in taking_force(rows) if row.takes_effect_on is None or row.moment <= now]
    return held[-1].number if held else None


def states(rows: Iterable[EditionDates], now: datetime) -> dict[int, str]:
    """Return {number: state} of each edition, in the words that agents read."""
    rows = list(rows)
    taken = {row.number for row in taking_force(rows)}
    held = number_in_force(rows, now)
    settled = {row.cancels: CANCELLED for row in rows if row.cancels is not None}
    settled |= {row.successor_of: REPLACED for row in rows if row.successor_of is not None}
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
