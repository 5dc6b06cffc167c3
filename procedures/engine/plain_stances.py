"""The readable specification, third part: the stance that the card of a procedure takes."""

from __future__ import annotations

from datetime import date

from .deadlines import counted_day
from .plain import PlainSituation, channel_of
from .values.facts import Missing
from .values.procedure import Procedure
from .values.stances import AFTER, BEFORE, DURING, READ_FIRST, Stance, WindowEnd

PERHAPS_AFTER = "peut_etre_apres"


def card_of(situation: PlainSituation, procedure: Procedure) -> tuple[Stance, date | None] | None:
    """Return the stance of a procedure for a person, with its last day."""
    view = situation.filed_by(channel_of(situation, procedure).state)
    return stance_of(view, procedure)


def stance_of(situation: PlainSituation, procedure: Procedure) -> tuple[Stance, date | None] | None:
    """Return the first stance that certainly holds, with its careful last day.

    A stance with a last day holds as long as the law counts that day (``deadlines``); while the day
    is unknown it does not hold. A stance with a moment holds if today is before, inside or
    after the days of its step; never while one of these days is unknown. One that has the file read
    after the last day holds while that day is unknown too.
    """
    for one in procedure.stances:
        last_day = day_of(situation, one.last_day)
        passed = one.last_day is not None and not is_counted(situation, one.last_day)
        moment = moment_of(situation, procedure, one.step) if one.moment else ""
        late = one.stance == READ_FIRST and one.moment == AFTER
        elsewhen = moment != one.moment and not (late and moment == PERHAPS_AFTER)
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
            if step.closes and closes is None:
                asked = all(
                    situation.state(one.fact) is not Missing.ABSENT
                    for one in (step.opens, step.closes)
                    if one and one.day is None
                )
                return PERHAPS_AFTER if asked else ""
            if step.opens and opens is None:
                return ""
            if step.closes and not is_counted(situation, step.closes):
                return AFTER
            return BEFORE if opens and situation.today < opens else DURING
    return ""


def is_counted(situation: PlainSituation, end: WindowEnd) -> bool:
    """Tell whether the law still counts today in the delay of an end whose day is known."""
    day = day_of(situation, end)
    return day is not None and situation.today <= counted_day(end, day, situation.rule_set)


def day_of(situation: PlainSituation, end: WindowEnd | None) -> date | None:
    """Return the careful day of a window's end, or ``None`` without an end or a known date."""
    if end is None or end.day is not None:
        return end.day if end else None
    start = situation.state(end.fact)
    try:
        return end.counted_from(start) if isinstance(start, date) else None
    except OverflowError:
        return None
