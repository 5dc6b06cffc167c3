"""The figures that may be shown of visits to entrances. Only this module reads them (decision 41).

The account that opens the posts of a département reads its latest weeks to the unit. For all
others, the visits of one département in one week, or in four weeks, are divided into groups of
different people; every number shown is that of a group, rounded down to a multiple of 5, or a sum
of such numbers: the rules of ``counting.disclosure``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from procedures.counting.disclosure import groups_of
from procedures.models import ReceptionCount, ReceptionPost

WEEKS_SHOWN = 12
# A week of a small entrance shows few numbers of 5: what is finer than a reason is added over four.
WEEKS_TOGETHER = 4
PERIODS_SHOWN = 3
Reason = ReceptionCount.Reason
Looked = ReceptionCount.Looked
# What the portal tells before one comes: papers, how to file, what to do without a slot.
AVOIDABLE = (Reason.INFORMATION, Reason.NO_SLOT, Reason.WRONG_CHANNEL, Reason.MISSING_PAPER)
# For these, a person must come.
NEEDED = (Reason.PICK_UP, Reason.SUMMONS)
UNSEEN, SEEN, UNASKED, MUST, OTHER = "unseen", "seen", "unasked", "must", "other"


def week_of(day: date) -> str:
    """Return the week of a day, from Monday to Sunday, as « 2026-W48 ».

    >>> week_of(date(2026, 11, 27)), week_of(date(2027, 1, 3))
    ('2026-W48', '2026-W53')
    """
    year, week, _day = day.isocalendar()
    return f"{year:04}-W{week:02}"


def monday_of(week: str) -> date:
    """Return the first day of a week.

    >>> monday_of("2026-W48")
    datetime.date(2026, 11, 23)
    """
    year, number = week.split("-W")
    return date.fromisocalendar(int(year), int(number), 1)


def weeks_before(week: str, number: int) -> str:
    """Return the week that is ``number`` weeks before another.

    >>> weeks_before("2027-W01", 2)
    '2026-W52'
    """
    return week_of(monday_of(week) - timedelta(weeks=number))


@dataclass(frozen=True, slots=True)
class VisitRow:
    """Visits of one kind, in one week and département."""

    week: str
    department: str
    reason: str
    looked: str
    goal: str
    procedure: str
    number: int

    @property
    def avoidable(self) -> bool:
        return self.reason in AVOIDABLE


@dataclass(frozen=True, slots=True)
class WeekFigures:
    """A week that is over. ``numbers`` is {reason, or ``REST``: at least so many visits}."""

    week: str
    monday: date
    numbers: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.numbers.values())


@dataclass(frozen=True, slots=True)
class EntranceFigures:
    """The numbers to show: by week, then added over the periods of four weeks that are over.

    ``shares`` is {``UNSEEN``, ``SEEN``…: visits}. ``looked`` and ``failing`` are of the visits that
    could have been avoided, by where people had looked, and by (goal, procedure), then reason;
    ``unhelped``, of those of them who had looked here, by (goal, procedure).
    """

    weeks: list[WeekFigures]
    first_day: date
    last_day: date
    shares: dict[str, int]
    looked: dict[str, int]
    failing: dict[tuple[str, str], dict[str, int]]
    unhelped: dict[tuple[str, str], int]

    @property
    def avoidable(self) -> int:
        return sum(self.shares.get(one, 0) for one in (UNSEEN, SEEN, UNASKED))

    @property
    def total(self) -> int:
        return sum(self.shares.values())


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """What a département reads of its own entrance, to the unit and while it is counted.

    ``posts`` is [(name, visits counted today)]. ``mondays`` and the numbers of ``reasons`` are of
    the week that runs and of those before it; ``reasons`` is {reason: numbers}.
    """

    posts: list[tuple[str, int]]
    mondays: list[date]
    reasons: dict[str, list[int]]

    @property
    def today(self) -> int:
        return sum(number for _name, number in self.posts)


def own_figures(department: str, today: date) -> OwnFigures:
    """Return exact numbers, for those alone who open the posts of the département."""
    posts = ReceptionPost.objects.filter(department=department, counted_on=today, counted__gt=0)
    weeks = [week_of(today), *closed_weeks(today)[: WEEKS_TOGETHER - 1]]
    numbers: Counter[tuple[str, str]] = Counter()
    for row in _rows([department], weeks):
        numbers[row.reason, row.week] += row.number
    return OwnFigures(
        posts=list(posts.values_list("name", "counted")),
        mondays=[monday_of(week) for week in weeks],
        reasons={one: [numbers[one, week] for week in weeks] for one in Reason.values},
    )


def closed_weeks(today: date) -> list[str]:
    """Return the weeks that are over, the latest first: a number that moves tells of somebody."""
    return [weeks_before(week_of(today), number) for number in range(1, WEEKS_SHOWN + 1)]


def closed_periods(today: date) -> list[list[str]]:
    """Return the periods of four weeks that may be shown, the latest first.

    Their bounds do not move with the day: two pages of two weeks cannot be subtracted.
    """
    running = date.fromisocalendar(*today.isocalendar()[:2], 1)
    numbered = running.toordinal() // 7
    first = numbered - numbered % WEEKS_TOGETHER
    return [
        [
            week_of(date.fromordinal((first - WEEKS_TOGETHER * back + week) * 7 + 1))
            for week in range(WEEKS_TOGETHER)
        ]
        for back in range(1, PERIODS_SHOWN + 1)
    ]


def departments_counted() -> list[str]:
    """Return the départements that counted something."""
    rows = ReceptionCount.objects.order_by("department")
    return list(rows.values_list("department", flat=True).distinct())


def entrance_figures(departments: Collection[str], today: date) -> EntranceFigures:
    """Return the numbers of some départements together."""
    weeks, periods = closed_weeks(today), closed_periods(today)
    read = _rows(departments, {*weeks, *(week for period in periods for week in period)})
    of_weeks = [
        WeekFigures(week, monday_of(week), _shown(read, [[week]], lambda row: row.reason))
        for week in weeks
    ]
    avoidable = [row for row in read if row.avoidable]
    failing: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    by_reason = _of_wishes(avoidable, periods, lambda row: row.reason)
    for (goal, procedure, reason), number in by_reason.items():
        failing[goal, procedure][reason] = number
    seen = [row for row in avoidable if row.looked == Looked.PORTAL]
    by_wish = _of_wishes(seen, periods, lambda _row: "")
    return EntranceFigures(
        weeks=of_weeks,
        first_day=monday_of(periods[-1][0]),
        last_day=monday_of(periods[0][-1]) + timedelta(days=6),
        shares=_shown(read, periods, _share),
        looked=_shown(avoidable, periods, lambda row: row.looked),
        failing=dict(failing),
        unhelped={(goal, procedure): n for (goal, procedure, _all), n in by_wish.items()},
    )


def _of_wishes(
    rows: Iterable[VisitRow], periods: Iterable[Collection[str]], kind: Callable[[VisitRow], str]
) -> dict[tuple[str, str, str], int]:
    """Return {(goal, procedure, kind): at least so many}, of the visits that have a goal."""
    shown = _shown(rows, periods, lambda row: "\0".join((row.goal, row.procedure, kind(row))))
    found = {}
    for name, number in shown.items():
        goal, _separator, rest = name.partition("\0")
        if rest and goal:
            procedure, _separator, of_kind = rest.partition("\0")
            found[goal, procedure, of_kind] = number
    return found


def _share(row: VisitRow) -> str:
    if row.reason in NEEDED:
        return MUST
    if not row.avoidable:
        return OTHER
    if not row.looked:
        return UNASKED
    return SEEN if row.looked == Looked.PORTAL else UNSEEN


def _rows(departments: Collection[str], weeks: Iterable[str]) -> list[VisitRow]:
    rows = ReceptionCount.objects.filter(department__in=departments, week__in=list(weeks))
    columns = ("week", "department", "reason", "looked", "goal", "procedure", "number")
    return [VisitRow(*one) for one in rows.values_list(*columns)]


def _shown(
    rows: Iterable[VisitRow], periods: Iterable[Collection[str]], kind: Callable[[VisitRow], str]
) -> dict[str, int]:
    """Return {kind or ``REST``: at least so many}, each département and period hidden by itself."""
    period_of = {week: number for number, period in enumerate(periods) for week in period}
    stored: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.week in period_of:
            stored[row.department, period_of[row.week]][kind(row)] += row.number
    total: Counter[str] = Counter()
    for numbers in stored.values():
        total.update(groups_of(numbers))
    return dict(total)
