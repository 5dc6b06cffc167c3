"""The contents of a rule set: immutable values, built from a catalogue's plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, ClassVar

from ..conditions.tree import ALWAYS, All, AnyOf, Condition, Not, facts_of
from ..former_names import FormerNames
from ..schema.shapes import Mark, anything, named, one_of
from .authorities import Authority
from .between import Letter, OnlineService, ProofAsker, ProvisionalPaper, SiteWording
from .cases import Case, ExamplePerson, Invariant
from .content import EVERY_DAY, NO_SOURCE, Id, Identifier, InForce, Period, Source, Text, When
from .department import Channel, Department, Names, specificity
from .facts import BUILT_ON, FactInfo, Scalar
from .procedure import Procedure
from .questions import Kind, Question, facts_read
from .stances import MILESTONES, READ_FIRST, Call, End, StanceName, Task


@dataclass(frozen=True, slots=True)
class Group:
    """A named set of values of one fact."""

    key: Id
    formerly: ClassVar[tuple[Identifier, ...]]
    draft: ClassVar[bool]
    fact: Identifier
    title: Text = field(default_factory=dict, kw_only=True)
    synonyms: ClassVar[tuple[str, ...]]
    values: Annotated[frozenset[str], Mark.NOT_EMPTY]
    source: Source = NO_SOURCE


@dataclass(frozen=True, slots=True)
class DerivedRule:
    """One line of a decision table."""

    value: Annotated[Scalar, anything]
    label: str = ""
    when: When = ALWAYS
    days: InForce = field(default=EVERY_DAY, kw_only=True)
    source: ClassVar[Source]


@dataclass(frozen=True, slots=True)
class DerivedFact:
    """A fact computed from answers: the first rule that holds gives its value.

    ``title`` and the labels of rules are French words for agents: no usager reads them.
    ``settles`` names a question that is not asked where the fact has a value: that value is its
    answer, unless the person gave one.
    """

    key: Id
    formerly: ClassVar[tuple[Identifier, ...]]
    draft: ClassVar[bool]
    title: str = field(default="", kw_only=True)
    kind: Kind
    values: ClassVar[Annotated[tuple[str, ...], Mark.NOT_EMPTY]]
    settles: Identifier = field(default="", kw_only=True)
    rules: Annotated[tuple[DerivedRule, ...], Mark.NOT_EMPTY]
    source: ClassVar[Source]

    def label(self, value: object) -> str:
        """Return the label of a value: that of the first rule that gives the value and has one."""
        labels = (rule.label for rule in self.rules if rule.value == value and rule.label)
        return next(labels, "")


@dataclass(frozen=True, slots=True)
class FeeAmount:
    """The amount of a tariff from a day on."""

    start: Annotated[date, Mark.IDENTITY] = field(metadata=named("from"))
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Fee:
    """A tariff, with its amounts and the days from which each is in force."""

    id: Id
    draft: ClassVar[bool]
    label: Text
    currency: str = field(default="EUR", kw_only=True)
    amounts: Annotated[tuple[FeeAmount, ...], Mark.NOT_EMPTY]
    source: Source = NO_SOURCE

    def amount_on(self, day: date) -> Decimal | None:
        """Return the amount in force on ``day``, or ``None`` before the first one."""
        started = [one for one in self.amounts if one.start <= day]
        return sorted(started, key=lambda one: one.start)[-1].amount if started else None


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on a document, shown once its condition is certain."""

    text: Text
    when: When = ALWAYS
    days: InForce = field(default=EVERY_DAY, kw_only=True)
    source: ClassVar[Source]


@dataclass(frozen=True, slots=True)
class Document:
    """A supporting document of the library."""

    id: Id
    formerly: ClassVar[tuple[Identifier, ...]]
    draft: ClassVar[bool]
    title: Text
    explanation: Text = field(default_factory=dict)
    looks_like: Text = field(default_factory=dict)
    how_to_get: Text = field(default_factory=dict)
    delay: Text = field(default_factory=dict)
    validity: Period | None = None
    original: bool = False
    translation: bool = False
    refusals: Text = field(default_factory=dict)
    icon: str = ""
    notes: tuple[Note, ...] = ()
    source: Source = NO_SOURCE


@dataclass(frozen=True, slots=True)
class Link:
    """A link of an orientation."""

    text: Text
    url: str
    source: ClassVar[Source]


