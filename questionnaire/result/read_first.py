"""A request that a refusal may follow with an order to leave: it is read before it is filed."""

from collections.abc import Sequence
from dataclasses import replace

from procedures.engine.conditions.tree import facts_of
from procedures.engine.evaluation import ProcedureResult
from procedures.engine.stances import StepResult, dated_step
from procedures.engine.values.procedure import Step
from procedures.engine.values.rules import Orientation

from .cards import Verdict
from .reading import Reading
from .timing import Status, timing_of

READ, FILE = "faire_relire", "deposer"
A_HELP, A_COUNTER = "aide", "canal"
# What the card of these says of the risk, or says instead of it, it says itself.
SAY_IT = (READ, "se_proteger", "repondre")
# Who asks for a protection is not held back from the counter: the risk stands under the card.
PROTECTIONS = ("asile", "protection")


def risk_of(result: ProcedureResult, risks: Sequence[Orientation]) -> Orientation | None:
    """Return the risk to say on the card of a procedure, or ``None`` if the card says one itself.

    ``risks`` are the careful orientations that hold; only one written to have a file read first,
    with a lead for the card, is said there.
    """
    if result.stance is None or result.stance.stance.stance in SAY_IT:
        return None
    return next((one for one in risks if one.stance == READ and one.lead), None)


def read_first(
    reading: Reading, result: ProcedureResult, risks: Sequence[Orientation]
) -> tuple[ProcedureResult, Orientation | None]:
    """Return a procedure as it is shown, and the risk that its card adds to its own words."""
    shown = read_before(reading, result, risks)
    return shown, risk_of(result, risks) if shown.place == A_HELP else None


def read_before(
    reading: Reading, result: ProcedureResult, risks: Sequence[Orientation]
) -> ProcedureResult:
    """Return a procedure that is to be filed as one to have read before, if a risk holds.

    The card then sends to whoever reads it, and the steps of the risk come before the filing. It
    stays as it is where the day that the risk rests on is not known: that is no title that is over.
    """
    risk = risk_of(result, risks)
    found = result.stance
    if risk is None or found is None or not _is_filed(result):
        return result
    if _rests_on_unknown_days(reading, result, risk):
        return result
    filed = next(at for at, one in enumerate(result.steps) if one.step.place == A_COUNTER)
    first = [
        StepResult(Step(f"{risk.id}_{at}", one.text, place=A_HELP), True, None, None)
        for at, one in enumerate(risk.steps)
    ]
    return replace(
        result,
        stance=replace(found, stance=replace(found.stance, stance=READ)),
        steps=(*result.steps[:filed], *first, *result.steps[filed:]),
    )


def with_risk(reading: Reading, card: Verdict, risk: Orientation | None) -> Verdict:
    """Return a card that says the risk after its own words."""
    return replace(card, leads=[*card.leads, reading.shown(risk.lead)]) if risk else card


def _rests_on_unknown_days(reading: Reading, result: ProcedureResult, risk: Orientation) -> bool:
    """Tell whether the procedure waits for a day that nobody knows, of a fact of the risk."""
    key = result.stance.stance.step if result.stance else ""
    dated = dated_step(result.steps, key) or dated_step(result.steps)
    if dated is None or (
        dated.certain and timing_of(dated, reading.today).status is not Status.UNKNOWN
    ):
        return False
    facts = facts_of(risk.when)
    return any(end and end.fact in facts for end in (dated.step.opens, dated.step.closes))


def _is_filed(result: ProcedureResult) -> bool:
    return (
        result.stance is not None
        and result.stance.stance.stance == FILE
        and result.place == A_COUNTER
        and result.procedure.family not in PROTECTIONS
    )
