"""The days of the line of time that the catalogue declares, besides those of the procedures."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from .deadlines import counted_day
from .situation import Situation
from .stances import day_of
from .values.rules import Orientation
from .values.stances import LAST_DAY, MONTH_END

# A day that is counted from this fact is that of an act which is not done yet.
SUPPOSED = "today"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day of a declared milestone: its own, or the last day of the appeal that it opens.

    ``counted`` is the last day that the law counts. A day is ``supposed`` if it holds for an act of
    today: to file, where nothing is filed.
    """

    orientation: Orientation
    day: date
    counted: date
    appeal: bool = False

    @property
    def supposed(self) -> bool:
        end = self.orientation.last_day
        return end is not None and end.fact == SUPPOSED

    @property
    def is_last(self) -> bool:
        """Whether a right ends with the day."""
        return self.appeal or self.orientation.milestone == LAST_DAY


def milestones_of(situation: Situation) -> list[Milestone]:
    """Return the milestones that certainly hold and whose day is known and has not passed."""
    settled = situation.settled
    found = [
        day
        for one, clause in situation.compiled.milestones
        if settled.truth(clause) is True
        for day in _days(situation, one)
    ]
    return sorted((one for one in found if one.counted >= situation.today), key=lambda one: one.day)


def _days(situation: Situation, one: Orientation) -> Iterator[Milestone]:
    end = one.last_day
    if end is None:
        return
    # The delay of an appeal runs from the day of the milestone.
    day = day_of(replace(end, appeal_months=0), situation)
    if day is None:
        return
    if one.milestone == MONTH_END:
        day = day.replace(day=monthrange(day.year, day.month)[1])
    yield Milestone(one, day, day)
    last = day_of(end, situation) if end.appeal_months else None
    if last:
        yield Milestone(one, last, counted_day(end, last, situation.rule_set), appeal=True)
