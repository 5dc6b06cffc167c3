"""``evaluate``: from a rule set, answers and a day to the result of a person. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from .channels import ChannelFound, department_of, resolve_channel, view_of
from .compiled import Plan
from .deadlines import counted_day
from .situation import ProcedureView, Situation
from .stances import (
    A_HELP,
    StanceResult,
    StepResult,
    dated_step,
    day_ahead,
    day_of,
    first_place,
    is_undated,
    read_first,
    stance_of,
)
from .values.content import Text
from .values.department import Notice
from .values.facts import Answers, Truth
from .values.procedure import DocumentEntry, Procedure
from .values.rules import Orientation, RuleSet
from .values.stances import AFTER, ANSWER, READ_FIRST

# A right that ends within these days is not to be read of below another card.
_SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DocumentResult:
    entry: DocumentEntry
    certain: bool


@dataclass(frozen=True, slots=True)
class CostResult:
    """A listed cost.

    ``possible`` tells what the catalogue says: that the cost may be asked of this person. Any other
    cost that is not certain depends on an answer.
    """

    label: Text
    amount: Decimal | None
    currency: str
    certain: bool
    possible: bool


@dataclass(frozen=True, slots=True)
class ProcedureResult:
    procedure: Procedure
    certain: bool
    recommended: bool
    channel: ChannelFound
    steps: tuple[StepResult, ...]
    documents: tuple[DocumentResult, ...]
    costs: tuple[CostResult, ...]
    notes: Text
    warnings: tuple[Text, ...]
    stance: StanceResult | None = None

    @property
    def stance_name(self) -> str:
        """The first words of the card, or an empty string where none are written."""
        return self.stance.stance.stance if self.stance else ""

    @property
    def total_cost(self) -> Decimal | None:
        """The sum of the certain costs, in the unit of their currency.

        It is ``None`` where nothing is sure: no certain cost has an amount, or the certain ones
        come to nought while an unanswered question may add another.
        """
        certain = [cost for cost in self.costs if cost.certain and cost.amount is not None]
        total = _sum(certain)
        waits = any(not cost.certain and not cost.possible for cost in self.costs)
        return None if not certain or (not total and waits) else total

    @property
    def possible_cost(self) -> Decimal:
        """The sum of the costs that are not certain, in the unit of their currency."""
        return _sum(cost for cost in self.costs if not cost.certain)

    @property
    def place(self) -> str:
        """The first place that the steps name, if any; what is read first is, by a helper."""
        return A_HELP if self.stance_name == READ_FIRST else first_place(self.steps)


def _sum(costs: Iterable[CostResult]) -> Decimal:
    return sum((cost.amount for cost in costs if cost.amount is not None), Decimal(0))


@dataclass(frozen=True, slots=True)
class OrientationResult:
    """An orientation, and its careful last day: ``None`` without one, or once it counts no more."""

    orientation: Orientation
    certain: bool
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The result of a person: procedures, orientations with urgent ones first, notices.

    Procedures are by rank, after those whose card says that it is late, or that it begins today.
    Before these stand the answers to a decision whose last day is less than eight days away.
    """

    procedures: tuple[ProcedureResult, ...]
    orientations: tuple[OrientationResult, ...]
    notices: tuple[Notice, ...]
    department: str | None


def evaluate(rule_set: RuleSet, answers: Answers, today: date) -> Evaluation:
    """Return the result of one person's answers on one day.

    ``answers`` maps question keys to values (``str``, ``int``, ``bool``, ``date``, tuples of
    ``str`` for « choices ») or to ``None``, which is « je ne sais pas »; ``answers.read_answers``
    reads them from JSON. An answer whose question does not apply is ignored.

    >>> from .schema.serialization import rule_set_from_plain
    >>> plain = {"questions": [{"key": "student", "kind": "yes_no", "text": "Étudiant ?"}],
    ...     "procedures": [{"id": "card", "family": "f", "track": "t", "rank": 1,
    ...                     "title": "Carte", "when": {"student": True}}]}
    >>> result = evaluate(rule_set_from_plain(plain), {"student": True}, date(2026, 11, 24))
    >>> [(one.procedure.id, one.certain) for one in result.procedures]
    [('card', True)]
    """
    return evaluate_situation(Situation(rule_set, answers, today))


def evaluate_situation(situation: Situation) -> Evaluation:
    """Return the result of a situation, some facts of which may be computed already."""
    procedures = tuple(
        procedure_result(situation, procedure, certain=certain, recommended=recommended)
        for procedure, certain, recommended in listed(situation)
    )
    families = {result.procedure.family for result in procedures}
    return Evaluation(
        procedures=tuple(sorted(procedures, key=lambda one: _wait(one, situation.today))),
        orientations=_orientations(situation),
        notices=_notices(situation, families),
        department=situation.department,
    )


