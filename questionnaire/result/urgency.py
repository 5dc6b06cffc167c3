"""The urgency of an answer: one rule for lists, weeks, calendars and the card itself."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from django.utils.translation import gettext as _

from procedures.engine.evaluation import Evaluation, OrientationResult, ProcedureResult
from procedures.engine.stances import day_of, is_undated
from procedures.engine.values.rules import Orientation
from procedures.engine.values.stances import LATE

from . import unknowns
from .branches import only_unknown
from .last_days import dated_step_of, day_of_leaf, days_of_card
from .reading import Reading
from .stances import is_last_day, when
from .timing import Status, Timing, timing_of, until
from .unknowns import ToFindOut
from .verdict import timing_of_card


class Urgency(StrEnum):
    """Why an answer cannot wait, the most urgent first.

    Today is the last day, or the law counts today only perhaps, or the card says « Aujourd'hui »;
    a day cannot be computed without an answer; the last day that the law counts has passed.
    """

    TODAY = "today"
    UNDATED = "undated"
    LATE = "late"


def urgent_parts(
    reading: Reading, evaluation: Evaluation
) -> Iterator[tuple[frozenset[Urgency], ProcedureResult | Orientation]]:
    """Yield what of an answer cannot wait, and why."""
    for result in evaluation.procedures:
        if result.recommended and (why := urgencies_of(reading, result)):
            yield why, result
    for found in evaluation.orientations:
        if found.certain and (why := _of_orientation(reading, found)):
            yield why, found.orientation


def urgencies(reading: Reading, evaluation: Evaluation) -> frozenset[Urgency]:
    """Return why an answer cannot wait: nothing if it can."""
    parts = (why for why, _part in urgent_parts(reading, evaluation))
    alone = [Urgency.UNDATED] if _date_alone(reading, evaluation) else []
    return frozenset(alone).union(*parts)


def urgencies_of(reading: Reading, result: ProcedureResult) -> frozenset[Urgency]:
    """Return why a recommended procedure cannot wait, by what its card says.

    A step that is over makes no person late while the card has a day that is still good.
    """
    ends = _ends(reading, result)
    steps = [timing_of(one, reading.today) for one in result.steps]
    is_good = ends.closes is not None and (
        ends.closes >= reading.today or ends.status is Status.DUE
    )
    over = ends.status is Status.LATE or any(one.status is Status.LATE for one in steps)
    is_late = result.stance_name == LATE
    undated = ends.status is Status.UNKNOWN and not is_good
    last = any(is_last_day(reading, one) for one in (ends, *steps))
    today = last or (not (is_late or undated) and _says_today(reading, result, ends))
    return _which(today=today, undated=undated, late=is_late or (over and not is_good))


def missing_answers(reading: Reading, evaluation: Evaluation) -> list[ToFindOut]:
    """Return the questions without whose answer a day of an answer cannot be computed."""
    found: dict[str, ToFindOut] = {}
    for why, part in urgent_parts(reading, evaluation):
        if Urgency.UNDATED in why:
            found |= {one.key: one for one in _behind(reading, part)}
    alone = unknowns.behind_keys(reading, _date_alone(reading, evaluation))
    return list((found | {one.key: one for one in alone}).values())


def _date_alone(reading: Reading, evaluation: Evaluation) -> list[str]:
    """Return the date without which nothing is certain, where only this one is not known."""
    if any(one.recommended for one in evaluation.procedures):
        return []
    key = only_unknown(reading, evaluation)
    return [key] if key else []


def _ends(reading: Reading, result: ProcedureResult) -> Timing:
    """Return the days of the card: the last day of its stance comes before that of its step."""
    timing, found = timing_of_card(reading, result), result.stance
    if found is None:
        return timing
    return until(timing, found.stance.last_day, found.last_day, reading.today)


def _says_today(reading: Reading, result: ProcedureResult, ends: Timing) -> bool:
    """Tell whether the card says « Aujourd'hui » though nothing ends."""
    if result.stance is None:
        return False
    days = days_of_card(reading, result, timing_of_card(reading, result), None)
    leaf = day_of_leaf(result.stance, days)
    return when(reading, result.stance, ends, result.place, leaf) == _("Aujourd’hui")


def _of_orientation(reading: Reading, found: OrientationResult) -> frozenset[Urgency]:
    end = found.orientation.last_day
    return _which(
        today=bool(found.last_day and found.last_day <= reading.today),
        undated=bool(
            end
            and day_of(end, reading.situation) is None
            and not is_undated(end, reading.situation)
        ),
        late=found.orientation.stance == LATE,
    )


def _which(**found: bool) -> frozenset[Urgency]:
    return frozenset(Urgency(why) for why, is_so in found.items() if is_so)


def _behind(reading: Reading, part: ProcedureResult | Orientation) -> list[ToFindOut]:
    if isinstance(part, Orientation):
        return unknowns.behind_keys(reading, [part.last_day.fact] if part.last_day else [])
    step = dated_step_of(part)
    return unknowns.behind_window(reading, part.channel, step.step) if step else []
