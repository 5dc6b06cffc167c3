"""The sources of facts: an answer, rules, or another fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from ..values.facts import (
    Answers,
    Missing,
    Scalar,
    State,
    Value,
    department_of,
    whole_years,
)
from .bitset import Clause

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
