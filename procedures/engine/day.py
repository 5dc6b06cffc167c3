"""One day of a rule set: every fact in order, with where it comes from and what it sets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .fact_sources import Answers, FactSource
from .fact_table import FactTable
from .facts import Missing, State


@dataclass(slots=True)
class Replayed:
    """One person's facts, and the bits that they set: each fact's apart, and all of them.

    ``waiting`` are the facts that have no value and might matter, with their bits.
    """

    states: dict[str, State]
    found: list[int]
    waiting: dict[str, int]
    bits: int


@dataclass(frozen=True, slots=True)
class Fact:
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
        """Replay answers from none."""
        count = len(self.facts)
        fresh = Replayed({"today": self.today}, [0] * count, {}, self.start)
        return self._work_out(fresh, range(count), answers)

    def replay_after(
        self, before: Replayed, changed: tuple[int, ...], answers: Answers
    ) -> Replayed:
        """Replay answers of which only those behind the ``changed`` facts are new."""
        found = before.found.copy()
        for index in changed:
            found[index] = 0
        bits = self.start
        for one in found:
            bits |= one
        waiting = before.waiting.copy()
        for index in changed:
            waiting.pop(self.facts[index].key, None)
        copied = Replayed(before.states.copy(), found, waiting, bits)
        return self._work_out(copied, changed, answers)

    def _work_out(self, person: Replayed, order: Iterable[int], answers: Answers) -> Replayed:
        # Every evaluation goes through here: plain questions are read without a call.
        facts, states, waiting = self.facts, person.states, person.waiting
        found, bits = person.found, person.bits
        pending, absent, unknown = Missing.PENDING, Missing.ABSENT, Missing.UNKNOWN
        state: State | None
        for index in order:
            fact = facts[index]
            key, gate, table = fact.key, fact.gate, fact.table
            if gate is None:
                state = fact.source.state(answers, bits, states)
            elif gate and bits & gate == gate:
                state = absent
            else:
                state = answers.get(key, pending)
                if state is None:
                    state = unknown
            states[key] = state
            if state is pending:
                waiting[key] = one = table.pending
            elif state is absent:
                one = table.absent
            elif state is unknown:
                waiting[key] = one = table[None]
            else:
                one = table[state]
            found[index] = one
            bits |= one
        person.bits = bits
        return person
