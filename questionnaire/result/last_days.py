"""The last days of an answer: the first of them is a leaf of the calendar, on top of its card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from procedures.engine.deadlines import counted_day
from procedures.engine.evaluation import ProcedureResult
from procedures.engine.stances import StanceResult, StepResult, dated_step, day_ahead
from procedures.engine.values.rules import Orientation
from procedures.engine.values.stances import (
    ANSWER,
    CALL,
    COME_BACK,
    FOLLOW,
    GET_SAFE,
    LATE,
    WindowEnd,
)
from questionnaire.between.letters import letter_of_step

from . import formats
from .filing import COURTS
from .formats import days_between
from .others import Orientations
from .reading import Reading, Shown, first_sentence
from .timing import Hour, Status, Timing, due_text, hour_of, left_text, timing_of

# From how many days on a last day is red, whatever the card says.
PRESSING_DAYS = 7


@dataclass(frozen=True, slots=True)
class LastDay:
    """A careful last day of an answer, which is part of the delay, and what ends with it.

    ``counted`` is the last day that the law counts, which may follow it. A right is ``lost`` after
    it: what may still be done later is only late. It is ``own`` if it is that of the card itself,
    and not of another step or of an answer beside. What depends on an answer that is not given is
    not ``certain``. ``letter`` is the code of the letter that is written by then.
    """

    day: date
    what: Shown
    counted: date
    hour: Hour | None = None
    lost: bool = True
    own: bool = False
    certain: bool = True
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """The values of the head of components/answer_card.html.

    ``month`` and ``number`` are what a leaf of a calendar shows; ``in_full`` names the weekday and
    the year; ``iso`` is the day as a machine reads it, and ``until`` the last one that the law
    counts. ``hour`` says when the last day ends, midnight where it is empty. A kept list counts
    again with these three.
    """

    month: str
    number: str
    iso: str
    what: Shown
    in_full: str
    left: str
    tone: str
    past: bool = False
    until: str = ""
    hour: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a card: the other answers, and the other procedures that are listed."""

    orientations: Orientations
    procedures: Sequence[ProcedureResult]


def beside_the_card(
    orientations: Orientations, procedures: Sequence[ProcedureResult], most: int
) -> Beside:
    """Return what stands beside a card. Of more than ``most`` procedures none is likely."""
    listed = [one for one in procedures if not one.recommended]
    return Beside(orientations, listed if len(listed) <= most else ())


def dated_step_of(result: ProcedureResult) -> StepResult | None:
    """Return the step whose days are those of the card, or ``None`` if no step has any.

    Whoever has to be back before several days reads the first of them; one that is not known yet
    comes before the others.
    """
    if result.stance_name == COME_BACK:
        ending = [one for one in result.steps if one.certain and one.step.closes]
        return min(ending, key=lambda one: one.closes or date.min, default=None)
    key = result.stance.stance.step if result.stance else ""
    return dated_step(result.steps, key) or dated_step(result.steps)


def undoes_the_first_day(result: ProcedureResult, step: StepResult) -> bool:
    """Tell whether a step has a later day than the one by which somebody has to be back.

    Told beside the first day, it would say that there is more time.
    """
    own = dated_step_of(result) if result.stance_name == COME_BACK else None
    return bool(own and own.closes and step.closes and step.closes > own.closes)


def is_signature(result: ProcedureResult) -> bool:
    """Tell whether the days of a card are those of a signature at the court.

    What is filed on the last day comes too late: the court still has to call the person in.
    """
    own = dated_step_of(result)
    at_court = own and own.closes and own.step.place == "tribunal_judiciaire"
    return bool(at_court and not result.procedure.may_say(ANSWER))


