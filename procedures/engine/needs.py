"""Collects the questions behind what is not decided yet: the compiled form of ``PlainNeeds``."""

from __future__ import annotations

from collections.abc import Iterable

from .channels import ChannelFound
from .compiled import Settled
from .conditions.tree import Condition, truth_and_unknown_facts
from .situation import ProcedureView, Situation
from .values.facts import BUILT_ON, Missing, State
from .values.procedure import Procedure


class Needs:
    """Collects the questions behind the facts that keep conditions unknown.

    By default these are the *needed* questions: unanswered, and through a derived fact only its
    first rule that is not false. ``unknown_too`` adds the questions answered « je ne sais pas »
    (what keeps a result possible). ``later_rules`` follows every rule that may still decide (what
    later answers could make needed).
    """

    def __init__(
        self, situation: Situation, *, unknown_too: bool = False, later_rules: bool = False
    ) -> None:
        self.situation = situation
        self.questions: set[str] = set()
        self._unknown_too = unknown_too
        self._later_rules = later_rules
        self._seen: set[str] = set()
        self._compiled = situation.compiled
        self._settled = situation.settled
        self._states = situation.replayed.states

    def add(self, condition: Condition, view: ProcedureView | Situation | None = None) -> None:
        """Add the facts that make a condition unknown; a decided condition adds none."""
        clause = self._compiled.clause(condition)
        if clause is not None:
            self.add_bits(clause.bit, view.channel if isinstance(view, ProcedureView) else None)
            return
        for fact in truth_and_unknown_facts(condition, view or self.situation)[1]:
            self.add_fact(fact)

    def add_bits(self, bits: int, channel: State | None = None) -> None:
        """Add the facts that make some of the rule set's conditions unknown.

        ``channel`` is the state of that fact, for conditions of a procedure's lines.
        """
        on_channel = bits & self._compiled.on_channel
        if on_channel and channel is not None:
            self._follow(on_channel, self.situation.settled_for(channel))
            bits ^= on_channel
        self._follow(bits, self._settled)

    def add_fact(self, fact: str) -> None:
        """Add a fact without a value: its question, or what the fact is computed from."""
        if fact not in self._seen:
            self._follow(self._behind(fact), self.situation.settled)

    def has(self, facts: Iterable[str]) -> bool:
        """Tell whether all of some facts are added already."""
        return self._seen.issuperset(facts)

    def add_channel(self, found: ChannelFound) -> None:
        """Add what the choice of a channel waits for."""
        if found.needs_commune:
            self.add_fact("commune")
        if found.waiting_for is not None:
            self.add(found.waiting_for)

    def add_early(self) -> None:
        """Add the questions that are asked wherever they apply.

        So is the day of an orientation that certainly holds: no procedure may read it.
        """
        for key in self._compiled.early:
            self.add_fact(key)
        for fact, clause in self._compiled.advised:
            truth = self._settled.truth(clause)
            if truth or (truth is None and self._later_rules):
                self.add_fact(fact)

    def add_risks(self, procedure: Procedure) -> None:
        """Add what decides whether a procedure's file is read before it is filed."""
        for orientation, clause in self._compiled.read_first:
            if procedure.family not in orientation.filed_first:
                self.add_bits(clause.bit)

    def add_all(self, others: Needs) -> None:
        """Add everything that another object has collected with the same options."""
        self.questions |= others.questions
        self._seen |= others._seen

    def _follow(self, bits: int, settled: Settled) -> None:
        waiting, seen = self.situation.replayed.waiting, self._seen
        while bits:
            unknown = settled.unknown(bits)
            if not unknown:
                return
            clauses = settled.open_clauses(unknown)
            bits = 0
            for fact, mask in waiting.items():
                if mask & clauses and fact not in seen:
                    bits |= self._behind(fact)
            settled = self._settled

    def _behind(self, fact: str) -> int:
        """Add one fact, and return the bits of the conditions for which the fact itself waits."""
        self._seen.add(fact)
        when = self._compiled.whens.get(fact)
        if when is not None:
            state = self._states[fact]
            if state is Missing.PENDING or (self._unknown_too and state is Missing.UNKNOWN):
                self.questions.add(fact)
                return when.bit | self._behind_settling(fact)
            return 0
        base = BUILT_ON.get(fact)
        if base in self._compiled.whens and base not in self._seen:
            return self._behind(base)
        return self._behind_derived(fact)

    def _behind_settling(self, question: str) -> int:
        """Add the fact that may answer a question instead of the person, if there is one."""
        rule_set = self.situation.rule_set
        fact = rule_set.settled_by.get(question, "")
        if not fact or fact in self._seen or rule_set.questions[question].late:
            return 0
        return self._behind(fact)

    def _behind_derived(self, fact: str) -> int:
        bits = 0
        for clause in self._compiled.rules.get(fact, ()):
            truth = self._settled.truth(clause)
            if truth:
                break
            if truth is None:
                bits |= clause.bit
                if not self._later_rules:
                    break
        return bits

    def askable(self) -> list[str]:
        """Return the collected questions that can be asked now, in the order of asking."""
        collected, states, settled = self.questions, self._states, self._settled
        return [
            key
            for key, when in self._compiled.whens.items()
            if key in collected and states[key] is Missing.PENDING and settled.truth(when)
        ]
