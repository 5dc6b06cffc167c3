"""One day of a rule set: every fact in order, with its source and the bits that it sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ..values.facts import Answers, Missing, State
from .fact_sources import FactSource, QuestionSource
from .fact_table import FactTable


@dataclass(frozen=True, slots=True)
class Replayed:
    """The facts of one person, and the bits that they set.

    ``waiting`` holds the facts without a value that might still matter, with their bits.
    """

    states: dict[str, State]
    waiting: dict[str, int]
    bits: int


class Fact(NamedTuple):
    """A fact: its source, and the bits that each of its states sets.

    ``gate`` holds bits that are all set exactly when the question does not apply, or is ``None`` if
    only the source can tell. ``settled_by`` is the fact whose value answers a question that the
    person did not answer, or empty.
    """

    key: str
    source: FactSource
    table: FactTable
    gate: int | None
    settled_by: str


@dataclass(frozen=True, slots=True)
class Day:
    """What the date decides. ``start`` are the bits that the date itself sets.

    Each of the ``facts`` comes after the facts that it is computed from.
    """

    today: date
    start: int
    facts: tuple[Fact, ...]
    channel: FactTable

    def replay(self, answers: Answers) -> Replayed:
        """Return the facts of a person who gives these answers."""
        # Every evaluation runs this loop: questions without conditions are read without a call.
        states: dict[str, State] = {"today": self.today}
        waiting: dict[str, int] = {}
        bits = self.start
        pending, absent, unknown = Missing.PENDING, Missing.ABSENT, Missing.UNKNOWN
        state: State | None
        given = answers.get
        for key, source, table, gate, settled_by in self.facts:
            if gate is None:
                state = source.state(answers, bits, states)
            elif gate and bits & gate == gate:
                states[key] = absent
                bits |= table.absent
                continue
            else:
                state = given(key, pending)
                if state is None:
                    state = unknown
            if settled_by and state is pending and isinstance(source, QuestionSource):
                state = source.settled(states[settled_by], bits)
            states[key] = state
            if state is pending:
                waiting[key] = found = table.pending
            elif state is unknown:
                waiting[key] = found = table[None]
            elif state is absent:
                found = table.absent
            else:
                found = table[state]
            bits |= found
        return Replayed(states, waiting, bits)