def days_of_procedure(reading: Reading, result: ProcedureResult) -> Iterator[LastDay]:
    """Yield the last days of a card, of its steps and of its rule, in no order."""
    found, stance = result.stance, result.stance_name
    lost = result.procedure.may_say(ANSWER, COME_BACK)
    if found and found.last_day:
        what, end = _of_own(reading, result, found.last_day), found.stance.last_day
        yield _last_day(reading, found.last_day, end, what, lost=lost, own=True)
    own = dated_step_of(result)
    for one in result.steps:
        timing = timing_of(one, reading.today)
        if timing.closes is None or timing.status is Status.UNKNOWN:
            continue
        if undoes_the_first_day(result, one):
            continue
        if one is own and stance == FOLLOW:
            yield from _of_a_silence(reading, result, one)
            continue
        words = _of_step(reading, result, one, own=one is own)
        marks: dict[str, Any] = {"lost": lost, "own": one is own, "certain": one.certain}
        marks["letter"] = letter_of_step(result.steps, one)
        yield _last_day(reading, timing.closes, one.step.closes, words, **marks)
    ends = end_of_rule(result)
    if ends:
        yield LastDay(ends, _("Dernier jour de cette règle"), ends, own=True)


def _last_day(
    reading: Reading, day: date, end: WindowEnd | None, what: Shown, **marks: Any
) -> LastDay:
    """Return the day of an end; ``marks`` are further fields."""
    counted = counted_day(end, day, reading.rule_set) if end else day
    return LastDay(day, what, counted, hour_of(end, day), **marks)


def _of_step(reading: Reading, result: ProcedureResult, one: StepResult, *, own: bool) -> Shown:
    """Return what ends with the last day of a step: of several appeals, each says for whom."""
    if _is_appeal(one) and sum(map(_is_appeal, result.steps)) == 1:
        return _("Dernier jour pour le tribunal")
    if _is_appeal(one):
        return first_sentence(reading.shown(one.step.text))[0]
    # Whoever has to come back reads by what the day is: a delay, a renewal, the end of a card.
    if not own or not one.closes or result.stance_name == COME_BACK:
        return first_sentence(reading.shown(one.step.text))[0]
    if is_signature(result):
        return _("Dernier jour pour signer au tribunal")
    return _of_own(reading, result, one.closes)


def _is_appeal(one: StepResult) -> bool:
    return one.step.closes is not None and one.step.closes.appeal_months > 0


def _of_own(reading: Reading, result: ProcedureResult, day: date) -> Shown:
    """Return what ends with a day of the card: that of a step beside its own is the step's.

    Before an answer, the last of the steps is the answer.
    """
    sure = {one.closes: one for one in result.steps if one.certain and one.closes}
    stance, dated = result.stance_name, dated_step_of(result)
    own = max(sure, default=None) if stance == ANSWER else dated.closes if dated else None
    # Whoever is late has passed the day of their own step.
    if day in sure and (day != own or stance == LATE):
        return first_sentence(reading.shown(sure[day].step.text))[0]
    return _of_stance(stance)


def _of_a_silence(reading: Reading, result: ProcedureResult, one: StepResult) -> Iterator[LastDay]:
    """Yield the day on which a silence becomes a refusal, and the last day to appeal."""
    if one.opens and one.closes:
        refused, appeal = _("Le silence devient un refus"), _of_step(reading, result, one, own=True)
        letter = letter_of_step(result.steps, one)
        yield _last_day(reading, one.opens, one.step.opens, refused, own=True, letter=letter)
        yield _last_day(reading, one.closes, one.step.closes, appeal, letter=letter)


def end_of_rule(result: ProcedureResult) -> date | None:
    """Return the last day on which a procedure exists, if it is known for sure."""
    procedure = result.procedure
    return None if procedure.source.confidence == "low" else procedure.days.end


def days_beside(reading: Reading, beside: Beside) -> Iterator[LastDay]:
    """Yield the last days of what stands beside a card, with their titles.

    They are those of the answers that certainly hold, and of the rules of the other procedures.
    """
    for result in beside.procedures:
        rule_ends = end_of_rule(result)
        if rule_ends:
            yield LastDay(rule_ends, reading.shown(result.procedure.title), rule_ends)
    found = beside.orientations
    for one in (*found.urgent, *found.particular, *found.household):
        ends = day_ahead(one.last_day, reading.situation)
        if ends:
            yield _last_day(reading, ends, one.last_day, reading.shown(one.title))


