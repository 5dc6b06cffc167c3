"""The readable specification, second part: which questions still matter to a person.

A question is needed if its answer can still change what the person gets: first which procedures
are listed, then the details of the recommended ones. Nothing is asked that can change nothing, but
for an *early* question, and for the last day of an orientation that certainly holds. A *late*
question that can change nothing but papers is *postponed*: it comes after all others.
"""

from __future__ import annotations

from .conditions.tree import Condition, truth_and_unknown_facts
from .plain import PlainSituation, channel_of, documents_of
from .values.department import in_order
from .values.facts import BUILT_ON, Missing
from .values.procedure import Procedure
from .values.rules import DerivedFact
from .values.stances import WindowEnd


class PlainNeeds:
    """Collects the questions behind the facts that keep conditions unknown.

    ``unknown_too`` also collects the questions answered « je ne sais pas »: they are not asked
    again, but they keep a result possible. ``later_rules`` follows every rule of a derived fact
    that may still decide, instead of the first that is not false: what later answers could make
    needed.
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

        If the question may not apply, what decides that is added too; so is what may answer it
        instead of the person, unless it is a late one: papers are not worth another question.
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
                if fact in rule_set.settled_by and not rule_set.questions[fact].late:
                    self.add_fact(rule_set.settled_by[fact])
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

    def add_details(
        self, procedure: Procedure, *, whatever_follows: bool = False, papers: bool = True
    ) -> None:
        """Add what a procedure's channel, lines and dates wait for.

        ``whatever_follows`` also adds what they may wait for after more answers. Without ``papers``
        documents are left out; stances, and warnings that are not about papers, are looked at.
        """
        filed = channel_of(self.situation, procedure)
        if whatever_follows and filed.state is Missing.PENDING:
            self._add_every_channel(procedure)
        if filed.needs_commune:
            self.add_fact("commune")
        if filed.waits_for is not None:
            self.add(filed.waits_for)
        view = self.situation.filed_by(filed.state)
        if papers:
            whens = [entry.when for entry, _ in documents_of(self.situation, procedure)]
        else:
            warnings = [*procedure.warnings, *(one for s in procedure.steps for one in s.warnings)]
            whens = [one.when for one in warnings if not one.papers]
            whens += [one.when for one in procedure.stances]
            for stance in procedure.stances:
                self.add_day(stance.last_day)
        whens += [one.when for one in procedure.steps] + [one.when for one in procedure.costs]
        for when in whens:
            self.add(when, view)
        for step in procedure.steps:
            truth = view.truth(step.when)
            if truth or (truth is None and whatever_follows):
                for end in (step.opens, step.closes):
                    self.add_day(end)

    def add_risks(self, procedure: Procedure) -> None:
        """Add what decides whether a procedure's file is read before it is filed."""
        for one in self.situation.rule_set.orientations.values():
            if one.is_read_first and procedure.family not in one.filed_first:
                self.add(one.when)

    def add_day(self, end: WindowEnd | None) -> None:
        """Add the fact from which a day is computed."""
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
    """Return the needed questions; the first of those ``to_ask`` is asked next.

    Each track is read from the best rank down. What keeps a procedure unknown is needed, until a
    procedure is certain. The details of that procedure are needed only once no question can be
    asked about better ranked procedures, since one of these may still be recommended instead. Last
    comes whether its file is to be read before it is filed, which is the first word of its card.

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
    _add_early(needs)
    cards = []
    for members in situation.rule_set.tracks.values():
        better = PlainNeeds(situation)
        for procedure in members:
            condition = situation.rule_set.conditions[procedure.id]
            truth = situation.truth(condition)
            if truth is None:
                needs.add(condition)
                better.add(condition)
            elif truth:
                if not better.askable():
                    needs.add_details(procedure)
                    cards.append(procedure)
                break
    if all(situation.rule_set.questions[key].late for key in needs.askable()):
        for procedure in cards:
            needs.add_risks(procedure)
    return needs


def _add_early(needs: PlainNeeds, *, whatever_follows: bool = False) -> None:
    for key, question in needs.situation.rule_set.questions.items():
        if question.early:
            needs.add_fact(key)
    for orientation in needs.situation.rule_set.advice:
        truth = needs.situation.truth(orientation.when)
        if truth or (truth is None and whatever_follows):
            needs.add_day(orientation.last_day)


def decisive(situation: PlainSituation) -> set[str]:
    """Return the questions that may still change more than papers, whatever is answered next.

    They are behind the unknown tests of the procedures that may be recommended, of their channels,
    steps, costs and warnings, and of orientations; or they decide whether an answer still counts.
    """
    needs = _all_that_may_come(situation, papers=False)
    for orientation in situation.rule_set.advice:
        needs.add(orientation.when)
        needs.add_day(orientation.last_day)
    for question in situation.rule_set.questions.values():
        if question.key in situation.answers:
            needs.add(question.when)
        for choice in question.choices:
            needs.add(choice.when)
    return needs.questions


def to_ask(situation: PlainSituation) -> tuple[list[str], list[str]]:
    """Return (the questions to ask now, those that are postponed), each in the order of asking."""
    askable = needed(situation).askable()
    questions, decide = situation.rule_set.questions, decisive(situation)
    postponed = [key for key in askable if questions[key].late and key not in decide]
    return [key for key in askable if key not in postponed], postponed


def _all_that_may_come(situation: PlainSituation, *, papers: bool) -> PlainNeeds:
    needs = PlainNeeds(situation, later_rules=True)
    for members in situation.rule_set.tracks.values():
        for procedure in members:
            condition = situation.rule_set.conditions[procedure.id]
            truth = situation.truth(condition)
            if truth is not False:
                needs.add(condition)
                needs.add_details(procedure, whatever_follows=True, papers=papers)
                needs.add_risks(procedure)
            if truth:
                break
    return needs


def may_come(situation: PlainSituation) -> list[str]:
    """Return every question that may still be asked.

    A question can only become needed through a test that is unknown now. So these are the questions
    behind every unknown test of every procedure that may still be recommended.
    """
    needs = _all_that_may_come(situation, papers=True)
    _add_early(needs, whatever_follows=True)
    questions = situation.rule_set.questions
    return [
        key
        for key in questions
        if key in needs.questions
        and situation.state(key) is Missing.PENDING
        and situation.truth(questions[key].when) is not False
    ]


def at_most_left(situation: PlainSituation) -> int:
    """Return an upper bound on the number of questions still to come."""
    return len(may_come(situation))


def at_most_pages(situation: PlainSituation) -> int:
    """Return an upper bound on the pages still to come: the postponed questions share one."""
    coming, decide = may_come(situation), decisive(situation)
    late = [one for one in coming if situation.rule_set.questions[one].late and one not in decide]
    return len(coming) - len(late) + bool(late)


def keeps_possible(situation: PlainSituation, procedure: Procedure) -> list[str]:
    """Return the questions that keep a procedure possible, in the order of asking.

    They are without an answer, or answered « je ne sais pas ».
    """
    needs = PlainNeeds(situation, unknown_too=True)
    needs.add(situation.rule_set.conditions[procedure.id])
    return [key for key in situation.rule_set.questions if key in needs.questions]
