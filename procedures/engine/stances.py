"""The days of a step, and the stance that the card of an answer takes on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from .conditions.tree import facts_of
from .deadlines import counted_day
from .situation import ProcedureView, Situation
from .values.content import Text
from .values.facts import Missing
from .values.procedure import Procedure, Step
from .values.rules import Orientation
from .values.stances import AFTER, ANSWER, BEFORE, DURING, FILE, LATE, READ_FIRST, Stance, WindowEnd

# The moment of a step whose last day is not known.
_PERHAPS_AFTER = "peut_etre_apres"


@dataclass(frozen=True, slots=True)
class StepResult:
    """A listed step on a day.

    ``closes`` is the careful last day. The person is late after ``counted``, the last day that the
    law counts: it is the same one but for an appeal (``deadlines``). ``undated`` tells that no
    question gives a day to count from: the window does not apply to this person.
    """

    step: Step
    certain: bool
    opens: date | None
    closes: date | None
    counted: date | None = field(default=None, kw_only=True)
    undated: bool = field(default=False, kw_only=True)
    # The orientation that puts the step before a filing; the procedure's own steps have none.
    orientation: Orientation | None = None

    def is_late(self, today: date) -> bool:
        """Tell whether the last day that the law counts has passed."""
        last = self.counted or self.closes
        return last is not None and last < today


@dataclass(frozen=True, slots=True)
class StanceResult:
    """The stance of a procedure for a person, and its careful last day.

    That day has passed only as long as the law still counts today: one then acts without waiting.
    ``orientation`` is a risk that the card says too, where the file is read before it is filed.
    """

    stance: Stance
    last_day: date | None
    orientation: Orientation | None = None

    @property
    def leads(self) -> list[Text]:
        """The sentences that somebody wrote for the card, in order, each once."""
        own, risk = self.stance.lead, self.orientation.lead if self.orientation else {}
        return [one for one in (own, risk if risk != own else {}) if one]


def is_undated(end: WindowEnd | None, view: ProcedureView | Situation) -> bool:
    """Tell whether an end is counted from a day that this person is never asked."""
    return end is not None and end.day is None and view.state(end.fact) is Missing.ABSENT


def day_of(end: WindowEnd | None, view: ProcedureView | Situation) -> date | None:
    """Return the careful day of a window's end, or ``None`` without an end or a known date."""
    if end is None:
        return None
    if end.day is not None:
        return end.day
    start = view.state(end.fact)
    if not isinstance(start, date):
        return None
    try:
        return end.counted_from(start)
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
            and (not one.moment or _moment(one.step, steps, view.today) in _moments(one))
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


def _moments(stance: Stance) -> tuple[str, ...]:
    """Return when a line with a moment holds: a person who may be late has the file read first."""
    late = stance.stance == READ_FIRST and stance.moment == AFTER
    return (AFTER, _PERHAPS_AFTER) if late else (stance.moment,)


def _moment(key: str, steps: Sequence[StepResult], today: date) -> str:
    """Return the moment of a step's window; an empty string while its first day is unknown."""
    found = dated_step(steps, key)
    if found is None or not found.certain:
        return ""
    if found.step.closes and found.closes is None:
        return "" if found.undated else _PERHAPS_AFTER
    if found.step.opens and found.opens is None:
        return ""
    if found.is_late(today):
        return AFTER
    return BEFORE if found.opens and today < found.opens else DURING


def day_ahead(end: WindowEnd | None, view: ProcedureView | Situation) -> date | None:
    """Return the careful day of a window's end, if it is known and the law still counts today."""
    found = day_of(end, view)
    if end is None or found is None:
        return None
    return found if view.today <= counted_day(end, found, view.rule_set) else None


A_HELP = "aide"
# Where a request begins: at the counter, or with the service that files a part of it.
COUNTERS = ("canal", "employeur", "ofii")
# What the card of these says of the risk, or says instead of it, it says itself.
SAY_IT = (READ_FIRST, "se_proteger", ANSWER)


def read_first(
    situation: Situation,
    procedure: Procedure,
    steps: tuple[StepResult, ...],
    found: StanceResult | None,
) -> tuple[tuple[StepResult, ...], StanceResult | None]:
    """Return the steps and the stance of a procedure for a person who may be ordered to leave.

    An orientation warns the persons it certainly concerns (``Orientation.is_read_first``). A card
    that sends to the counter then sends to a reader of the file, and the steps of the orientation
    come before the filing; one that is late stays late. A card that sends to that person already
    says the risk too. Any other one stays as it is.

    The filing is the first place of the steps, and what is put before it is another: the first
    place of the card stays that of the steps.
    """
    if found is None or found.stance.stance in SAY_IT:
        return steps, found
    risk = _risk(situation, procedure)
    place = first_place(steps)
    if risk is None or place not in (A_HELP, *COUNTERS):
        return steps, found
    if place == A_HELP:
        return steps, replace(found, orientation=risk)
    written = found.stance.stance
    if written not in (FILE, LATE) or _rests_on_unknown_days(risk, found, steps):
        return steps, found
    filed = next(at for at, one in enumerate(steps) if one.step.place)
    added = tuple(
        StepResult(Step(f"{risk.id}_{at}", one.text, place=A_HELP), True, None, None, risk)
        for at, one in enumerate(risk.steps)
    )
    stance = replace(
        found.stance,
        stance=READ_FIRST if written == FILE else LATE,
        place=found.stance.place and A_HELP,
    )
    return (*steps[:filed], *added, *steps[filed:]), replace(found, stance=stance, orientation=risk)


def first_place(steps: Sequence[StepResult]) -> str:
    """Return the first place that steps name, or an empty string."""
    return next((one.step.place for one in steps if one.step.place), "")


def _risk(situation: Situation, procedure: Procedure) -> Orientation | None:
    """Return the first orientation to read before this procedure is filed."""
    settled = situation.settled
    return next(
        (
            one
            for one, clause in situation.compiled.read_first
            if procedure.family not in one.filed_first and settled.truth(clause) is True
        ),
        None,
    )


def _rests_on_unknown_days(
    risk: Orientation, found: StanceResult, steps: Sequence[StepResult]
) -> bool:
    """Tell whether the procedure waits for an unknown day, of a fact of the risk.

    For an unknown last day of a title, the page does not say that it is over. Without a title,
    there is no day of it to wait for.
    """
    dated = dated_step(steps, found.stance.step) or dated_step(steps)
    if dated is None or dated.undated:
        return False
    ends = ((dated.step.opens, dated.opens), (dated.step.closes, dated.closes))
    if dated.certain and all(day for end, day in ends if end):
        return False
    facts = facts_of(risk.when)
    return any(end is not None and end.fact in facts for end, _day in ends)
