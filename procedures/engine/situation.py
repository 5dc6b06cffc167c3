"""A person's situation: the answers, replayed on a rule set, as facts with values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeAlias

from . import facts
from .conditions import truth_of
from .facts import Missing, State, Value
from .procedure import Procedure
from .rules import DerivedFact, Question, RuleSet
from .truth import Truth

Answers: TypeAlias = Mapping[str, Value | None]


class Situation:
    """The facts of one person on one day. Computed lazily, each once; never changed after."""

    def __init__(self, rule_set: RuleSet, answers: Answers, today: date) -> None:
        self.rule_set = rule_set
        self.answers = answers
        self.today = today
        self._states: dict[str, State] = {"today": today}
        self._applies: dict[str, Truth] = {}
        self._procedures: dict[str, Truth] = {}

    def with_answer(self, question: str, value: Value | None) -> Situation:
        """Return the situation once one more question is answered.

        What the answer cannot change is carried over, not computed again.
        """
        after = Situation(self.rule_set, {**self.answers, question: value}, self.today)
        facts = self.rule_set.affected[question]
        procedures = self.rule_set.affected_procedures[question]
        after._states = {key: one for key, one in self._states.items() if key not in facts}
        after._applies = {key: one for key, one in self._applies.items() if key not in facts}
        after._procedures = {
            key: one for key, one in self._procedures.items() if key not in procedures
        }
        return after

    def state(self, fact: str) -> State:
        """Return a fact's value, or why it has none."""
        found = self._states.get(fact)
        if found is None:
            found = self._states[fact] = self._compute(fact)
        return found

    def applies(self, question: str) -> Truth:
        """Tell whether a question is one for this person."""
        if question not in self._applies:
            when = self.rule_set.questions[question].when
            self._applies[question] = truth_of(when, self)
        return self._applies[question]

    def truth_of_procedure(self, procedure: Procedure) -> Truth:
        """Tell whether a procedure is for this person."""
        if procedure.id not in self._procedures:
            self._procedures[procedure.id] = truth_of(procedure.when, self)
        return self._procedures[procedure.id]

    @property
    def department(self) -> str | None:
        """The code of the département, if the commune is known."""
        state = self.state("departement")
        return state if isinstance(state, str) else None

    @property
    def department_missing(self) -> bool:
        """Whether there is a département, not known (yet, or to the person)."""
        return self.state("departement") in (Missing.PENDING, Missing.UNKNOWN)

    def _compute(self, fact: str) -> State:
        if fact in self.rule_set.questions:
            return self._answer(self.rule_set.questions[fact])
        if fact in self.rule_set.derived_facts:
            return self._derive(self.rule_set.derived_facts[fact])
        if fact == "age_today":
            return self._age_today()
        if fact in ("departement", "arrondissement"):
            return self._place(fact)
        return Missing.ABSENT  # "channel", outside a procedure

    def _answer(self, question: Question) -> State:
        if self.applies(question.key) is False:
            return Missing.ABSENT
        if question.key not in self.answers:
            return Missing.PENDING
        value = self.answers[question.key]
        if value is None:
            return Missing.UNKNOWN
        if isinstance(value, tuple):
            offered = tuple(one for one in value if self.is_offered(question, one))
            return offered if offered or not value else Missing.PENDING
        return value if self.is_offered(question, value) else Missing.PENDING

    def is_offered(self, question: Question, value: Value) -> bool:
        """Tell whether a question offers a value to this person (unless certainly not)."""
        choice = question.choice(value) if question.choices else None
        return choice is None or truth_of(choice.when, self) is not False

    def _derive(self, derived: DerivedFact) -> State:
        for rule in derived.rules:
            truth = truth_of(rule.when, self)
            if truth:
                return rule.value
            if truth is None:
                return Missing.PENDING
        return Missing.ABSENT

    def _age_today(self) -> State:
        if "birth_date" not in self.rule_set.questions:
            return Missing.ABSENT
        born = self.state("birth_date")
        return facts.whole_years(born, self.today) if isinstance(born, date) else born

    def _place(self, fact: str) -> State:
        if "commune" not in self.rule_set.questions:
            return Missing.ABSENT
        commune = self.state("commune")
        if not isinstance(commune, str):
            return commune
        if fact == "departement":
            return facts.department_of(commune)
        return self.rule_set.arrondissements.get(commune, Missing.UNKNOWN)


class ProcedureView:
    """A situation as one procedure sees it: its channel is a fact too."""

    def __init__(
        self, situation: Situation, channel_kind: str | None, *, channel_known: bool
    ) -> None:
        self.situation = situation
        self.today = situation.today
        missing = Missing.ABSENT if channel_known else Missing.PENDING
        self._channel: State = channel_kind or missing

    def state(self, fact: str) -> State:
        """Return a fact's value, or why it has none."""
        return self._channel if fact == "channel" else self.situation.state(fact)
