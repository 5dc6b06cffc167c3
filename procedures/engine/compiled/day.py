"""One day of a rule set: every fact in order, with its source and the bits that it sets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from ..conditions.tree import FactTest, edges_of, truth_of_test
from ..values.facts import Answers, Missing, Scalar, State, Value, department_of, whole_years
from .bitset import Clause

# Sets of choices are many: beyond this number they are computed at each use.
_COMBINATIONS_HELD = 1_000
# Stands for the codes that no test names: a test has the same outcome for all of them.
_NAMED_BY_NONE = ""


class FactTable(dict[Any, int]):
    """A mapping from a value to the bits that it sets; ``None`` is « je ne sais pas ».

    ``tests`` gives for each test the bits to set if it is true, if it is false and if it is
    unknown. The bits of listed values are computed at once. Numbers and dates fall between *edges*,
    the values at which the outcome of a test may change.

    >>> adult = FactTest("age", "gte", 18)
    >>> table = FactTable({adult: (1, 2, 4)}, "integer", date(2026, 11, 24))
    >>> table[17], table[18], table[None], table.absent
    (2, 1, 4, 2)
    """

    __slots__ = ("_edges", "_other", "_pieces", "_tests", "_today", "absent", "pending")

    def __init__(
        self, tests: Mapping[FactTest, tuple[int, int, int]], kind: str, today: date
    ) -> None:
        super().__init__()
        self._tests = tests
        self._today = today
        self._edges: list[int] = []
        self._pieces: list[int] = []
        self.pending = self._bits(Missing.PENDING)
        self.absent = self._bits(Missing.ABSENT)
        self[None] = self._bits(Missing.UNKNOWN)
        if kind in ("date", "integer"):
            self._cut(kind)
        if not self._edges and kind != "choices":
            self._other = self._bits(_NAMED_BY_NONE)
            for value in {value for test in tests for value in edges_of(test, today)}:
                self[value] = self._bits(value)

    def of(self, state: State) -> int:
        """Return the bits that a fact sets in any state."""
        if state is Missing.PENDING:
            return self.pending
        if state is Missing.ABSENT:
            return self.absent
        return self[None if state is Missing.UNKNOWN else state]

    def __missing__(self, value: Any) -> int:
        if self._edges:
            return self._pieces[bisect_right(self._edges, _number(value))]
        if not isinstance(value, tuple):
            return self._other
        bits = self._bits(value)
        if len(self) < _COMBINATIONS_HELD:
            self[value] = bits
        return bits

    def _cut(self, kind: str) -> None:
        edges = {
            number
            for test in self._tests
            for edge in edges_of(test, self._today)
            for number in (_number(edge), _number(edge) + 1)
        }
        self._edges = sorted(edges)
        if self._edges:
            firsts = [self._edges[0] - 1, *self._edges]
            read = _day if kind == "date" else int
            self._pieces = [self._bits(read(first)) for first in firsts]

    def _bits(self, state: State) -> int:
        bits = 0
        for test, (if_true, if_false, if_unknown) in self._tests.items():
            truth = truth_of_test(test, state, self._today)
            bits |= if_unknown if truth is None else if_true if truth else if_false
        return bits


def _number(value: Any) -> int:
    return value.toordinal() if isinstance(value, date) else int(value)


def _day(ordinal: int) -> date:
    # Days outside the calendar are never looked up: any date may stand for them.
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))


States: TypeAlias = Mapping[str, State]


class QuestionSource:
    """The answer to a question, ignored if the question does not apply or no longer offers it."""

    __slots__ = ("_admits", "_key", "_offers", "_when")

    def __init__(
        self,
        key: str,
        when: Clause,
        offers: Mapping[str, Clause],
        admits: Callable[[Value], bool] | None = None,
    ) -> None:
        self._key = key
        self._admits = admits
        self._when = when if when.bit else None
        self._offers = {value: clause for value, clause in offers.items() if clause.bit}

    def state(self, answers: Answers, bits: int, states: States) -> State:
        """Return the fact's state, given the bits and the states of the facts before it."""
        if self._when is not None and self._when.truth(bits) is False:
            return Missing.ABSENT
        value = answers.get(self._key, Missing.PENDING)
        if value is None:
            return Missing.UNKNOWN
        if self._admits and not isinstance(value, Missing) and not self._admits(value):
            return Missing.PENDING
        if self._offers and value is not Missing.PENDING:
            if isinstance(value, tuple):
                offered = tuple(one for one in value if self._is_offered(one, bits))
                return offered if offered or not value else Missing.PENDING
            return value if self._is_offered(value, bits) else Missing.PENDING
        return value

    def settled(self, value: State, bits: int) -> State:
        """Return the answer that a derived fact gives instead of the person, or pending."""
        if isinstance(value, Missing) or not self._is_offered(value, bits):
            return Missing.PENDING
        return value

    @property
    def gate(self) -> int | None:
        """The bits that are all set if and only if the question does not apply.

        They are 0 if the question always applies. The gate is ``None`` if other bits, or the
        answer itself, must be looked at too.
        """
        if self._offers or self._admits or (self._when is not None and self._when.choices):
            return None
        return self._when.both if self._when is not None else 0

    def _is_offered(self, value: State, bits: int) -> bool:
        clause = self._offers.get(value) if isinstance(value, str) else None
        return clause is None or clause.truth(bits) is not False


class DerivedSource:
    """The value of the first rule that holds; pending while an earlier rule is unknown."""

    __slots__ = ("_rules",)

    def __init__(self, rules: Sequence[tuple[Scalar, Clause]]) -> None:
        # Most rules have no choice: their own two bits then say all.
        self._rules = [(value, one.both, one if one.choices else None) for value, one in rules]

    def state(self, answers: Answers, bits: int, states: States) -> State:
        """Return the fact's state, given the bits and the states of the facts before it."""
        for value, both, clause in self._rules:
            own = bits & both
            if own and own == both:
                continue
            truth = clause.truth(bits) if clause else not own or None
            if truth:
                return value
            if truth is None:
                return Missing.PENDING
        return Missing.ABSENT


class AgeSource:
    """The number of whole years from the birth date to today."""

    __slots__ = ("_today",)

    def __init__(self, today: date) -> None:
        self._today = today

    def state(self, answers: Answers, bits: int, states: States) -> State:
        """Return the fact's state, given the states of the facts before it."""
        born = states["birth_date"]
        return whole_years(born, self._today) if isinstance(born, date) else born


class DepartmentSource:
    """The département with which the code of the commune begins."""

    __slots__ = ()

    def state(self, answers: Answers, bits: int, states: States) -> State:
        """Return the fact's state, given the states of the facts before it."""
        commune = states["commune"]
        return department_of(commune) if isinstance(commune, str) else commune


class ArrondissementSource:
    """The arrondissement of the commune, unknown if the table does not have the commune."""

    __slots__ = ("_table",)

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = table

    def state(self, answers: Answers, bits: int, states: States) -> State:
        """Return the fact's state, given the states of the facts before it."""
        commune = states["commune"]
        if not isinstance(commune, str):
            return commune
        return self._table.get(commune, Missing.UNKNOWN)


FactSource: TypeAlias = (
    QuestionSource | DerivedSource | AgeSource | DepartmentSource | ArrondissementSource
)


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
