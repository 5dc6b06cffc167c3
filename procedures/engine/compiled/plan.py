"""The requirements of one procedure in one place, with the compiled condition of each line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from ..conditions.tree import Condition
from ..values.department import Channel, Override
from ..values.facts import Truth
from ..values.procedure import Cost, DocumentEntry, Procedure, Step
from ..values.rules import RuleSet
from ..values.stances import facts_counted_from
from .bitset import Clause, Settled

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


class Track:
    """The members of a track; each has a bit of its own for its condition, as it is written.

    What ``otherwise`` adds to it is read from the bits of the better ranked members: such a member
    is false below one that holds, and not certain below one that is unknown.
    """

    def __init__(self, members: Sequence[Procedure], bits: Sequence[int]) -> None:
        self.members = members
        self._bits = bits
        self._mask = sum(bits)
        self._otherwise = sum(bit for one, bit in zip(members, bits, strict=True) if one.otherwise)
        self._positions = {bit.bit_length(): index for index, bit in enumerate(bits)}
        self._better: dict[int, int] = {}

    def certain(self, settled: Settled) -> list[int]:
        """Return the positions of the certain members, the best rank first."""
        holding = sorted(self._each(self._holding(settled)))
        if not self._otherwise:
            return holding
        return [one for one in holding if self._stands(one, holding[0], settled)]

    def best(self, settled: Settled) -> int | None:
        """Return the position of the best certain member, or ``None``."""
        holding = self._holding(settled)
        best = min(self._each(holding), default=None)
        if best is None or self._stands(best, best, settled):
            return best
        return min(self._each(holding & ~self._otherwise), default=None)

    def possible(self, settled: Settled, best: int | None) -> int:
        """Return the bits of the unknown members that no certain member outranks."""
        among = self._mask if best is None else self._before(best)
        if not self._otherwise:
            return settled.unknown(among)
        first = min(self._each(self._holding(settled)), default=None)
        if first is None or first == best:
            return settled.unknown(among)
        # The first that holds, as it is written, is an « otherwise » that is not certain.
        false = self._otherwise & ~(self._before(first) | self._bits[first])
        return settled.unknown(among & ~false) | self._bits[first]

    def truth(self, procedure: Procedure, settled: Settled) -> Truth:
        """Return the truth of a member whose written condition is not false."""
        place = self.members.index(procedure)
        before = self._before(place)
        if before & ~settled.state:
            return False
        if settled.unknown(before | self._bits[place]):
            return None
        return True

    def positions(self, bits: int) -> list[int]:
        """Return the positions of the members that have these bits, the best rank first."""
        return sorted(self._each(bits))

    def _holding(self, settled: Settled) -> int:
        """Return the bits of the members whose written condition holds."""
        return self._mask ^ (self._mask & settled.state)

    def _stands(self, position: int, first: int, settled: Settled) -> bool:
        """Tell whether a member that holds is certain; ``first`` is the best ranked that holds."""
        if not self._bits[position] & self._otherwise:
            return True
        return position == first and not settled.unknown(self._before(position))

    def _before(self, position: int) -> int:
        found = self._better.get(position)
        if found is None:
            found = self._better[position] = sum(self._bits[:position])
        return found

    def _each(self, bits: int) -> Iterator[int]:
        while bits:
            low = bits & -bits
            yield self._positions[low.bit_length()]
            bits ^= low
