"""The classes of each question's values that no rule tells apart, on one day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from ..conditions.tree import ALWAYS, FactTest, edges_of, passes, tests_of
from ..values.facts import (
    COUNTRY_CODES,
    Duration,
    Missing,
    State,
    Value,
    department_of,
    whole_years,
)
from ..values.questions import Question
from ..values.rules import RuleSet
from .rules_of import rules_of

# A code in no département or arrondissement of a catalogue.
_ELSEWHERE = "99999"
# A « choices » question with more values is not divided into all their subsets.
_MANY_CHOICES = 10


@dataclass(frozen=True, slots=True)
class ValueClass:
    """Values of a question that every rule treats alike.

    ``example`` stands for them all. ``values`` lists them; for a number or a date it holds the
    lowest and the highest that were tried.
    """

    example: State
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Domain:
    """The classes of one question, including « je ne sais pas » (``Missing.UNKNOWN``)."""

    question: str
    classes: tuple[ValueClass, ...]
    split: Callable[[Value], object] = field(compare=False)

    def seen(self, one: ValueClass) -> object:
        """Return what the rules see of a class."""
        return one.example if isinstance(one.example, Missing) else self.split(one.example)

    def class_of(self, state: State) -> int | None:
        """Return the index of the class of a state, or ``None`` if that state is impossible."""
        if isinstance(state, Missing):
            return next((i for i, one in enumerate(self.classes) if one.example is state), None)
        seen = self.split(state)
        for index, one in enumerate(self.classes):
            if not isinstance(one.example, Missing) and self.split(one.example) == seen:
                return index
        return None


def tests_by_fact(rule_sets: Iterable[RuleSet]) -> dict[str, list[FactTest]]:
    """Return {fact: its different tests}, over all the rules of several rule sets."""
    found: dict[str, dict[FactTest, None]] = {}
    for rule_set in rule_sets:
        for fact, tests in _tests_of(rule_set).items():
            found.setdefault(fact, {}).update(tests)
    return {fact: list(tests) for fact, tests in found.items()}


def _tests_of(rule_set: RuleSet) -> dict[str, dict[FactTest, None]]:
    # An analysis asks sixteen times: for each day, and each kind of space.
    found: dict[str, dict[FactTest, None]] | None = rule_set.held.get("tests by fact")
    if found is None:
        found = rule_set.held["tests by fact"] = {}
        # Equal conditions are one object: 800 of the 6,200 of the shipped catalogue.
        for condition in {id(rule.when): rule.when for rule in rules_of(rule_set)}.values():
            for test in tests_of(condition):
                found.setdefault(test.fact, {})[test] = None
    return found


def domains_of(
    rule_sets: Sequence[RuleSet],
    today: date,
    *,
    not_given: bool = False,
    passed: frozenset[str] = frozenset(),
) -> dict[str, Domain]:
    """Return {question: its classes}, for all the rule sets at once.

    ``not_given`` adds a class for a question that is not answered at all; so it is for those of
    ``passed``.
    """
    tests = tests_by_fact(rule_sets)
    result: dict[str, Domain] = {}
    for rule_set in rule_sets:
        for question in rule_set.questions.values():
            if question.key not in result:
                twins = [one.questions.get(question.key) for one in rule_sets]
                same = [one for one in twins if one is not None]
                lacking = not_given or question.key in passed
                result[question.key] = _domain(same, rule_sets, tests, today, lacking)
    return result


def dates_on(rule_sets: Sequence[RuleSet], day: date) -> dict[str, dict[object, State]]:
    """Return {question of a date: {what the rules see of a class: its example}} on one day.

    The rules see a date from today: on another day the same classes have other examples.
    """
    tests = tests_by_fact(rule_sets)
    found: dict[str, dict[object, State]] = {}
    for rule_set in rule_sets:
        for question in rule_set.questions.values():
            if question.kind == "date":
                domain = _domain([question], rule_sets, tests, day, not_given=False)
                found[question.key] = {domain.seen(one): one.example for one in domain.classes}
    return found


def _domain(
    twins: Sequence[Question],
    rule_sets: Sequence[RuleSet],
    tests: Mapping[str, list[FactTest]],
    today: date,
    not_given: bool,
) -> Domain:
    question = twins[0]
    splitter = _Splitter(twins, rule_sets, tests, today)
    classes: dict[object, list[Value]] = {}
    for value in splitter.possible():
        classes.setdefault(splitter.signature(value), []).append(value)
    listed = [
        ValueClass(_example(question, values), _extent(question, values))
        for values in classes.values()
    ]
    if any(one.allow_unknown for one in twins):
        listed.append(ValueClass(Missing.UNKNOWN))
    if not_given or not listed:
        listed.append(ValueClass(Missing.PENDING))
    return Domain(question.key, tuple(listed), splitter.signature)


class _Splitter:
    """Tells apart the values of one question."""

    def __init__(
        self,
        twins: Sequence[Question],
        rule_sets: Sequence[RuleSet],
        tests: Mapping[str, list[FactTest]],
        today: date,
    ) -> None:
        self._twins = twins
        self._question = twins[0]
        self._restricted = any(one.is_restricted for one in twins)
        self._today = today
        self._tests = tests.get(self._question.key, ())
        self._ages = tests.get("age_today", ()) if self._question.key == "birth_date" else ()
        self._places = self._question.key == "commune"
        self._departments = self._edges(tests.get("departement", ()))
        self._by_arrondissement = "arrondissement" in tests
        self._arrondissements = self._edges(tests.get("arrondissement", ()))
        self._entries = {code for one in rule_sets for code in one.departments}
        # The table has 35,000 communes: it is copied only for the question that asks for one.
        listed = rule_sets if self._places or self._question.kind == "commune" else ()
        self._table = {code: name for one in listed for code, name in one.arrondissements.items()}

    def signature(self, value: Value) -> object:
        """Return what the rules see of a value. Values with equal signatures are in one class."""
        seen: list[object] = [passes(test, value, self._today) for test in self._tests]
        if self._restricted:
            seen += [one.admits(value) for one in self._twins]
        choices = [one.choice(value) for one in self._twins]
        seen += [choice.when if choice else None for choice in choices]
        if isinstance(value, tuple):
            seen.append(self._filtered(value))
        if self._ages and isinstance(value, date):
            age = whole_years(value, self._today)
            seen += [passes(test, age, self._today) for test in self._ages]
        if self._places and isinstance(value, str):
            seen += self._place(value)
        return tuple(seen)

    def _filtered(self, values: tuple[str, ...]) -> object:
        # A choice with its own condition may be withdrawn alone: sets with it stay separate.
        conditional = {
            choice.value for one in self._twins for choice in one.choices if choice.when != ALWAYS
        }
        return frozenset(values) & conditional

    def _place(self, commune: str) -> list[object]:
        department = department_of(commune)
        matters = department in self._entries or department in self._departments
        seen: list[object] = [department if matters else ""]
        arrondissement = self._table.get(commune)
        if self._by_arrondissement:
            tested = arrondissement in self._arrondissements
            seen.append(arrondissement if tested else arrondissement is None)
        return seen

    def _edges(self, tests: Iterable[FactTest]) -> set[Any]:
        """Return the values at which the outcome of some test may change."""
        return {edge for test in tests for edge in edges_of(test, self._today)}

    def possible(self) -> Iterator[Value]:
        """Yield enough values to reach every class of what somebody may answer."""
        for value in self._candidates():
            if any(one.admits(value) for one in self._twins):
                yield value

    def _candidates(self) -> Iterator[Value]:
        kind = self._question.kind
        if kind == "yes_no":
            yield from (True, False)
        elif kind == "choice":
            yield from dict.fromkeys(c.value for one in self._twins for c in one.choices)
        elif kind == "country":
            yield from sorted(COUNTRY_CODES)
            yield from dict.fromkeys(c.value for one in self._twins for c in one.choices)
        elif kind == "choices":
            yield from self._subsets()
        elif kind == "integer":
            yield from self._numbers()
        elif kind == "date":
            yield from self._dates()
        else:
            yield from self._communes()

    def _subsets(self) -> Iterator[tuple[str, ...]]:
        values = list(dict.fromkeys(c.value for one in self._twins for c in one.choices))
        largest = len(values) if len(values) <= _MANY_CHOICES else 2
        for size in range(largest + 1):
            yield from combinations(values, size)

    def _numbers(self) -> Iterator[int]:
        bounds = {0}
        for bound in self._edges(self._tests):
            bounds |= {bound - 1, bound, bound + 1}
        yield from sorted(bound for bound in bounds if bound >= 0)

    def _dates(self) -> Iterator[date]:
        days = {self._today, *self._edges(self._tests)} - {date.min, date.max}
        for age in self._edges(self._ages):
            days |= {_back(self._today, age), _back(self._today, age + 1)}
        near = {day + timedelta(shift) for day in days for shift in (-1, 0, 1)}
        yield from sorted(near, key=lambda day: (abs((day - self._today).days), day))

    def _communes(self) -> Iterator[str]:
        missing = self._entries | self._departments
        first: dict[tuple[str, str], str] = {}
        for code, arrondissement in self._table.items():
            first.setdefault((department_of(code), arrondissement), code)
        for (department, _), code in first.items():
            missing.discard(department)
            yield code
        for department in sorted(missing):
            if department != "national":
                yield f"{department}001"[:5] if len(department) == 2 else f"{department}01"
        yield from sorted(self._edges(self._tests))
        yield _ELSEWHERE


def _back(today: date, years: int) -> date:
    return Duration(years=years).before(today)


def _example(question: Question, values: Sequence[Value]) -> Value:
    if question.kind == "integer":
        return values[-1] if values[0] == 0 and len(values) > 1 else values[0]
    return values[0]


def _extent(question: Question, values: Sequence[Value]) -> tuple[Value, ...]:
    if question.kind in ("integer", "date"):
        ordered = sorted(values, key=str) if question.kind == "date" else values
        return (ordered[0], ordered[-1]) if len(ordered) > 1 else tuple(ordered)
    return tuple(values)
