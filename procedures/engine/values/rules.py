"""The contents of a rule set: immutable values, built from a catalogue's plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, ClassVar, TypeAlias

from ..conditions.tree import ALWAYS, facts_of
from ..former_names import FormerNames
from ..schema.shapes import Mark, anything, named, one_of
from .content import EVERY_DAY, NO_SOURCE, Id, Identifier, InForce, Period, Source, Text, When
from .department import Department, specificity
from .facts import BUILT_ON, KINDS, FactInfo, Scalar
from .invariants import Invariant
from .procedure import Procedure
from .stances import Call, End, StanceName, Task

SECTIONS = ("vous", "demande", "titre", "situation", "precisions")

Kind: TypeAlias = Annotated[str, one_of(*KINDS)]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a question offers.

    ``heading`` is the title of the group that begins with this choice. ``urgent`` is what an urgent
    way in says, which answers with this choice before any question is asked. A ``sensitive`` choice
    tells of a danger: no title and no list may name it.
    """

    value: Annotated[str, Mark.IDENTITY]
    formerly: ClassVar[tuple[str, ...]]
    heading: Text = field(default_factory=dict, kw_only=True)
    text: Text
    help: Text = field(default_factory=dict)
    urgent: Text = field(default_factory=dict, kw_only=True)
    sensitive: bool = field(default=False, kw_only=True)
    when: When = ALWAYS
    source: ClassVar[Source]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Which numbers and which days an answer may be, for the person who types it.

    ``before`` and ``after`` are how long before and after today a day may lie. ``not_before`` are
    other questions: the day must not lie before what they tell. The evaluation reads none of it.
    """

    least: int | None = None
    most: int | None = None
    before: Period | None = None
    after: Period | None = None
    not_before: tuple[Identifier, ...] = ()

    def days(self, today: date) -> tuple[date | None, date | None]:
        """Return the first and the last possible day, each ``None`` if there is none."""
        first = self.before.before(today) if self.before else None
        return first, self.after.after(today) if self.after else None


ANYTHING = Bounds()


@dataclass(frozen=True, slots=True)
class Question:
    """A question. Its key is the name of the fact that it answers.

    An ``early`` question is asked of everybody to whom it applies, whatever it changes. A ``late``
    one is asked last, with the other late ones, of whoever it tells only which papers to bring.
    Both may be passed.
    """

    key: Id
    formerly: ClassVar[tuple[Identifier, ...]]
    section: Annotated[str, one_of(*SECTIONS)] = field(default="", kw_only=True)
    kind: Kind
    text: Text
    help: Text = field(default_factory=dict)
    why: Text = field(default_factory=dict)
    assisted: Text = field(default_factory=dict)
    picture: str = ""
    sensitive: bool = False
    early: bool = field(default=False, kw_only=True)
    late: bool = field(default=False, kw_only=True)
    when: When = ALWAYS
    allow_unknown: bool = False
    unknown_help: Text = field(default_factory=dict)
    bounds: Bounds = ANYTHING
    choices: Annotated[tuple[Choice, ...], Mark.NOT_EMPTY] = ()
    source: Source = NO_SOURCE

    @property
    def has_groups(self) -> bool:
        """Whether its choices stand in groups."""
        return any(choice.heading for choice in self.choices)

    def choice(self, value: object) -> Choice | None:
        """Return the choice with this value, or ``None``."""
        return next((choice for choice in self.choices if choice.value == value), None)


@dataclass(frozen=True, slots=True)
class Group:
    """A named set of values of one fact."""

    key: Id
    formerly: ClassVar[tuple[Identifier, ...]]
    fact: Identifier
    title: Text = field(default_factory=dict, kw_only=True)
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
    """

    key: Id
    formerly: ClassVar[tuple[Identifier, ...]]
    title: str = field(default="", kw_only=True)
    kind: Kind
    values: ClassVar[Annotated[tuple[str, ...], Mark.NOT_EMPTY]]
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
    rank: int
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
    # Helps whoever finds no answer, and is none itself.
    fallback: bool = field(default=False, kw_only=True)
    # One line on what exists for the spouse and the children of whoever gets an answer.
    household: bool = field(default=False, kw_only=True)
    source: Source = NO_SOURCE


@dataclass(frozen=True)
class RuleSet:
    """A compiled catalogue: everything that an evaluation reads. It never changes.

    ``questions`` are in the order of asking; the other mappings keep the catalogue's order.
    ``arrondissements`` maps the INSEE code of a commune to its arrondissement. No evaluation reads
    ``renamed``. ``held`` keeps what other modules compute from the rule set, such as its compiled
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
    arrondissements: Mapping[str, str] = field(default_factory=dict)
    renamed: FormerNames = field(default_factory=FormerNames)
    held: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

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

    @cached_property
    def national(self) -> Department:
        """The content that applies where no département says otherwise."""
        return self.departments.get("national", Department("national"))

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
    def dependencies(self) -> Mapping[str, frozenset[str]]:
        """For each fact, the facts that decide whether it applies and what its value is.

        A question depends on the facts in its condition and in those of its choices; a derived fact
        depends on the facts in its rules.
        """
        graph = {key: facts_read(question) for key, question in self.questions.items()}
        for key, derived in self.derived_facts.items():
            graph[key] = frozenset().union(*(facts_of(rule.when) for rule in derived.rules))
        for key, base in BUILT_ON.items():
            if base in self.questions:
                graph[key] = frozenset({base})
        return graph


def facts_read(question: Question) -> frozenset[str]:
    """Return the facts that the conditions of a question and of its choices read."""
    choices = (facts_of(choice.when) for choice in question.choices)
    return facts_of(question.when).union(*choices)
