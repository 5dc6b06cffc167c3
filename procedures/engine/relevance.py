"""Finds what still matters: the questions whose answer can change what a person gets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from .channels import ChannelFound, resolve_channel, view_of
from .compiled import Settled, Track
from .conditions.tree import Condition, truth_and_unknown_facts
from .situation import ProcedureView, Situation
from .values.facts import BUILT_ON, Answers, Missing, State
from .values.procedure import Procedure, Step
from .values.rules import RuleSet


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

    def add_channel(self, found: ChannelFound) -> None:
        """Add what the choice of a channel waits for."""
        if found.needs_commune:
            self.add_fact("commune")
        if found.waiting_for is not None:
            self.add(found.waiting_for)

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
                return when.bit
            return 0
        base = BUILT_ON.get(fact)
        if base in self._compiled.whens and base not in self._seen:
            return self._behind(base)
        return self._behind_derived(fact)

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


def needs_of(situation: Situation) -> Needs:
    """Return the needed facts, including those whose question cannot be asked yet."""
    needs = Needs(situation)
    for track in situation.compiled.tracks:
        _add_track(needs, track)
    return needs


def needed_questions(situation: Situation) -> list[str]:
    """Return the questions that are needed and can be asked now, in the order of asking."""
    return needs_of(situation).askable()


def next_question(rule_set: RuleSet, answers: Answers, today: date) -> str | None:
    """Return the key of the question to ask next, or ``None`` when no answer matters any more.

    >>> from .schema.serialization import rule_set_from_plain
    >>> plain = {"questions": [
    ...     {"key": "colour", "kind": "choice", "text": "Couleur ?",
    ...      "choices": [{"value": "red", "text": "Rouge"}]},
    ...     {"key": "student", "kind": "yes_no", "text": "Étudiant ?"}],
    ...   "procedures": [{"id": "card", "family": "f", "track": "t", "rank": 1,
    ...                   "title": "Carte", "when": {"student": True}}]}
    >>> next_question(rule_set_from_plain(plain), {}, date(2026, 11, 24))
    'student'
    """
    needed = needed_questions(Situation(rule_set, answers, today))
    return needed[0] if needed else None


def asked_questions(rule_set: RuleSet, answers: Answers, today: date) -> list[str]:
    """Return the questions asked of a person who gives these answers, in turn.

    The list ends when no question is needed, or before the first question to which ``answers`` has
    no possible answer.
    """
    situation = Situation(rule_set, {}, today)
    asked: list[str] = []
    while True:
        needed = needed_questions(situation)
        # A later answer made the answer to this question no longer offered.
        if needed and needed[0] in situation.answers:
            return [key for key in asked if key != needed[0]]
        if not needed or needed[0] not in answers:
            return asked
        situation = situation.with_answer(needed[0], answers[needed[0]])
        asked.append(needed[0])


def questions_left(situation: Situation) -> int:
    """Return an upper bound on the number of questions still to come.

    A decided condition stays decided whatever the answers, so that a question can only become
    needed through a test that is unknown now. The bound counts the questions behind all unknown
    tests of all procedures that may still be recommended.
    """
    needs = Needs(situation, later_rules=True)
    settled = situation.settled
    for track in situation.compiled.tracks:
        best = track.best(settled)
        open_ones = track.possible(settled, best)
        needs.add_bits(open_ones)
        positions = track.positions(open_ones)
        concerned = positions if best is None else [*positions, best]
        _add_details(needs, [track.members[one] for one in concerned], whatever_follows=True)
    return sum(
        1
        for key in needs.questions
        if situation.state(key) is Missing.PENDING and situation.applies(key) is not False
    )


def keeps_possible(situation: Situation, procedure: Procedure) -> list[str]:
    """Return the questions that keep a procedure possible, in the order of asking.

    They are without an answer, or answered « je ne sais pas ».
    """
    needs = Needs(situation, unknown_too=True)
    needs.add(procedure.when)
    return [key for key in situation.rule_set.questions if key in needs.questions]


def _add_track(needs: Needs, track: Track) -> None:
    settled = needs.situation.settled
    best = track.best(settled)
    better = track.possible(settled, best)
    if better:
        waiting = Needs(needs.situation)
        waiting.add_bits(better)
        needs.add_all(waiting)
        if waiting.askable():
            return
    if best is not None:
        _add_details(needs, [track.members[best]])


def _add_details(
    needs: Needs, procedures: Sequence[Procedure], *, whatever_follows: bool = False
) -> None:
    """Add what the lines of procedures wait for now, or may wait for after more answers."""
    situation = needs.situation
    details: dict[State, int] = {}
    for procedure in procedures:
        found = resolve_channel(situation, procedure)
        view = view_of(situation, found)
        if not found.known:
            needs.add_channel(found)
            if whatever_follows:
                needs.add_bits(situation.compiled.channels[procedure.id])
        plan = situation.plan(procedure)
        details[view.channel] = details.get(view.channel, 0) | plan.details
        for step, clause in plan.windows:
            truth = view.truth_of_clause(clause)
            if truth or (truth is None and whatever_follows):
                _add_window(needs, step)
    for channel, bits in details.items():
        needs.add_bits(bits, channel)


def _add_window(needs: Needs, step: Step) -> None:
    for end in (step.opens, step.closes):
        if end is not None and end.fact:
            needs.add_fact(end.fact)
