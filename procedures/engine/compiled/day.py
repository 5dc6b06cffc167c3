"""One day of a rule set: every fact in order, with where it comes from and what it sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ..values.facts import Answers, Missing, State
from .fact_sources import FactSource
from .fact_table import FactTable


@dataclass(frozen=True, slots=True)
class Replayed:
    """One person's facts, and the bits that they set.

    ``waiting`` are the facts that have no value and might matter, with their bits.
    """

    states: dict[str, State]
    waiting: dict[str, int]
    bits: int


class Fact(NamedTuple):
    """One fact: where it comes from, and what each of its states sets.

    ``gate`` are the bits that say that its question does not apply, where they say all:
    ``None`` if the source must be asked.
    """

    key: str
    source: FactSource
    table: FactTable
    gate: int | None


@dataclass(frozen=True, slots=True)
class Day:
    """``start`` are the bits that the day itself sets; ``facts`` come each after those that it
    rests on.
    """

    today: date
    start: int
    facts: tuple[Fact, ...]
    channel: FactTable

    def replay(self, answers: Answers) -> Replayed:
        """Work out every fact of a person."""
        # Every evaluation goes through here: plain questions are read without a call.
        states: dict[str, State] = {"today": self.today}
        waiting: dict[str, int] = {}
        bits = self.start
        pending, absent, unknown = Missing.PENDING, Missing.ABSENT, Missing.UNKNOWN
        state: State | None
        given = answers.get
        for key, source, table, gate in self.facts:
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