def day_of_orientation(reading: Reading, orientation: Orientation) -> LastDay | None:
    """Return the last day of an answer that has a card of its own."""
    ends = day_ahead(orientation.last_day, reading.situation)
    if ends is None:
        return None
    return _last_day(reading, ends, orientation.last_day, _("Dernier jour pour agir"), own=True)


def days_of_card(
    reading: Reading, result: ProcedureResult, timing: Timing, beside: Beside | None
) -> list[LastDay]:
    """Return the last days of an answer that have not passed, the earliest first, each once.

    If it is too early to ask, the last day to ask is left out: it stands beside the first one. If
    every day has passed, that of a court is the only one: elsewhere one asks today all the same.
    """
    found = list(days_of_procedure(reading, result))
    early = timing.closes if timing.status is Status.TOO_EARLY else None
    ahead = in_order(reading, [*found, *(days_beside(reading, beside) if beside else ())])
    ahead = [one for one in ahead if not (one.own and one.day == early)]
    # Whoever is told to call, or to get safe, has missed no day of their own.
    if ahead or timing.status is not Status.LATE or result.stance_name in (CALL, GET_SAFE):
        return ahead
    if not _is_closed(result):
        return []
    past = [one for one in found if one.own and one.day == timing.closes]
    return [replace(one, what=_("Le dernier jour était")) for one in past[:1]]


def _is_closed(result: ProcedureResult) -> bool:
    """Tell whether nobody may act any more after the last day of a card."""
    own = dated_step_of(result)
    return result.procedure.may_say(ANSWER) or bool(own and own.step.place in COURTS)


def in_order(reading: Reading, found: Iterable[LastDay]) -> list[LastDay]:
    """Return the days that the law still counts, the earliest first, each once.

    Two that fall on one day have the words of the card itself.
    """
    ahead = [one for one in found if one.counted >= reading.today]
    ahead.sort(key=lambda one: (one.day, not one.own, not one.certain))
    kept: dict[date, LastDay] = {}
    for one in ahead:
        kept.setdefault(one.day, one)
    return list(kept.values())


def day_of_leaf(found: StanceResult, days: Sequence[LastDay]) -> LastDay | None:
    """Return the first sure day of a card: not its own, if one is to call before that day."""
    calls = found.stance.stance == CALL
    return next((one for one in days if one.certain and not (calls and one.own)), None)


def leaf(reading: Reading, found: LastDay, tone: str) -> Leaf:
    """Return a last day as a leaf. ``tone`` is that of the card, kept while nothing presses.

    Once the careful day has passed and as long as the law counts, the day to act is today.
    """
    language, today = reading.language, reading.today
    past = found.counted < today
    day = found.day if past else max(found.day, today)
    left = days_between(today, found.day)
    return Leaf(
        month=formats.month(day, language),
        number=str(day.day),
        iso=day.isoformat(),
        what=found.what,
        in_full=formats.weekday_and_day(day, language),
        left=due_text() if found.day < day else left_text(left, found.hour),
        tone=_tone(found, left, tone, past=past),
        past=past,
        until=found.counted.isoformat(),
        hour=found.hour or "",
    )


def _of_stance(stance: str) -> str:
    if stance == ANSWER:
        return _("Dernier jour pour répondre")
    if stance == COME_BACK:
        return _("Dernier jour pour revenir")
    if stance == LATE:
        # The delay to file has passed: another day is still ahead.
        return _("Dernière limite")
    return _("Dernier jour pour agir") if stance in ("", CALL) else _("Dernier jour pour déposer")


def _tone(found: LastDay, left: int, tone: str, *, past: bool) -> str:
    if past:
        return "danger" if found.lost else "warning"
    if left <= PRESSING_DAYS:
        return "danger"
    return "warning" if tone == "danger" else tone
