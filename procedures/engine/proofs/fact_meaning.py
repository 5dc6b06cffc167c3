"""Facts and conditions as diagrams: their value for every set of answers."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from functools import cached_property
from itertools import count

from ..conditions.tree import All, Condition, FactTest, Not, facts_of, truth_of_test
from ..values.facts import Missing, State, department_of, whole_years
from ..values.questions import Question
from ..values.rules import DerivedFact, RuleSet
from .diagrams import FALSE, TRUE, Diagram
from .space import TODAY, Offer, Space

# {a meaning: its number}: the table of its communes is its own.
_NUMBERS = count()


class FactMeaning:
    """The facts of one rule set as functions on a space, each computed once."""

    def __init__(self, space: Space, rule_set: RuleSet) -> None:
        self.space = space
        self.rule_set = rule_set
        self.store = space.store
        # A store outlasts what was computed in it, and an ``id()`` would come again.
        self._number = next(_NUMBERS)
        self._states: dict[str, Diagram] = {"today": self._today()}
        self._truths: dict[tuple[int, Diagram], Diagram] = {}
        # With each condition, for its ``id()`` is a key only as long as it lives.
        self._facts_of: dict[int, tuple[Condition, frozenset[str]]] = {}
        # Keeps the conditions alive whose ``id()`` is a key of ``_truths``.
        self._kept: list[Condition] = []

    # --- facts

    def _today(self) -> Diagram:
        days = [self.store.terminal(day) for day in self.space.days]
        return self.store.variable(self.space.levels[TODAY], days) if len(days) > 1 else days[0]

    def state(self, fact: str) -> Diagram:
        """Return the states of a fact as a diagram: its value, or the reason why it has none."""
        if fact not in self._states:
            self._states[fact] = self._compute(fact)
        return self._states[fact]

    def _compute(self, fact: str) -> Diagram:
        rule_set = self.rule_set
        if fact in rule_set.questions:
            return self._answer(rule_set.questions[fact])
        if fact in rule_set.derived_facts:
            return self._derive(rule_set.derived_facts[fact])
        if fact in ("departement", "arrondissement") and "commune" in rule_set.questions:
            return self.store.map(self.state("commune"), self._place(fact), (self._number, fact))
        if fact == "age_today" and "birth_date" in rule_set.questions:
            return self.store.map(self.state("birth_date"), self._age, ("age", self.space.today))
        return self.store.terminal(Missing.ABSENT)

    def _answer(self, question: Question) -> Diagram:
        store = self.store
        level = self.space.levels[question.key]
        classes = self.space.domains[question.key].classes
        given = store.variable(level, [store.terminal(one.example) for one in classes])
        for index, one in enumerate(classes):
            if one.example is Missing.PENDING:
                kept = self._settled(question)
            else:
                kept = self._offered(question, one.example)
            if kept != store.terminal(one.example):
                given = store.choose(self._is(level, index), kept, given, given)
        absent, pending = store.terminal(Missing.ABSENT), store.terminal(Missing.PENDING)
        unsure = given if self.space.partial else pending
        return store.choose(self.truth(question.when), given, absent, unsure)

    def _settled(self, question: Question) -> Diagram:
        """Return the states of a question without an answer: what a derived fact settles."""
        store, key = self.store, self.rule_set.settled_by.get(question.key)
        result = pending = store.terminal(Missing.PENDING)
        if key is None:
            return pending
        for value in dict.fromkeys(rule.value for rule in self.rule_set.derived_facts[key].rules):
            choice, given = question.choice(value), store.terminal(value)
            offered = TRUE if choice is None else self.truth(choice.when)
            kept = store.choose(offered, given, pending, given)
            result = store.choose(self.is_value(self.state(key), value), kept, result, result)
        return result

    def _is(self, level: int, index: int) -> Diagram:
        size = self.store.sizes[level]
        return self.store.variable(level, [TRUE if one == index else FALSE for one in range(size)])

    def _offered(self, question: Question, value: State) -> Diagram:
        """Return the states that an answer gives, given that some of it may not be offered."""
        store = self.store
        kept = store.terminal(value)
        if isinstance(value, Missing):
            allowed = question.allow_unknown or value is Missing.PENDING
            return kept if allowed else store.terminal(Offer.NONE)
        if not question.admits(value):
            return store.terminal(Offer.NONE)
        named = value if isinstance(value, tuple) else (value,)
        for one in named:
            choice = question.choice(one)
            if choice is None:
                if question.kind in ("choice", "choices"):
                    return store.terminal(Offer.NONE)
                continue
            truth = self.truth(choice.when)
            if truth != TRUE:
                without = self._without(one)
                kept = store.combine(truth, kept, without, ("offer", self.space.partial, one))
        return kept

    def _without(self, value: State) -> Callable[[bool | None, State | Offer], State | Offer]:
        partial = self.space.partial

        def keep(offered: bool | None, state: State | Offer) -> State | Offer:
            if offered is not False or state is Offer.NONE:
                return state
            if not partial or not isinstance(state, tuple):
                return Offer.NONE
            left = tuple(one for one in state if one != value)
            return left or Offer.NONE

        return keep

    def _derive(self, derived: DerivedFact) -> Diagram:
        store = self.store
        result = store.terminal(Missing.ABSENT)
        pending = store.terminal(Missing.PENDING)
        for rule in reversed(derived.rules):
            value = store.terminal(rule.value)
            result = store.choose(self.truth(rule.when), value, result, pending)
        return result

    def _place(self, fact: str) -> Callable[[State], State]:
        table = self.rule_set.arrondissements

        def place(commune: State) -> State:
            if not isinstance(commune, str):
                return commune
            if fact == "departement":
                return department_of(commune)
            return table.get(commune, Missing.UNKNOWN)

        return place

    def _age(self, born: State) -> State:
        return whole_years(born, self.space.today) if isinstance(born, date) else born

    @cached_property
    def valid(self) -> Diagram:
        """The sets of answers that the questionnaire accepts; every set if the space is partial."""
        result = TRUE
        if not self.space.partial:
            for key in self.rule_set.questions:
                offered = self.store.map(self.state(key), _is_offered, "offered")
                result = self.store.both(result, offered)
        return result

    @cached_property
    def known(self) -> Diagram:
        """The valid sets of answers in which no answer is « je ne sais pas »."""
        result = self.valid
        for key in self.rule_set.questions:
            known = self.store.map(self.state(key), _is_known, "not unknown")
            result = self.store.both(result, known)
        return result

    # --- conditions

    def facts_of(self, condition: Condition) -> frozenset[str]:
        """Return the keys of the facts that a condition reads directly, found once."""
        found = self._facts_of.get(id(condition))
        if found is None:
            found = self._facts_of[id(condition)] = condition, facts_of(condition)
        return found[1]

    def truth(self, condition: Condition, channel: Diagram | None = None) -> Diagram:
        """Return the three-valued truth of a condition.

        ``channel`` is the diagram of the procedure's channel, for conditions of its lines.
        """
        here = FALSE if channel is None else channel
        key = (id(condition), here)
        found = self._truths.get(key)
        if found is None:
            found = self._truths[key] = self._truth(condition, channel)
            self._kept.append(condition)
        return found

    def _truth(self, condition: Condition, channel: Diagram | None) -> Diagram:
        store = self.store
        if isinstance(condition, FactTest):
            return self._test(condition, channel)
        if isinstance(condition, Not):
            return store.negate(self.truth(condition.part, channel))
        join = store.both if isinstance(condition, All) else store.either
        result = TRUE if isinstance(condition, All) else FALSE
        for part in condition.parts:
            result = join(result, self.truth(part, channel))
        return result

    def _test(self, test: FactTest, channel: Diagram | None) -> Diagram:
        state = channel if test.fact == "channel" and channel is not None else self.state(test.fact)
        today = self.space.today

        def truth(state: State | Offer) -> bool | None:
            if state is Offer.NONE:
                return None
            # Any other date is seen from the first day, which tells the same dates apart.
            day = state if is_today and isinstance(state, date) else today
            return truth_of_test(test, state, day)

        is_today = test.fact == "today"
        name = ("test", today, is_today, test.operator, test.operand, test.accepted)
        return self.store.map(state, truth, name)

    def place_is(self, code: str) -> Diagram:
        """Return the set where the person lives in a département."""
        return self.is_value(self.state("departement"), code)

    def is_value(self, diagram: Diagram, value: Hashable) -> Diagram:
        """Return the set where a diagram has a value."""

        def same(one: object) -> bool:
            return type(one) is type(value) and one == value

        return self.store.map(diagram, same, ("is", type(value), value))


def is_missing(state: object) -> bool:
    """Tell whether a state means that the person has a département which is not known."""
    return state in (Missing.PENDING, Missing.UNKNOWN, Offer.NONE)


def _is_offered(state: object) -> bool:
    return state is not Offer.NONE


def _is_known(state: object) -> bool:
    return state is not Missing.UNKNOWN
