"""The days of a step, and the stance that the card of an answer takes on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .situation import ProcedureView, Situation
from .values.content import Text
from .values.procedure import Procedure, Step
from .values.rules import Orientation
from .values.stances import AFTER, BEFORE, DURING, Stance, WindowEnd


@dataclass(frozen=True, slots=True)
class StepResult:
    step: Step
    certain: bool
    opens: date | None
    closes: date | None
    # The orientation that puts the step before a filing; the procedure's own steps have none.
    orientation: Orientation | None = None


@dataclass(frozen=True, slots=True)
class StanceResult:
    """The stance of a procedure for a person, and its last day, which is never in the past.

    ``orientation`` is a risk that the card says too, where the file is read before it is filed.
    """

    stance: Stance
    last_day: date | None
    orientation: Orientation | None = None

    @property
    def leads(self) -> list[Text]:
        """The sentences that somebody wrote for the card, in order."""
        said = [self.stance.lead, self.orientation.lead if self.orientation else {}]
        return [one for one in said if one]


def day_of(end: WindowEnd | None, view: ProcedureView | Situation) -> date | None:
    """Return the day of a window's end, or ``None`` without an end or without a known date."""
    if end is None:
        return None
    if end.day is not None:
        return end.day
    start = view.state(end.fact)
    if not isinstance(start, date):
        return None
    try:
        return end.shift.after(start)
    except OverflowError:
        return None


def stance_of(
    procedure: Procedure, steps: Sequence[StepResult], view: ProcedureView
) -> StanceResult | None:
    """Return the first stance of a procedure that certainly holds, or ``None``."""
    for one in procedure.stances:
        last_day = day_ahead(one.last_day, view)
        if (
            view.truth(one.when)
            and (one.last_day is None or last_day is not None)
            and (not one.moment or one.moment == _moment(one.step, steps, view.today))
        ):
            return StanceResult(one, last_day)
    return None


def dated_step(steps: Sequence[StepResult], key: str = "") -> StepResult | None:
    """Return the step that has dates, a certain one first. ``key`` names the only one that counts.

    >>> dated_step(()) is None
    True
    """
    named = (one for one in steps if not key or one.step.id == key)
    dated = [one for one in named if one.step.opens or one.step.closes]
    return next((one for one in dated if one.certain), dated[0] if dated else None)


def _moment(key: str, steps: Sequence[StepResult], today: date) -> str:
    """Return the moment of a step's window; an empty string while one of its ends is unknown."""
    found = dated_step(steps, key)
    if found is None or not found.certain:
        return ""
    ends = ((found.step.opens, found.opens), (found.step.closes, found.closes))
    if any(end and not known for end, known in ends):
        return ""
    if found.closes and found.closes < today:
        return AFTER
    return BEFORE if found.opens and today < found.opens else DURING


def day_ahead(end: WindowEnd | None, view: ProcedureView | Situation) -> date | None:
    """Return the day of a window's end if it is known and has not passed."""
    found = day_of(end, view)
    return found if found and found >= view.today else None
