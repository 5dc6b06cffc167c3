"""The requirements of one procedure in one place, with the compiled condition of each line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from ..conditions.tree import Condition
from ..values.department import Channel, Override
from ..values.procedure import Cost, DocumentEntry, Procedure, Step
from ..values.rules import RuleSet
from ..values.stances import facts_counted_from
from ..values.truth import Truth
from .bitset import Clause

# The facts from which the dates of a step are counted, and the step's condition.
Window: TypeAlias = tuple[tuple[str, ...], Clause]


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A line of a list of documents.

    ``local`` is ``True``, or ``None`` while it depends on the unknown place.
    """

    entry: DocumentEntry
    local: Truth
    when: Clause


@dataclass(frozen=True, slots=True)
class Plan:
    """The channels of a procedure, in the order in which they are tried, and its lines.

    ``windows`` are the facts from which the dates of each dated step are counted, with the step's
    condition; ``days`` are those of the last days of stances. ``details`` are the bits of the
    conditions of lines.
    ``decisive`` are those of the lines that are no papers, of stances, and of the warnings that are
    not about papers.
    """

    channels: tuple[tuple[Channel, Clause], ...]
    documents: tuple[DocumentLine, ...]
    steps: tuple[tuple[Step, Clause], ...]
    costs: tuple[tuple[Cost, Clause], ...]
    windows: tuple[Window, ...]
    days: tuple[str, ...]
    details: int
    decisive: int


def plan_of(
    rule_set: RuleSet,
    procedure: Procedure,
    place: str | None,
    channels: tuple[tuple[Channel, Clause], ...],
    clause: Callable[[Condition], Clause],
) -> Plan:
    """Return the plan of a procedure in a département, or in an unknown place (``None``).

    ``channels`` are those tried there for the procedure.
    """
    documents = tuple(
        DocumentLine(entry, local, clause(entry.when))
        for entry, local in _entries(rule_set, procedure, place)
    )
    steps = tuple((step, clause(step.when)) for step in procedure.steps)
    costs = tuple((cost, clause(cost.when)) for cost in procedure.costs)
    decisive = 0
    for warning in (*procedure.warnings, *(one for step, _ in steps for one in step.warnings)):
        decisive |= 0 if warning.papers else clause(warning.when).bit
    for stance in procedure.stances:
        decisive |= clause(stance.when).bit
    for _, when in (*steps, *costs):
        decisive |= when.bit
    details = 0
    for when in (*(line.when for line in documents), *(one for _, one in (*steps, *costs))):
        details |= when.bit
    return Plan(
        channels=channels,
        documents=documents,
        steps=steps,
        costs=costs,
        windows=tuple(
            (facts, when)
            for step, when in steps
            if (facts := facts_counted_from(step.opens, step.closes))
        ),
        days=facts_counted_from(*(stance.last_day for stance in procedure.stances)),
        details=details,
        decisive=decisive,
    )


def _entries(
    rule_set: RuleSet, procedure: Procedure, place: str | None
) -> list[tuple[DocumentEntry, Truth]]:
    """Return (line, whether it is asked in this place) for each line of a procedure's list.

    A line that the person's préfecture drops is left out. While the commune is unknown, a line that
    some préfecture drops or adds is unknown (``None``).
    """
    overrides = _overrides(rule_set, procedure, place)
    dropped = frozenset().union(*(one.drop_documents for one in overrides))
    entries: list[tuple[DocumentEntry, Truth]] = []
    for entry in procedure.documents:
        if entry.one_of or entry.documents[0] not in dropped:
            entries.append((entry, True))
        elif place is None:
            entries.append((entry, None))
    added = None if place is None else True
    entries += [(entry, added) for one in overrides for entry in one.add_documents]
    return entries


def _overrides(rule_set: RuleSet, procedure: Procedure, place: str | None) -> list[Override]:
    departments = rule_set.departments
    if place is None:
        concerned = list(departments.values())
    else:
        concerned = [departments[place]] if place in departments else []
    found = (department.overrides.get(procedure.id) for department in concerned)
    return [override for override in found if override]
