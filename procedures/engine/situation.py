"""The situation of a person: their answers, replayed on a rule set, as facts with values."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from .compiled import Clause, Plan, Replayed, Settled, compile_rules
from .conditions.tree import Condition, truth_of
from .values.facts import Answers, Missing, State, Truth, Value
from .values.procedure import Procedure
from .values.questions import Question
from .values.rules import RuleSet


class Situation:
    """The facts of one person on one day, all computed when the first one is asked for.

    ``truth`` reads the compiled conditions; ``conditions.truth_of``, which walks the tree of a
    condition, gives the same result.
    """

    def __init__(self, rule_set: RuleSet, answers: Answers, today: date) -> None:
        self.rule_set = rule_set
        self.answers = answers
        self.today = today
        self.compiled = compile_rules(rule_set)
        self._settled_for: dict[State, Settled] = {}

    def with_answer(self, question: str, value: Value | None) -> Situation:
        """Return the situation with one more answer."""
        return Situation(self.rule_set, {**self.answers, question: value}, self.today)

    def state(self, fact: str) -> State:
        """Return the value of a fact, or the reason why it has none."""
        # The fact ``channel`` exists only inside a procedure.
        return self.replayed.states.get(fact, Missing.ABSENT)

    def truth(self, condition: Condition) -> Truth:
        """Return the truth of a condition."""
        clause = self.compiled.clause(condition)
        return truth_of(condition, self) if clause is None else self.settled.truth(clause)

    def applies(self, question: str) -> Truth:
        """Return whether a question applies to this person."""
        return self.settled.truth(self.compiled.whens[question])

    def truth_of_procedure(self, procedure: Procedure) -> Truth:
        """Return the truth of a procedure's condition for this person."""
        truth = self.settled.truth(self.compiled.procedures[procedure.id])
        if not procedure.otherwise or truth is False:
            return truth
        return self.compiled.track_of[procedure.track].truth(procedure, self.settled)

    def is_offered(self, question: Question, value: Value) -> bool:
        """Return ``False`` only if a question certainly does not offer a value to this person."""
        choice = question.choice(value) if question.choices else None
        return choice is None or self.truth(choice.when) is not False

    @property
    def department(self) -> str | None:
        """The code of the person's département, or ``None`` if it is not known."""
        state = self.state("departement")
        return state if isinstance(state, str) else None

    @property
    def department_missing(self) -> bool:
        """Whether the person has a département that is not known yet, or that they do not know."""
        return self.state("departement") in (Missing.PENDING, Missing.UNKNOWN)

    @property
    def place(self) -> str | None:
        """The code of the person's département, empty outside any; ``None`` if it is missing."""
        return None if self.department_missing else self.department or ""

    def plan(self, procedure: Procedure) -> Plan:
        """Return what a procedure requires in the place where this person lives."""
        return self.compiled.plan(procedure, self.place)

    @cached_property
    def settled(self) -> Settled:
        """The truth of every condition outside any procedure."""
        # Eighty times a person: once computed, this is an attribute and no call.
        return self.settled_for(Missing.ABSENT)

    def settled_for(self, channel: State) -> Settled:
        """Return the truth of every condition for a procedure filed through a kind of channel."""
        found = self._settled_for.get(channel)
        if found is None:
            table = self.compiled.on(self.today).channel
            bits = self.replayed.bits | table.of(channel)
            found = self._settled_for[channel] = self.compiled.settle(bits)
        return found

    def truth_on(self, channel: State, clause: Clause) -> Truth:
        """Return the truth of a compiled condition for a procedure filed through a channel."""
        settled = self.settled_for(channel) if clause.on_channel else self.settled
        return settled.truth(clause)

    @cached_property
    def replayed(self) -> Replayed:
        """The facts computed from the answers."""
        return self.compiled.on(self.today).replay(self.answers)


class ProcedureView:
    """A situation as one procedure sees it, with the procedure's channel as a fact."""

    def __init__(self, situation: Situation, channel: State) -> None:
        self.situation = situation
        self.rule_set = situation.rule_set
        self.today = situation.today
        self.channel = channel

    def state(self, fact: str) -> State:
        """Return the value of a fact, or the reason why it has none."""
        return self.channel if fact == "channel" else self.situation.state(fact)

    def truth(self, condition: Condition) -> Truth:
        """Return the truth of a condition."""
        clause = self.situation.compiled.clause(condition)
        return truth_of(condition, self) if clause is None else self.truth_of_clause(clause)

    def truth_of_clause(self, clause: Clause) -> Truth:
        """Return the truth of a compiled condition."""
        # ``Situation.truth_on``, without its call: of most that an evaluation reads.
        situation = self.situation
        settled = situation.settled_for(self.channel) if clause.on_channel else situation.settled
        return settled.truth(clause)