def _wait(result: ProcedureResult, today: date) -> int:
    """Return the place of a card among the others: a right that ends soon, then what is late."""
    stance = result.stance.stance if result.recommended and result.stance else None
    if stance is None:
        return 2
    if stance.stance == ANSWER:
        answered = dated_step(result.steps, stance.step)
        ends = answered.closes if answered and answered.certain else None
        if answered and ends and not answered.is_late(today) and ends - today <= _SOON:
            return 0
    return 1 if stance.today or stance.moment == AFTER else 2


def listed(situation: Situation) -> list[tuple[Procedure, bool, bool]]:
    """Return (procedure, certain, recommended) for each listed procedure, in order."""
    settled = situation.settled
    certain: list[tuple[Procedure, bool, bool]] = []
    possible: list[tuple[Procedure, bool, bool]] = []
    for track in situation.compiled.tracks:
        standing = track.certain(settled)
        best = standing[0] if standing else None
        certain += [(track.members[one], True, one == best) for one in standing]
        open_ones = track.positions(track.possible(settled, best))
        possible += [(track.members[one], False, False) for one in open_ones]
    order = situation.compiled.order

    def by_rank(line: tuple[Procedure, bool, bool]) -> tuple[float, int]:
        return line[0].rank, order[line[0].id]

    return sorted(certain, key=by_rank) + sorted(possible, key=by_rank)


def procedure_result(
    situation: Situation, procedure: Procedure, *, certain: bool, recommended: bool
) -> ProcedureResult:
    """Return what one procedure requires of this person, and where to file it."""
    found = resolve_channel(situation, procedure)
    view = view_of(situation, found)
    plan = situation.plan(procedure)
    override = department_of(situation).overrides.get(procedure.id)
    steps = _steps(plan, view)
    steps, stance = read_first(situation, procedure, steps, stance_of(procedure, steps, view))
    return ProcedureResult(
        procedure=procedure,
        certain=certain,
        recommended=recommended,
        channel=found,
        steps=steps,
        documents=_documents(plan, view),
        costs=_costs(situation.rule_set, plan, view),
        notes=override.notes if override else {},
        warnings=tuple(one.text for one in procedure.warnings if view.truth(one.when)),
        stance=stance,
    )


def document_entries(
    situation: Situation, procedure: Procedure
) -> list[tuple[DocumentEntry, Truth]]:
    """Return (line, whether the département asks for it) for each line of a procedure's list."""
    return [(line.entry, line.local) for line in situation.plan(procedure).documents]


def _documents(plan: Plan, view: ProcedureView) -> tuple[DocumentResult, ...]:
    results: dict[tuple[tuple[str, ...], bool], DocumentResult] = {}
    for line in plan.documents:
        truth = view.truth_of_clause(line.when)
        if truth is False:
            continue
        entry = line.entry
        key = (entry.documents, entry.one_of)
        certain = bool(truth and line.local)
        held = results.get(key)
        # Of two lines of a paper the certain one is shown, and of those the one for everybody.
        if held is None or (certain, held.entry.for_some) > (held.certain, entry.for_some):
            results[key] = DocumentResult(entry, certain)
    return tuple(results.values())


def _steps(plan: Plan, view: ProcedureView) -> tuple[StepResult, ...]:
    results = []
    for step, clause in plan.steps:
        truth = view.truth_of_clause(clause)
        if truth is not False:
            opens, closes = day_of(step.opens, view), day_of(step.closes, view)
            counted = closes
            if step.closes and closes:
                counted = counted_day(step.closes, closes, view.rule_set)
            undated = is_undated(step.opens, view) or is_undated(step.closes, view)
            one = StepResult(step, truth is True, opens, closes, counted=counted, undated=undated)
            results.append(one)
    return tuple(results)


def _costs(rule_set: RuleSet, plan: Plan, view: ProcedureView) -> tuple[CostResult, ...]:
    results = []
    for cost, clause in plan.costs:
        truth = view.truth_of_clause(clause)
        if truth is False:
            continue
        label, amount, currency = cost.label, cost.amount, cost.currency
        if cost.fee:
            fee = rule_set.fees[cost.fee]
            label, amount, currency = fee.label, fee.amount_on(view.today), fee.currency
        certain = truth is True and not cost.possible
        results.append(CostResult(label, amount, currency, certain, cost.possible))
    return tuple(results)


def _orientations(situation: Situation) -> tuple[OrientationResult, ...]:
    settled = situation.settled
    truths = ((one, settled.truth(clause)) for one, clause in situation.compiled.orientations)
    return tuple(
        OrientationResult(one, truth is True, day_ahead(one.last_day, situation))
        for one, truth in truths
        if truth is not False
    )


def _notices(situation: Situation, families: set[str]) -> tuple[Notice, ...]:
    today = situation.today
    departments = (department_of(situation), situation.rule_set.national)
    return tuple(
        notice
        for department in departments
        for notice in department.notices
        if notice.is_shown(today) and (not notice.families or notice.families & families)
    )
