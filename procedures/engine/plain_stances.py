"""The readable specification, third part: the card of a procedure, and what is read before filing.

An orientation warns of the risk of an order to leave (``Orientation.is_read_first``). It counts
for a procedure if it certainly holds, and if the procedure's family is not one that is filed first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .conditions.tree import facts_of
from .deadlines import counted_day
from .plain import PlainSituation, channel_of
from .values.facts import Missing
from .values.procedure import Procedure, Step
from .values.rules import Orientation
from .values.stances import AFTER, BEFORE, DURING, READ_FIRST, Stance, WindowEnd

PERHAPS_AFTER = "peut_etre_apres"


def written_card_of(
    situation: PlainSituation, procedure: Procedure
) -> tuple[Stance, date | None] | None:
    """Return the stance of a procedure for a person as it is written, with its last day."""
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


# Where a request begins: the counter, the employer, or the OFII.
BEGINS_AT = ("canal", "employeur", "ofii")


@dataclass(frozen=True, slots=True)
class PlainCard:
    """The card of a procedure: its stance, its last day, the risk that it says too.

    ``before`` is the id of the step before which the steps of the risk stand.
    """

    stance: str
    last_day: date | None
    risk: Orientation | None = None
    before: str = ""


def card_of(situation: PlainSituation, procedure: Procedure) -> PlainCard | None:
    """Return the card of a procedure for a person, or ``None`` without a stance.

    A card that sends to somebody who helps says the risk too. One that says to file, at the place
    where the procedure is filed, says to have the file read instead; one that says to be late there
    has the file read too. All the others stay as they are written; so does one that waits for an
    unknown day of a fact that the risk reads.
    """
    written = written_card_of(situation, procedure)
    if written is None:
        return None
    stance, last_day = written[0].stance, written[1]
    risk = risk_of(situation, procedure)
    view = situation.filed_by(channel_of(situation, procedure).state)
    steps = [one for one in procedure.steps if view.truth(one.when) is not False]
    first = next((one for one in steps if one.place), None)
    if risk and first and stance not in ("faire_relire", "se_proteger", "repondre"):
        if first.place == "aide":
            return PlainCard(stance, last_day, risk)
        waits = waits_for_a_day(view, steps, written[0].step, risk)
        if first.place in BEGINS_AT and stance in ("deposer", "en_retard") and not waits:
            stance = "faire_relire" if stance == "deposer" else stance
            return PlainCard(stance, last_day, risk, first.id)
    return PlainCard(stance, last_day)


def risk_of(situation: PlainSituation, procedure: Procedure) -> Orientation | None:
    """Return the orientation of the smallest rank that counts for a procedure."""
    found = [
        one
        for one in situation.rule_set.orientations.values()
        if one.is_read_first
        and procedure.family not in one.filed_first
        and situation.truth(one.when)
    ]
    return min(found, key=lambda one: one.rank, default=None)


def waits_for_a_day(
    situation: PlainSituation, steps: list[Step], key: str, risk: Orientation
) -> bool:
    """Tell whether the dated step is only possible or lacks a day, and reads a fact of the risk.

    A day that is never asked is not waited for.
    """
    dated = [one for one in steps if one.opens or one.closes]
    named = [one for one in dated if one.id == key] or dated
    if not named:
        return False
    step = next((one for one in named if situation.truth(one.when)), named[0])
    ends = [one for one in (step.opens, step.closes) if one]
    if any(one.day is None and situation.state(one.fact) is Missing.ABSENT for one in ends):
        return False
    known = all(day_of(situation, one) for one in ends)
    read = any(one.fact in facts_of(risk.when) for one in ends)
    return read and not (situation.truth(step.when) and known)
