"""The readable specification, third part: the stance that the card of a procedure takes."""

from __future__ import annotations

from datetime import date

from .plain import PlainSituation, channel_of
from .values.procedure import Procedure
from .values.stances import AFTER, BEFORE, DURING, Stance, WindowEnd


def card_of(situation: PlainSituation, procedure: Procedure) -> tuple[Stance, date | None] | None:
    """Return the stance of a procedure for a person, with its last day."""
    view = situation.filed_by(channel_of(situation, procedure).state)
    return stance_of(view, procedure)


def stance_of(situation: PlainSituation, procedure: Procedure) -> tuple[Stance, date | None] | None:
    """Return the first stance that certainly holds, with its last day.

    A stance with a last day holds until that day, so that no day of the past is a deadline; while
    the day is unknown it does not hold. A stance with a moment holds if today is before, inside or
    after the days of its step; never while one of these days is unknown.
    """
    for one in procedure.stances:
        last_day = day_of(situation, one.last_day)
        passed = one.last_day is not None and (last_day is None or last_day < situation.today)
        elsewhen = one.moment and one.moment != moment_of(situation, procedure, one.step)
        if situation.truth(one.when) and not passed and not elsewhen:
            return one, last_day
    return None


def moment_of(situation: PlainSituation, procedure: Procedure, key: str) -> str:
    """Return where today lies among the days of a step: of the dated step if none is named.

    Among several dated steps the first certain one counts. A step that is only possible has no
    moment.
    """
    for step in procedure.steps:
        dated = (step.opens or step.closes) and (not key or step.id == key)
        if dated and situation.truth(step.when):
            opens, closes = day_of(situation, step.opens), day_of(situation, step.closes)
            if (step.opens and opens is None) or (step.closes and closes is None):
                return ""
            if closes and closes < situation.today:
                return AFTER
            return BEFORE if opens and situation.today < opens else DURING
    return ""


def day_of(situation: PlainSituation, end: WindowEnd | None) -> date | None:
    """Return the day of a window's end, or ``None`` without an end or without a known date."""
    if end is None or end.day is not None:
        return end.day if end else None
    start = situation.state(end.fact)
    try:
        return end.shift.after(start) if isinstance(start, date) else None
    except OverflowError:
        return None
