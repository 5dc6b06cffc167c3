"""All the conditions of a rule set at once, as bits of one big integer.

A condition becomes a *clause*: literals (a test, or its negation) that must all hold, and
choices among other clauses, each of which must hold too. Kleene's logic allows it: « not » moves
down to the tests, « all » within « all » and « any » within « any » melt.

Every clause of every condition owns two bits of a *state*: « not true » and, next to it,
« false ». A value of a fact sets the bits of the clauses whose literals it makes false or leaves
unknown, so a person's state is the union (``|``) of one integer a fact, found in a table. What
remains is to settle the choices, from the innermost outwards, for all clauses together: the
clauses lie so that the first alternatives of neighbouring choices are neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from ..conditions.tree import All, Condition, FactTest, Not
from ..values.facts import Truth

Bits: TypeAlias = int
_T = TypeVar("_T")
_BOTH = 3
# Indexed by two bits: « not true » is 1, « false » is 2.
_TRUTHS: tuple[Truth, ...] = (True, None, None, False)


@dataclass(slots=True, eq=False)
class Clause:
    """A condition in this form: every literal holds, and one clause of each choice.

    ``bit`` is its « not true » bit, ``both`` that bit and its « false » bit; both are 0 if the
    clause always holds. ``byte`` and ``shift`` locate the two bits in the bytes of a settled state.
    ``on_channel`` is true if the condition tests how a procedure is filed.
    """

    literals: tuple[tuple[FactTest, bool], ...] = ()
    choices: tuple[tuple[Clause, ...], ...] = ()
    bit: int = 0
    both: int = 0
    byte: int = 0
    shift: int = 0
    on_channel: bool = False
    plain_choices: list[tuple[int, int]] = field(default_factory=list)
    nested_choices: list[tuple[Clause, ...]] = field(default_factory=list)

    def truth(self, state: Bits) -> Truth:
        """Return the truth of this clause alone, in a state whose choices are not settled."""
        own = state & self.both
        if own and own == self.both:
            return False
        result: Truth = None if own else True
        for bits, both in self.plain_choices:
            own = state & both
            # None of the alternatives is true.
            if own & bits == bits:
                if own == both:
                    return False
                result = None
        for choice in self.nested_choices:
            best = _best(clause.truth(state) for clause in choice)
            if best is False:
                return False
            if best is None:
                result = None
        return result

    def sort_choices(self) -> None:
        """Separate the choices without nested choices, once every clause has its bits."""
        for choice in self.choices:
            for clause in choice:
                clause.sort_choices()
            if any(clause.choices for clause in choice):
                self.nested_choices.append(choice)
            else:
                bits = both = 0
                for clause in choice:
                    bits |= clause.bit
                    both |= clause.both
                self.plain_choices.append((bits, both))


def _best(truths: Iterator[Truth]) -> Truth:
    best: Truth = False
    for truth in truths:
        if truth:
            return True
        if truth is None:
            best = None
    return best


def clause_of(condition: Condition, *, wanted: bool = True) -> Clause:
    """Return a condition as a clause, or its negation if ``wanted`` is false."""
    if isinstance(condition, FactTest):
        return Clause(literals=((condition, wanted),))
    if isinstance(condition, Not):
        return clause_of(condition.part, wanted=not wanted)
    parts = [clause_of(part, wanted=wanted) for part in condition.parts]
    if isinstance(condition, All) is wanted:
        return Clause(
            literals=tuple(one for part in parts for one in part.literals),
            choices=tuple(one for part in parts for one in part.choices),
        )
    alternatives: list[Clause] = []
    for part in parts:
        if not part.literals and len(part.choices) == 1:
            alternatives.extend(part.choices[0])
        else:
            alternatives.append(part)
    if len(alternatives) == 1:
        return alternatives[0]
    return Clause(choices=(tuple(alternatives),))


@dataclass(slots=True, eq=False)
class Level:
    """Clauses side by side. ``present`` holds the bits of those that exist, from ``base`` on."""

    base: int
    present: int
    choices: list[ChoiceColumns] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class ChoiceColumns:
    """The k-th choice of each clause of a level, as columns: first alternatives, second ones, …"""

    present: int
    columns: list[Level]
    index: int


class Bitset:
    """Conditions laid out as bits. Add every condition, then call ``lay_out`` once."""

    def __init__(self) -> None:
        self._roots: list[Clause] = []
        self._low = 0
        self._shared: dict[Condition, Clause] = {}
        self._size = 0
        self._choices = 0
        self._levels: list[tuple[Level, Bits]] = []
        self._bytes = 1
        self._tests: dict[str, dict[FactTest, tuple[int, int]]] = {}

    def add(self, condition: Condition) -> Clause:
        """Return the clause of a condition. Equal conditions share one clause."""
        clause = self._shared.get(condition)
        if clause is None:
            clause = self._shared[condition] = clause_of(condition)
            if clause.literals or clause.choices:
                self._roots.append(clause)
        return clause

    def add_own(self, condition: Condition) -> Clause:
        """Return a clause with bits of its own, even if an equal condition has a clause."""
        clause = clause_of(condition)
        self._roots.append(clause)
        return clause

    def keep_low(self) -> None:
        """Give the conditions added so far the lowest bits, the fastest to read one by one."""
        self._low = len(self._roots)

    def lay_out(self) -> None:
        """Assign its bits to every clause."""
        # Sorting the longest choices first leaves few holes in the columns.
        for clause in self._roots:
            clause.choices = tuple(sorted(clause.choices, key=len, reverse=True))
        for part in (self._roots[: self._low], self._roots[self._low :]):
            clauses = sorted(part, key=_shape, reverse=True)
            self._levels.append((self._place(clauses), (1 << self._size) - 1))
        for clause in self._roots:
            clause.sort_choices()
            clause.byte, clause.shift = divmod(clause.bit.bit_length() - 1, 8)
        last, _ = self._levels[-1]
        self._bytes = (last.base + last.present.bit_length()) // 8 + 2
        for clause in self._shared.values():
            if not clause.bit:
                clause.byte = self._bytes - 1  # No condition lies there: the clause always holds.

    def tests(self, fact: str) -> dict[FactTest, tuple[int, int, int]]:
        """Return {test: (bits set if it is true, if it is false, if it is unknown)} for a fact."""
        return {
            test: (_BOTH * if_true, _BOTH * if_false, if_true | if_false)
            for test, (if_true, if_false) in self._tests.get(fact, {}).items()
        }

    def settle(self, state: Bits) -> Settled:
        """Return the state with every choice settled, from which every truth can be read."""
        return Settled(state, self._levels, self._choices, self._bytes)

    def _place(self, clauses: Sequence[Clause | None]) -> Level:
        level = Level(self._size, 0)
        self._size += 2 * len(clauses)
        for index, clause in enumerate(clauses):
            if clause is not None:
                level.present |= _BOTH << (2 * index)
                clause.bit = 1 << (level.base + 2 * index)
                clause.both = _BOTH * clause.bit
                self._place_literals(clause)
        for kth in _kth([clause.choices if clause else () for clause in clauses]):
            present = sum(_BOTH << (2 * index) for index, one in enumerate(kth) if one is not None)
            choice = ChoiceColumns(present, [], self._choices)
            self._choices += 1
            choice.columns = [self._place(column) for column in _kth([one or () for one in kth])]
            level.choices.append(choice)
        return level

    def _place_literals(self, clause: Clause) -> None:
        for test, wanted in clause.literals:
            tests = self._tests.setdefault(test.fact, {})
            if_true, if_false = tests.get(test, (0, 0))
            if wanted:
                tests[test] = if_true, if_false | clause.bit
            else:
                tests[test] = if_true | clause.bit, if_false


class Settled:
    """The truth of every condition in one state, and what keeps the unknown ones unknown."""

    __slots__ = ("_bytes", "_levels", "_memo", "state")

    def __init__(
        self, raw: Bits, levels: Sequence[tuple[Level, Bits]], choices: int, size: int
    ) -> None:
        # A shift copies all that follows: the columns of the facts see the low bits alone.
        self._levels = [(level, raw & upto) for level, upto in levels]
        self._memo = [0] * choices
        self.state = 0
        for level, own in self._levels:
            self.state |= self._settle(level, own) << level.base
        self._bytes = self.state.to_bytes(size, "little")

    def truth(self, clause: Clause) -> Truth:
        """Return the truth of a condition, given its clause."""
        # This reads one byte, whatever the number of conditions.
        return _TRUTHS[self._bytes[clause.byte] >> clause.shift & _BOTH]

    def unknown(self, bits: int) -> int:
        """Return the bits of ``bits`` whose conditions are unknown; ``bits`` are their ``bit``."""
        return bits & (self.state ^ (self.state >> 1))

    def open_clauses(self, unknown: int) -> int:
        """Return the clauses whose unknown literals keep these unknown conditions unknown.

        These are the conditions themselves, and the unknown alternatives of each choice in which no
        alternative holds.
        """
        found = 0
        for level, raw in self._levels:
            if own := (unknown >> level.base) & level.present:
                found |= self._open(level, own, raw)
        return found

    def _settle(self, level: Level, raw: Bits) -> Bits:
        own = (raw >> level.base) & level.present
        for choice in level.choices:
            best = 0  # « true » and « not false »
            for column in choice.columns:
                if column.choices:
                    best |= column.present ^ self._settle(column, raw)
                else:
                    best |= column.present ^ ((raw >> column.base) & column.present)
            settled = self._memo[choice.index] = choice.present ^ best
            own |= settled
        return own

    def _open(self, level: Level, unknown: int, raw: Bits) -> int:
        found = unknown << level.base
        for choice in level.choices:
            settled = self._memo[choice.index]
            undecided = unknown & (settled ^ (settled >> 1))
            if undecided:
                for column in choice.columns:
                    inner = self._settle(column, raw)
                    if concerned := undecided & (inner ^ (inner >> 1)):
                        found |= self._open(column, concerned, raw)
        return found


def _shape(clause: Clause) -> list[int]:
    return [len(choice) for choice in clause.choices]


def _kth(rows: Sequence[Sequence[_T]]) -> Iterator[list[_T | None]]:
    """Yield the list of all first items of the rows, then that of all second items, and so on.

    ``None`` stands for the item of a shorter row. Each list ends with the last row that is long
    enough.
    """
    for k in range(max(map(len, rows), default=0)):
        column = [row[k] if len(row) > k else None for row in rows]
        while column[-1] is None:
            column.pop()
        yield column
