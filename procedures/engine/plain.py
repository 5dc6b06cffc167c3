"""THE READABLE SPECIFICATION: what a catalogue gives to a person, and what it still asks them.

Read this file to know what the engine does. It walks the tree of each condition, one test at a
time, and is a hundred times too slow to serve pages: ``compiled`` gives the same answers from bits.
The tests hold the two equal, on the shipped catalogue and on catalogues drawn at random.

*Unknown.* A test is true, false or unknown (``None``), after Kleene. A fact without an answer yet
(PENDING) or answered « je ne sais pas » (UNKNOWN) leaves its tests unknown; a fact that does not
apply (ABSENT) makes them false. « all » is false as soon as one part is; it is unknown if none is
false and one is unknown. So what is true or false stays so, whatever else is answered.

*Certain, possible.* A procedure whose condition is true is certain; one whose condition is unknown
is possible, unless a better ranked procedure of its track is certain. The best ranked certain one
of a track is recommended. One that is marked ``otherwise`` has one more condition: that each better
ranked procedure of its track is false. The lines of a procedure (documents, steps, costs) are
certain or possible in the same way; those that are false are not listed. A cost that the catalogue
calls possible is never certain.

*Relevant.* A question is needed if its answer can still change what the person gets: see
``plain_needs``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .conditions.tree import Condition, truth_of
from .values.department import Channel, Department, in_order
from .values.facts import (
    BUILT_ON,
    Answers,
    Missing,
    State,
    Truth,
    Value,
    department_of,
    whole_years,
)
from .values.procedure import DocumentEntry, Procedure
from .values.questions import Question
from .values.rules import DerivedFact, RuleSet


class PlainSituation:
    """The facts of one person on one day, for a procedure filed by ``channel``, if one is meant.

    >>> from .schema.serialization import rule_set_from_plain
    >>> rules = rule_set_from_plain({"questions": [
    ...     {"key": "married", "kind": "yes_no", "text": "Marié ?"},
    ...     {"key": "since", "kind": "date", "text": "Depuis ?", "when": {"married": True}}]})
    >>> day = date(2026, 11, 24)
    >>> PlainSituation(rules, {}, day).state("since")
    <Missing.PENDING: 'pending'>
    >>> PlainSituation(rules, {"married": False, "since": day}, day).state("since")
    <Missing.ABSENT: 'absent'>
    """

    def __init__(
        self, rule_set: RuleSet, answers: Answers, today: date, channel: State = Missing.ABSENT
    ) -> None:
        self.rule_set = rule_set
        self.answers = answers
        self.today = today
        self._states: dict[str, State] = {"today": today, "channel": channel}

    def filed_by(self, channel: State) -> PlainSituation:
        """Return the situation as a procedure sees it, with its channel as one more fact."""
        return PlainSituation(self.rule_set, self.answers, self.today, channel)

    def state(self, fact: str) -> State:
        """Return the value of a fact, or the reason why it has none."""
        if fact not in self._states:
            self._states[fact] = self._compute(fact)
        return self._states[fact]

    def truth(self, condition: Condition) -> Truth:
        """Return the truth of a condition."""
        return truth_of(condition, self)

    def offers(self, question: Question, value: Value) -> bool:
        """Return ``False`` only if a question certainly does not offer a value to this person."""
        choice = question.choice(value) if question.choices else None
        return choice is None or self.truth(choice.when) is not False

    @property
    def department(self) -> Department:
        """The person's département; an empty one if it is unknown or the catalogue lacks it."""
        code = self.state("departement")
        known = self.rule_set.departments.get(code) if isinstance(code, str) else None
        return known or Department("")

    @property
    def department_missing(self) -> bool:
        """Whether the person has a département that is not known yet, or that they do not know."""
        return self.state("departement") in (Missing.PENDING, Missing.UNKNOWN)

    def _compute(self, fact: str) -> State:
        if fact in self.rule_set.questions:
            return self._answer(self.rule_set.questions[fact])
        if fact in self.rule_set.derived_facts:
            return self._derive(self.rule_set.derived_facts[fact])
        if BUILT_ON.get(fact) not in self.rule_set.questions:
            return Missing.ABSENT
        value = self.state(BUILT_ON[fact])
        if fact == "age_today" and isinstance(value, date):
            return whole_years(value, self.today)
        if not isinstance(value, str):
            return value
        if fact == "departement":
            return department_of(value)
        return self.rule_set.arrondissements.get(value, Missing.UNKNOWN)

    def _answer(self, question: Question) -> State:
        """Return the state of a question: an answer counts only if it applies and is offered."""
        if self.truth(question.when) is False:
            return Missing.ABSENT
        if question.key not in self.answers:
            return self._settled(question)
        value = self.answers[question.key]
        if value is None:
            return Missing.UNKNOWN
        if not question.admits(value):
            return Missing.PENDING
        if isinstance(value, tuple):
            offered = tuple(one for one in value if self.offers(question, one))
            return offered if offered or not value else Missing.PENDING
        return value if self.offers(question, value) else Missing.PENDING

    def _settled(self, question: Question) -> State:
        """Return the answer that a derived fact gives instead of the person, or pending."""
        fact = self.rule_set.settled_by.get(question.key)
        value = self.state(fact) if fact else Missing.PENDING
        if isinstance(value, Missing) or not self.offers(question, value):
            return Missing.PENDING
        return value

    def _derive(self, derived: DerivedFact) -> State:
        """Return the value of the first rule that holds; pending if an earlier one is unknown."""
        for rule in derived.rules:
            truth = self.truth(rule.when)
            if truth:
                return rule.value
            if truth is None:
                return Missing.PENDING
        return Missing.ABSENT


