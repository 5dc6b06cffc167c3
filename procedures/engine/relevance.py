"""What still matters: the questions whose answer can change what a person gets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from .channels import ChannelFound, resolve_channel, view_of
from .conditions import Condition, truth_and_unknown_facts, truth_of
from .evaluation import document_entries
from .facts import Missing
from .procedure import Procedure, Step
from .rules import RuleSet
from .situation import Answers, ProcedureView, Situation


class Needs:
    """Collects the facts that keep conditions unknown.

    By default the *needed* ones: unanswered, and through a derived fact only its first rule
    that is not false. ``unknown_too`` adds those answered « je ne sais pas » (what keeps a
    result possible); ``later_rules`` follows every rule that may still come to decide (what
    could be needed after more answers).
    """

    def __init__(
        self, situation: Situation, *, unknown_too: bool = False, later_rules: bool = False
    ) -> None:
        self.situation = situation
        self.questions: set[str] = set()
        self._unknown_too = unknown_too
        self._later_rules = later_rules
        self._seen: set[str] = set()

    def add(self, condition: Condition, view: ProcedureView | Situation | None = None) -> None:
        """Add the facts that make a condition unknown; none if it is decided."""
        for fact in truth_and_unknown_facts(condition, view or self.situation)[1]:
            self.add_fact(fact)

    def add_fact(self, fact: str) -> None:
        """Add a fact that has no value yet: its question, or what it is computed from."""
        if fact in self._seen:
            return
        self._seen.add(fact)
        rule_set = self.situation.rule_set
        if fact in rule_set.questions:
            self._add_question(fact)
        elif fact in rule_set.derived_facts:
            self._add_derived(fact)
        elif fact in ("departement", "arrondissement"):
            self.add_fact("commune")
        elif fact == "age_today":
            self.add_fact("birth_date")

    def add_channel(self, found: ChannelFound) -> None:
        """Add what a channel waits for."""
        if found.needs_commune:
            self.add_fact("commune")
        if found.waiting_for is not None:
            self.add(found.waiting_for)

    def _add_question(self, key: str) -> None:
        if key not in self.situation.rule_set.questions:
            return
        state = self.situation.state(key)
        if state is Missing.PENDING or (self._unknown_too and state is Missing.UNKNOWN):
            self.questions.add(key)
            self.add(self.situation.rule_set.questions[key].when)

    def _add_derived(self, key: str) -> None:
        for rule in self.situation.rule_set.derived_facts[key].rules:
            truth = truth_of(rule.when, self.situation)
            if truth:
                return
            if truth is None:
                self.add(rule.when)
                if not self._later_rules:
                    return

    def askable(self) -> list[str]:
        """Return the collected questions that can be asked now, in the order of asking."""
        return [
            key
            for key in self.situation.rule_set.questions
            if key in self.questions
            and self.situation.state(key) is Missing.PENDING
            and self.situation.applies(key)
        ]


def needs_of(situation: Situation) -> Needs:
    """Return the needed facts, those included whose question cannot be asked (yet)."""
    needs = Needs(situation)
    for members in situation.rule_set.tracks.values():
        _add_track(needs, members)
    return needs


def needed_questions(situation: Situation) -> list[str]:
    """Return the questions that are needed and can be asked now, in the order of asking."""
    return needs_of(situation).askable()


def next_question(rule_set: RuleSet, answers: Answers, today: date) -> str | None:
    """Return the key of the question to ask next, ``None`` when nothing more matters.

    >>> from .serialization import rule_set_from_plain
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
    """Return the questions that a person who gives these answers is asked, in turn.

    The list ends where nothing more is needed, or at the first question that ``answers`` has
    no (possible) answer to, which is not part of it.
    """
    situation = Situation(rule_set, {}, today)
    asked: list[str] = []
    while True:
        needed = needed_questions(situation)
        if needed and needed[0] in situation.answers:  # its answer is no longer offered
            return [key for key in asked if key != needed[0]]
        if not needed or needed[0] not in answers:
            return asked
        situation = situation.with_answer(needed[0], answers[needed[0]])
        asked.append(needed[0])


def questions_left(situation: Situation) -> int:
    """Return a bound, never exceeded, on the questions still to come.

    Whatever the answers, a condition that is decided stays so, and a question can only come
    to be needed through a test that is unknown now. So the questions behind all unknown
    tests of all procedures that are still in the running are a sound bound.
    """
    needs = Needs(situation, later_rules=True)
    for members in situation.rule_set.tracks.values():
        for procedure in members:
            truth = situation.truth_of_procedure(procedure)
            if truth is not False:
                needs.add(procedure.when)
                _add_details(needs, procedure, certain_steps_only=False)
            if truth:
                break
    return sum(
        1
        for key in needs.questions
        if situation.state(key) is Missing.PENDING and situation.applies(key) is not False
    )


def keeps_possible(situation: Situation, procedure: Procedure) -> list[str]:
    """Return the questions, unanswered or « je ne sais pas », that keep a procedure possible."""
    needs = Needs(situation, unknown_too=True)
    needs.add(procedure.when)
    return [key for key in situation.rule_set.questions if key in needs.questions]


def _add_track(needs: Needs, members: tuple[Procedure, ...]) -> None:
    situation = needs.situation
    better: list[Procedure] = []
    for procedure in members:
        truth = situation.truth_of_procedure(procedure)
        if truth is None:
            needs.add(procedure.when)
            better.append(procedure)
        elif truth:
            if not _waits(situation, better):
                _add_details(needs, procedure, certain_steps_only=True)
            return


def _waits(situation: Situation, procedures: list[Procedure]) -> bool:
    """Tell whether one of these procedures waits for an answer that can be asked for."""
    needs = Needs(situation)
    for procedure in procedures:
        needs.add(procedure.when)
    return bool(procedures) and bool(needs.askable())


def _add_details(needs: Needs, procedure: Procedure, *, certain_steps_only: bool) -> None:
    situation = needs.situation
    found = resolve_channel(situation, procedure)
    view = view_of(situation, found)
    if not found.known:
        needs.add_channel(found)
    for condition in _detail_conditions(situation, procedure):
        needs.add(condition, view)
    for step in procedure.steps:
        truth = truth_of(step.when, view)
        if truth or (truth is None and not certain_steps_only):
            _add_window(needs, step)


def _detail_conditions(situation: Situation, procedure: Procedure) -> Iterator[Condition]:
    for entry, local in document_entries(situation, procedure):
        if local is not False:
            yield entry.when
    for step in procedure.steps:
        yield step.when
    for cost in procedure.costs:
        yield cost.when


def _add_window(needs: Needs, step: Step) -> None:
    for end in (step.opens, step.closes):
        if end is not None and end.fact:
            needs.add_fact(end.fact)