@dataclass(frozen=True, slots=True)
class Orientation:
    """A useful answer that is not a procedure.

    ``last_day`` is the last day to act, ``places`` the kinds of helpers to turn to.
    """

    id: Id
    draft: ClassVar[bool]
    rank: float
    when: When = field(default=ALWAYS, kw_only=True)
    days: InForce = field(default=EVERY_DAY, kw_only=True)
    title: Text
    text: Text
    stance: StanceName = field(default="", kw_only=True)
    lead: Text = field(default_factory=dict, kw_only=True)
    last_day: End | None = field(default=None, kw_only=True)
    calls: tuple[Call, ...] = field(default=(), kw_only=True)
    steps: tuple[Task, ...] = field(default=(), kw_only=True)
    places: frozenset[str] = field(default=frozenset(), kw_only=True)
    links: tuple[Link, ...] = ()
    urgent: bool = False
    # Helps a person without an answer, and is none itself.
    fallback: bool = field(default=False, kw_only=True)
    # One line on what exists for the spouse and the children of the person.
    household: bool = field(default=False, kw_only=True)
    # Shown beside a procedure as soon as it may hold: what it rests on is not asked.
    careful: bool = field(default=False, kw_only=True)
    # A day of the line of time, and no answer: ``last_day`` is that day, ``lead`` names what ends.
    milestone: Annotated[str, one_of(*MILESTONES)] = field(default="", kw_only=True)
    # The letter that is written on that day.
    letter: Identifier = field(default="", kw_only=True)
    # The families whose requests are filed at once all the same: it does not appear on their cards.
    filed_first: Names = field(default=frozenset(), kw_only=True)
    source: Source = NO_SOURCE

    @property
    def is_read_first(self) -> bool:
        """Whether it stands on the card of a request to file, and its steps before the filing."""
        return bool(self.careful and self.stance == READ_FIRST and self.lead and self.steps)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The keys of the questions and the ids of the procedures that are withdrawn for a season."""

    questions: frozenset[str] = frozenset()
    procedures: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.questions or self.procedures)


@dataclass(frozen=True)
class RuleSet:
    """A compiled catalogue: everything that an evaluation reads. It never changes.

    ``questions`` are in the order of asking; the other mappings keep the catalogue's order.
    ``arrondissements`` maps the INSEE code of a commune to its arrondissement. No evaluation reads
    ``renamed``, nor ``withdrawn``, which names what the catalogue holds and the rule set does not,
    nor what stands between two cards (``askers`` to
    ``online_services``), nor ``authorities``, nor ``examples``, nor
    ``people``, which are the cases that the examples name.
    ``held`` keeps what other modules compute from the rule set, such as its compiled
    form, for as long as the rule set lives.
    """

    questions: Mapping[str, Question]
    groups: Mapping[str, Group]
    derived_facts: Mapping[str, DerivedFact]
    fees: Mapping[str, Fee]
    documents: Mapping[str, Document]
    procedures: Mapping[str, Procedure]
    orientations: Mapping[str, Orientation]
    departments: Mapping[str, Department]
    inquiries: Mapping[str, tuple[Question, ...]]
    facts: Mapping[str, FactInfo]
    invariants: Mapping[str, Invariant] = field(default_factory=dict)
    askers: Mapping[str, ProofAsker] = field(default_factory=dict)
    letters: Mapping[str, Letter] = field(default_factory=dict)
    provisional_papers: Mapping[str, ProvisionalPaper] = field(default_factory=dict)
    wordings: Mapping[str, SiteWording] = field(default_factory=dict)
    online_services: Mapping[str, OnlineService] = field(default_factory=dict)
    authorities: Mapping[str, Authority] = field(default_factory=dict)
    examples: Mapping[str, ExamplePerson] = field(default_factory=dict)
    people: Mapping[str, Case] = field(default_factory=dict)
    arrondissements: Mapping[str, str] = field(default_factory=dict)
    renamed: FormerNames = field(default_factory=FormerNames)
    withdrawn: Withdrawn = field(default_factory=Withdrawn)
    held: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def advice(self) -> tuple[Orientation, ...]:
        """The orientations that are answers: a milestone is a day, shown on the line of time."""
        return tuple(one for one in self.orientations.values() if not one.milestone)

    @cached_property
    def tracks(self) -> Mapping[str, tuple[Procedure, ...]]:
        """The procedures of each track, the best rank first."""
        tracks: dict[str, list[Procedure]] = {}
        for procedure in self.procedures.values():
            tracks.setdefault(procedure.track, []).append(procedure)
        return {
            name: tuple(sorted(members, key=lambda one: one.rank))
            for name, members in tracks.items()
        }

    def service_of(self, channel: Channel) -> OnlineService | None:
        """Return the site of a channel: the one that it names, else the first of its kind."""
        services = self.online_services
        of_its_kind = (one for one in services.values() if channel.kind in one.kinds)
        return services.get(channel.service) or next(of_its_kind, None)

    @cached_property
    def conditions(self) -> Mapping[str, Condition]:
        """The condition of each procedure, with what ``otherwise`` adds to the written one."""
        found: dict[str, Condition] = {}
        for members in self.tracks.values():
            for place, one in enumerate(members):
                found[one.id] = one.when
                if one.otherwise and place:
                    better = tuple(other.when for other in members[:place])
                    found[one.id] = All((one.when, Not(AnyOf(better))))
        return found

    @cached_property
    def national(self) -> Department:
        """The content that applies where no département says otherwise."""
        return self.departments.get("national", Department("national"))

    @cached_property
    def notified(self) -> frozenset[str]:
        """The facts that are the day on which a decision was received."""
        return frozenset(one.key for one in self.questions.values() if one.notified)

    @cached_property
    def local_procedures(self) -> frozenset[str]:
        """The ids of the procedures for which some département has a channel or an override."""
        found: set[str] = set()
        for code, department in self.departments.items():
            if code == "national":
                continue
            found.update(department.overrides)
            for channel in department.channels:
                found.update(
                    one.id for one in self.procedures.values() if specificity(channel, one)
                )
        return frozenset(found)

    @cached_property
    def settled_by(self) -> Mapping[str, str]:
        """For each question that a derived fact settles, the key of that fact."""
        found = {one.settles: one.key for one in self.derived_facts.values() if one.settles}
        return {question: fact for question, fact in found.items() if question in self.questions}

    @cached_property
    def dependencies(self) -> Mapping[str, frozenset[str]]:
        """For each fact, the facts that decide whether it applies and what its value is.

        A question depends on the facts in its condition and in those of its choices, and on the
        fact that settles it; a derived fact depends on the facts in its rules.
        """
        graph = {key: facts_read(question) for key, question in self.questions.items()}
        for question, fact in self.settled_by.items():
            graph[question] |= {fact}
        for key, derived in self.derived_facts.items():
            graph[key] = frozenset().union(*(facts_of(rule.when) for rule in derived.rules))
        for key, base in BUILT_ON.items():
            if base in self.questions:
                graph[key] = frozenset({base})
        return graph
