"""A request that a refusal may follow with an order to leave: it is read before it is filed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .conditions.tree import facts_of
from .situation import Situation
from .stances import StanceResult, StepResult, dated_step
from .values.procedure import Procedure, Step
from .values.rules import Orientation
from .values.stances import ANSWER, FILE, LATE, READ_FIRST

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
