"""The steps to take, in order, with their computed dates."""

from dataclasses import dataclass

from procedures.engine.channels import view_of
from procedures.engine.conditions.tree import truth_of
from procedures.engine.evaluation import ProcedureResult
from procedures.engine.stances import StepResult

from .reading import Reading, Shown
from .timing import Status, dates_text, timing_of


@dataclass(frozen=True, slots=True)
class ShownStep:
    """The values of components/step_list.html."""

    text: Shown
    when: str
    state: str
    late: Shown
    warnings: list[Shown]
    possible: bool


def shown_steps(reading: Reading, result: ProcedureResult) -> list[ShownStep]:
    return [_step(reading, result, one) for one in result.steps]


def _step(reading: Reading, result: ProcedureResult, one: StepResult) -> ShownStep:
    timing = timing_of(one, reading.today)
    late = timing.status is Status.LATE
    view = view_of(reading.situation, result.channel)
    return ShownStep(
        text=reading.shown(one.step.text),
        when=dates_text(timing, reading),
        state="" if timing.status is Status.ANYTIME else str(timing.status),
        late=reading.shown(one.step.late) if late else "",
        warnings=[reading.shown(w.text) for w in one.step.warnings if truth_of(w.when, view)],
        possible=not one.certain,
    )