@dataclass(frozen=True, slots=True)
class PlainChannel:
    """The state of the fact ``channel`` for a procedure, and the condition that decides it."""

    state: State
    channel: Channel | None = None
    needs_commune: bool = False
    waits_for: Condition | None = None


def channel_of(situation: PlainSituation, procedure: Procedure) -> PlainChannel:
    """Return how a person files a procedure: the first channel that holds.

    The département's channels come before the national ones. Among each, those that name the
    procedure come first, then those that name its family, then those for every procedure. While the
    département is unknown, a procedure for which some département has its own channel waits for the
    commune.
    """
    if situation.department_missing and procedure.id in situation.rule_set.local_procedures:
        return PlainChannel(Missing.PENDING, needs_commune=True)
    for department in (situation.department, situation.rule_set.national):
        for channel in in_order(department.channels, procedure):
            truth = situation.truth(channel.when)
            if truth:
                return PlainChannel(channel.kind, channel)
            if truth is None:
                return PlainChannel(Missing.PENDING, waits_for=channel.when)
    return PlainChannel(Missing.ABSENT)


def documents_of(
    situation: PlainSituation, procedure: Procedure
) -> list[tuple[DocumentEntry, Truth]]:
    """Return (line, whether it is asked in this place) for each line of a procedure's list.

    A line that the préfecture drops is left out. While the commune is unknown, a line that some
    préfecture drops or adds is unknown.
    """
    missing = situation.department_missing
    departments = situation.rule_set.departments.values() if missing else [situation.department]
    overrides = [
        one.overrides[procedure.id] for one in departments if procedure.id in one.overrides
    ]
    dropped = {name for one in overrides for name in one.drop_documents}
    entries: list[tuple[DocumentEntry, Truth]] = []
    for entry in procedure.documents:
        if entry.one_of or entry.documents[0] not in dropped:
            entries.append((entry, True))
        elif missing:
            entries.append((entry, None))
    added = None if missing else True
    return entries + [(entry, added) for one in overrides for entry in one.add_documents]


@dataclass(frozen=True, slots=True)
class PlainResult:
    """The result of a listed procedure for a person.

    ``documents`` maps (documents of a line, whether one of them is enough) to whether the line is
    certain. ``lines`` tells the same of each listed step, then of each listed cost.
    """

    certain: bool
    recommended: bool
    channel: Channel | None
    documents: dict[tuple[tuple[str, ...], bool], bool]
    lines: list[bool]
    warnings: list[dict[str, str]]


def listed(situation: PlainSituation) -> dict[str, PlainResult]:
    """Return {id: result} of the procedures that a person is shown."""
    found: dict[str, PlainResult] = {}
    for members in situation.rule_set.tracks.values():
        beaten = False
        for procedure in members:
            truth = situation.truth(situation.rule_set.conditions[procedure.id])
            if truth or (truth is None and not beaten):
                best = bool(truth) and not beaten
                found[procedure.id] = _result(situation, procedure, bool(truth), best)
            beaten = beaten or bool(truth)
    return found


def _result(
    situation: PlainSituation, procedure: Procedure, certain: bool, recommended: bool
) -> PlainResult:
    filed = channel_of(situation, procedure)
    view = situation.filed_by(filed.state)
    documents: dict[tuple[tuple[str, ...], bool], bool] = {}
    for entry, local in documents_of(situation, procedure):
        truth = view.truth(entry.when)
        if truth is not False:
            key = entry.documents, entry.one_of
            documents[key] = documents.get(key, False) or bool(truth and local)
    truths = [view.truth(one.when) for one in procedure.steps]
    for cost in procedure.costs:
        truth = view.truth(cost.when)
        # A possible cost is never certain.
        truths.append(None if truth and cost.possible else truth)
    return PlainResult(
        certain=certain,
        recommended=recommended,
        channel=filed.channel,
        documents=documents,
        lines=[truth is True for truth in truths if truth is not False],
        warnings=[dict(one.text) for one in procedure.warnings if view.truth(one.when)],
    )
