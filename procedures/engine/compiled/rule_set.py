"""A rule set ready for evaluation: its conditions as bits, its facts in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from graphlib import TopologicalSorter

from ..conditions.tree import Condition, facts_of
from ..values.department import Channel, in_order
from ..values.procedure import Procedure, Warning
from ..values.rules import RuleSet
from ..values.stances import facts_counted_from
from .bitset import Bitset, Clause, Settled
from .day import (
    AgeSource,
    ArrondissementSource,
    Day,
    DepartmentSource,
    DerivedSource,
    Fact,
    FactSource,
    FactTable,
    QuestionSource,
)
from .plan import Plan, Track, plan_of

_DAYS_HELD = 8


class CompiledRules:
    """The form of a rule set that evaluation reads, made once and kept in the rule set.

    ``on_channel`` are the bits of the conditions that test how a procedure is filed.
    """

    def __init__(self, rule_set: RuleSet) -> None:
        self._rule_set = rule_set
        self._bits = Bitset()
        # Keyed by identity, since comparing trees would cost as much as evaluating them.
        self._clauses: dict[int, tuple[Condition, Clause]] = {}
        self._add(_conditions_of_facts(rule_set))
        self._bits.keep_low()
        self.procedures = {
            one.id: self._bits.add_own(one.when) for one in rule_set.procedures.values()
        }
        for one in rule_set.procedures.values():
            self._clauses.setdefault(id(one.when), (one.when, self.procedures[one.id]))
        self._add(conditions_of(rule_set))
        self._bits.lay_out()
        self.on_channel = 0
        tested: set[str] = set()
        for condition, clause in self._clauses.values():
            facts = facts_of(condition)
            tested |= facts
            if "channel" in facts:
                self.on_channel |= clause.bit
                clause.on_channel = True
        self.track_of = {
            name: Track(members, [self.procedures[one.id].bit for one in members])
            for name, members in rule_set.tracks.items()
        }
        self.tracks = tuple(self.track_of.values())
        self.early = tuple(one.key for one in rule_set.questions.values() if one.early)
        self.whens = {key: self.known(one.when) for key, one in rule_set.questions.items()}
        self.rules: Mapping[str, tuple[Clause, ...]] = {
            key: tuple(self.known(rule.when) for rule in one.rules)
            for key, one in rule_set.derived_facts.items()
        }
        self.order = {key: index for index, key in enumerate(rule_set.procedures)}
        self.orientations = tuple(
            (one, self.known(one.when))
            for one in sorted(rule_set.advice, key=lambda one: (not one.urgent, one.rank))
        )
        self.milestones = tuple(
            (one, self.known(one.when)) for one in rule_set.orientations.values() if one.milestone
        )
        # {fact from which an orientation counts its last day: the condition of the orientation}
        self.advised = tuple(
            (fact, clause)
            for one, clause in self.orientations
            for fact in facts_counted_from(one.last_day)
        )
        self.read_first = tuple(line for line in self.orientations if line[0].is_read_first)
        graph = rule_set.dependencies
        self._facts = [key for key in TopologicalSorter(graph).static_order() if key in graph]
        self._lacking = tested - {*graph, "today", "channel"}
        self._plans: dict[tuple[str, str | None], Plan] = {}
        # Seven places of ten on sixteen catalogues give what another one gives.
        self._shared_plans: dict[tuple[str, str | None, int], Plan] = {}
        # By département, family and named procedure; and by the ``id()`` of each channel.
        self._channel_lists: dict[
            tuple[str, str, str] | tuple[int, ...], tuple[tuple[Channel, Clause], ...]
        ] = {}
        self._days: dict[date, Day] = {}
        self._tables: dict[str, FactTable] = {}

    def _add(self, conditions: Iterator[Condition]) -> None:
        for condition in conditions:
            if id(condition) not in self._clauses:
                self._clauses[id(condition)] = condition, self._bits.add(condition)

    def clause(self, condition: Condition) -> Clause | None:
        """Return the clause of a condition, or ``None`` if the rule set does not hold it.

        The very object counts, not an equal condition.
        """
        found = self._clauses.get(id(condition))
        return found[1] if found is not None and found[0] is condition else None

    def known(self, condition: Condition) -> Clause:
        """Return the clause of a condition that belongs to the rule set."""
        return self._clauses[id(condition)][1]

    def settle(self, state: int) -> Settled:
        """Return the truth of every condition in a state."""
        return self._bits.settle(state)

    def plan(self, procedure: Procedure, place: str | None) -> Plan:
        """Return the plan of a procedure in a département, or in an unknown place (``None``)."""
        if place is not None and place not in self._rule_set.departments:
            place = ""
        found = self._plans.get((procedure.id, place))
        if found is None:
            channels = self._tried(procedure, place or "")
            found = self._plan(procedure, self._own_place(procedure, place), channels)
            self._plans[procedure.id, place] = found
        return found

    def _plan(
        self,
        procedure: Procedure,
        place: str | None,
        channels: tuple[tuple[Channel, Clause], ...],
    ) -> Plan:
        """Return one plan for all the places with the same lines and the same channels."""
        key = (procedure.id, place, id(channels))
        found = self._shared_plans.get(key)
        if found is None:
            found = plan_of(self._rule_set, procedure, place, channels, self.known)
            self._shared_plans[key] = found
        return found

    def _own_place(self, procedure: Procedure, place: str | None) -> str | None:
        """Return a place if the lines of a procedure may be its own there, else an empty string."""
        places = self._changed_in.get(procedure.id, ())
        return place if place in places or (place is None and places) else ""

    @cached_property
    def _changed_in(self) -> Mapping[str, frozenset[str]]:
        """The départements that add lines to a procedure, or drop some."""
        found: dict[str, set[str]] = {}
        for code, department in self._rule_set.departments.items():
            for name in department.overrides:
                found.setdefault(name, set()).add(code)
        return {name: frozenset(codes) for name, codes in found.items()}

    def _tried(self, procedure: Procedure, code: str) -> tuple[tuple[Channel, Clause], ...]:
        """Return the channels tried for a procedure in a département: one tuple for equal lists.

        The value for the first of a list is the value for all the procedures that share the tuple.
        """
        own = procedure.id if procedure.id in self._named else ""
        found = self._channel_lists.get((code, procedure.family, own))
        if found is None:
            departments = self._rule_set.departments
            local = departments[code].channels if code in departments else ()
            listed = (local, self._rule_set.national.channels)
            channels = [one for each in listed for one in in_order(each, procedure)]
            found = tuple((one, self.known(one.when)) for one in channels)
            same = self._channel_lists.setdefault(tuple(map(id, channels)), found)
            found = self._channel_lists[code, procedure.family, own] = same
        return found

    @cached_property
    def _named(self) -> frozenset[str]:
        """The procedures that some channel names; for the others, their family decides."""
        departments = self._rule_set.departments.values()
        return frozenset().union(*(one.procedures for each in departments for one in each.channels))

    def on(self, today: date) -> Day:
        """Return what depends on the date, for one date."""
        found = self._days.get(today)
        if found is None:
            if len(self._days) >= _DAYS_HELD:
                self._days.clear()
            found = self._days[today] = self._day(today)
        return found

    @cached_property
    def offers(self) -> int:
        """The bits of the conditions of every choice."""
        found = 0
        for question in self._rule_set.questions.values():
            for choice in question.choices:
                found |= self.known(choice.when).bit
        return found

    @cached_property
    def channels(self) -> Mapping[str, int]:
        """For each procedure, the bits of every channel that it may have in some place."""
        found = dict.fromkeys(self._rule_set.procedures, 0)
        for department in self._rule_set.departments.values():
            for procedure in self._rule_set.procedures.values():
                for channel in in_order(department.channels, procedure):
                    found[procedure.id] |= self.known(channel.when).bit
        return found

    def _day(self, today: date) -> Day:
        start = self._table("today", today)[today]
        for fact in self._lacking:
            # The catalogue does not ask for it: it has no value.
            start |= self._table(fact, today).absent
        return Day(
            today=today,
            start=start,
            facts=tuple(self._fact(key, today) for key in self._facts),
            channel=self._table("channel", today),
        )

    def _fact(self, key: str, today: date) -> Fact:
        source = self._source(key, today)
        gate = source.gate if isinstance(source, QuestionSource) else None
        settled_by = self._rule_set.settled_by.get(key, "")
        return Fact(key, source, self._table(key, today), gate, settled_by)

    def _table(self, fact: str, today: date) -> FactTable:
        info = self._rule_set.facts.get(fact)
        # The channel is a fact of procedures only: no declaration gives its kind.
        kind = info.kind if info else "choice"
        if kind == "date":
            return FactTable(self._bits.tests(fact), kind, today)
        found = self._tables.get(fact)
        if found is None:
            found = self._tables[fact] = FactTable(self._bits.tests(fact), kind, today)
        return found

    def _source(self, key: str, today: date) -> FactSource:
        rule_set = self._rule_set
        if key in rule_set.questions:
            # Reversed, so that the first choice of a value counts.
            question = rule_set.questions[key]
            offers = {one.value: self.known(one.when) for one in reversed(question.choices)}
            admits = question.admits if question.is_restricted else None
            return QuestionSource(key, self.whens[key], offers, admits)
        if key in rule_set.derived_facts:
            rules = rule_set.derived_facts[key].rules
            return DerivedSource([(rule.value, self.known(rule.when)) for rule in rules])
        if key == "age_today":
            return AgeSource(today)
        if key == "departement":
            return DepartmentSource()
        return ArrondissementSource(rule_set.arrondissements)


def conditions_of(rule_set: RuleSet) -> Iterator[Condition]:
    """Yield every condition that an evaluation may read."""
    yield from _conditions_of_facts(rule_set)
    for document in rule_set.documents.values():
        yield from (note.when for note in document.notes)
    for procedure in rule_set.procedures.values():
        yield procedure.when
        yield from _lines(procedure)
    for orientation in rule_set.orientations.values():
        yield orientation.when
    for department in rule_set.departments.values():
        yield from (channel.when for channel in department.channels)
        for override in department.overrides.values():
            yield from (entry.when for entry in override.add_documents)


def _conditions_of_facts(rule_set: RuleSet) -> Iterator[Condition]:
    """Yield the conditions that decide the states of facts."""
    for question in rule_set.questions.values():
        yield question.when
        yield from (choice.when for choice in question.choices)
    for derived in rule_set.derived_facts.values():
        yield from (rule.when for rule in derived.rules)


def _lines(procedure: Procedure) -> Iterator[Condition]:
    warnings: list[Warning] = [*procedure.warnings]
    for step in procedure.steps:
        yield step.when
        warnings += step.warnings
    yield from (warning.when for warning in warnings)
    yield from (stance.when for stance in procedure.stances)
    yield from (entry.when for entry in procedure.documents)
    yield from (cost.when for cost in procedure.costs)
