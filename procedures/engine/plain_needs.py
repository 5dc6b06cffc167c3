"""The readable specification, second part: which questions still matter to a person.

A question is needed if its answer can still change what the person gets: first which procedures
are listed, then the details of the recommended ones. Nothing is asked that can change nothing.
"""

from __future__ import annotations

from .conditions.tree import Condition, truth_and_unknown_facts
from .plain import PlainSituation, channel_of, documents_of
from .values.department import in_order
from .values.facts import BUILT_ON, Missing
from .values.procedure import Procedure
from .values.rules import DerivedFact


class PlainNeeds:
    """Collects the questions behind the facts that keep conditions unknown.

    ``unknown_too`` also collects the questions answered « je ne sais pas »: nobody asks them again,
    but they keep a result possible. ``later_rules`` follows every rule of a derived fact that may
    still decide, instead of the first that is not false: what later answers could make needed.
    """

    def __init__(
        self, situation: PlainSituation, *, unknown_too: bool = False, later_rules: bool = False
    ) -> None:
        self.situation = situation
        self.questions: set[str] = set()
        self._unknown_too = unknown_too
        self._later_rules = later_rules
        self._seen: set[str] = set()

    def add(self, condition: Condition, view: PlainSituation | None = None) -> None:
        """Add what makes a condition unknown; a decided condition adds nothing."""
        for fact in truth_and_unknown_facts(condition, view or self.situation)[1]:
            self.add_fact(fact)

    def add_fact(self, fact: str) -> None:
        """Add a fact without a value: its question, or what the fact is computed from.

        If the question may not apply, what decides that is added too.
        """
        rule_set = self.situation.rule_set
        if fact in self._seen:
            return
        self._seen.add(fact)
        if fact in rule_set.questions:
            state = self.situation.state(fact)
            if state is Missing.PENDING or (self._unknown_too and state is Missing.UNKNOWN):
                self.questions.add(fact)
                self.add(rule_set.questions[fact].when)
        elif fact in rule_set.derived_facts:
            self._add_rules(rule_set.derived_facts[fact])
        elif fact in BUILT_ON:
            self.add_fact(BUILT_ON[fact])

    def _add_rules(self, derived: DerivedFact) -> None:
        for rule in derived.rules:
            truth = self.situation.truth(rule.when)
            if truth:
                break
            self.add(rule.when)
            if truth is None and not self._later_rules:
                break

    def add_details(self, procedure: Procedure, *, whatever_follows: bool = False) -> None:
        """Add what a procedure's channel, lines and dates wait for.

        ``whatever_follows`` also adds what they may wait for after more answers.
        """
        filed = channel_of(self.situation, procedure)
        if whatever_follows and filed.state is Missing.PENDING:
            self._add_every_channel(procedure)
        if filed.needs_commune:
            self.add_fact("commune")
        if filed.waits_for is not None:
            self.add(filed.waits_for)
        view = self.situation.filed_by(filed.state)
        whens = [entry.when for entry, _ in documents_of(self.situation, procedure)]
        whens += [one.when for one in procedure.steps] + [one.when for one in procedure.costs]
        for when in whens:
            self.add(when, view)
        for step in procedure.steps:
            truth = view.truth(step.when)
            if truth or (truth is None and whatever_follows):
                for end in (step.opens, step.closes):
                    if end is not None and end.fact:
                        self.add_fact(end.fact)

    def _add_every_channel(self, procedure: Procedure) -> None:
        for department in self.situation.rule_set.departments.values():
            for channel in in_order(department.channels, procedure):
                self.add(channel.when)

    def askable(self) -> list[str]:
        """Return the collected questions that can be asked now, in the order of asking."""
        questions, situation = self.situation.rule_set.questions, self.situation
        return [
            key
            for key, question in questions.items()
            if key in self.questions
            and situation.state(key) is Missing.PENDING
            and situation.truth(question.when)
        ]


def needed(situation: PlainSituation) -> PlainNeeds:
    """Return the needed questions; the first that is ``askable`` is asked next.

    Each track is read from the best rank down. What keeps a procedure unknown is needed, until a
    procedure is certain. The details of that procedure are needed only once no question can be
    asked about better ranked procedures, since one of these may still be recommended instead.

    >>> from datetime import date
    >>> from .schema.serialization import rule_set_from_plain
    >>> rules = rule_set_from_plain({
    ...     "questions": [{"key": "student", "kind": "yes_no", "text": "Étudiant ?"},
    ...                   {"key": "housed", "kind": "yes_no", "text": "Hébergé ?"}],
    ...     "documents": [{"id": "letter", "title": "Attestation"}],
    ...     "procedures": [{"id": "card", "family": "f", "track": "t", "rank": 1, "title": "Carte",
    ...                     "when": {"student": True},
    ...                     "documents": [{"document": "letter", "when": {"housed": True}}]}]})
    >>> def asked(**answers):
    ...     return needed(PlainSituation(rules, answers, date(2026, 11, 24))).askable()
    >>> asked(), asked(student=True), asked(student=False)
    (['student'], ['housed'], [])
    """
    needs = PlainNeeds(situation)
    for members in situation.rule_set.tracks.values():
        better = PlainNeeds(situation)
        for procedure in members:
            truth = situation.truth(procedure.when)
            if truth is None:
                needs.add(procedure.when)
                better.add(procedure.when)
            elif truth:
                if not better.askable():
                    needs.add_details(procedure)
                break
    return needs


def at_most_left(situation: PlainSituation) -> int:
    """Return an upper bound on the number of questions still to come.

    A question can only become needed through a test that is unknown now. The bound counts the
    questions behind every unknown test of every procedure that may still be recommended.
    """
    needs = PlainNeeds(situation, later_rules=True)
    for members in situation.rule_set.tracks.values():
        for procedure in members:
            truth = situation.truth(procedure.when)
            if truth is not False:
                needs.add(procedure.when)
                needs.add_details(procedure, whatever_follows=True)
            if truth:
                break
    questions = situation.rule_set.questions
    return sum(
        situation.state(key) is Missing.PENDING
        and situation.truth(questions[key].when) is not False
        for key in needs.questions
    )


def keeps_possible(situation: PlainSituation, procedure: Procedure) -> list[str]:
    """Return the questions that keep a procedure possible, in the order of asking.

    They are without an answer, or answered « je ne sais pas ».
    """
    needs = PlainNeeds(situation, unknown_too=True)
    needs.add(procedure.when)
    return [key for key in situation.rule_set.questions if key in needs.questions]
