"""The parts of a procedure: steps with windows, lines of documents, costs, warnings."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, ClassVar, TypeAlias

from ..conditions.tree import ALWAYS
from ..schema.shapes import Bare, Mark, named, one_of
from .authorities import KindName
from .content import EVERY_DAY, NO_SOURCE, Id, Identifier, InForce, Source, Text, When, WhenChannel
from .stances import End, PlaceName, Stance

FORMS = ("original", "copy", "both")


@dataclass(frozen=True, slots=True)
class Warning:
    """A warning, for the people that its condition describes.

    A warning about ``papers`` says only what to bring: it keeps no late question from being late.
    """

    text: Text
    papers: bool = field(default=False, kw_only=True)
    when: WhenChannel = ALWAYS
    days: InForce = field(default=EVERY_DAY, kw_only=True)
    source: ClassVar[Source]


@dataclass(frozen=True, slots=True)
class Step:
    """A thing to do, with the days between which to do it."""

    id: Id
    text: Text
    when: WhenChannel = ALWAYS
    days: InForce = field(default=EVERY_DAY, kw_only=True)
    opens: End | None = field(metadata=named("window.from"), default=None)
    closes: End | None = field(metadata=named("window.to"), default=None)
    late: Text = field(default_factory=dict)
    place: PlaceName = field(default="", kw_only=True)
    # Who is competent in the département of the person, and is named on the step.
    authority: KindName = field(default="", kw_only=True)
    # The letter that a step which says « écrivez » carries.
    letter: Identifier = field(default="", kw_only=True)
    warnings: tuple[Warning, ...] = ()
    source: ClassVar[Source]


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A line of a procedure's list: one document, or a choice among several.

    A line ``for_some`` is for those that its note names, among the people that its condition
    describes: that is not asked, since it would change this line only.
    """

    document: Identifier = ""
    alternatives: Annotated[tuple[Identifier, ...], Mark.NOT_EMPTY] = field(
        metadata=named("one_of"), default=()
    )
    group: Text = field(default_factory=dict)
    when: WhenChannel = ALWAYS
    days: InForce = field(default=EVERY_DAY, kw_only=True)
    note: Text = field(default_factory=dict)
    for_some: bool = False
    form: Annotated[str, one_of(*FORMS)] = ""
    source: ClassVar[Source]

    @property
    def one_of(self) -> bool:
        """Whether the person chooses one of several documents."""
        return bool(self.alternatives)

    @property
    def documents(self) -> tuple[str, ...]:
        """The document of the line, or the documents to choose from."""
        return self.alternatives or (self.document,)


Entries: TypeAlias = tuple[DocumentEntry, ...]
BareEntries: TypeAlias = Annotated[Entries, Bare("document")]


@dataclass(frozen=True, slots=True)
class Cost:
    """A cost that a person pays: a tariff, or an amount without a tariff.

    A ``possible`` cost may be asked of those that its condition describes, or not: the answers do
    not tell. It is listed, and never counted in the total.
    """

    fee: Identifier = ""
    label: Text = field(default_factory=dict)
    amount: Decimal | None = None
    currency: str = "EUR"
    possible: bool = False
    when: WhenChannel = ALWAYS
    days: InForce = field(default=EVERY_DAY, kw_only=True)
    source: ClassVar[Source]


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What a person holds while waiting, and what it allows; ``None`` if that is not known."""

    text: Text = field(default_factory=dict)
    may_work: bool | None = None
    may_travel: bool | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure: the persons it is for, and what it requires.

    With ``otherwise`` it is for persons without a better ranked procedure of its track: certain
    once each of these is false. Without ``enabled`` it is withdrawn for a season: see
    ``schema.withdrawing``.
    """

    id: Id
    formerly: ClassVar[tuple[Identifier, ...]]
    draft: ClassVar[bool]
    enabled: bool = field(default=True, kw_only=True)
    family: Identifier = field(default="", kw_only=True)  # The name of its file gives it.
    track: Identifier
    rank: float
    otherwise: bool = field(default=False, kw_only=True)
    exclusive_with: tuple[Identifier, ...] = field(default=(), kw_only=True)
    sensitive: bool = field(default=False, kw_only=True)
    title: Text
    summary: Text = field(default_factory=dict)
    result: Text = field(default_factory=dict)
    processing_time: Text = field(default_factory=dict)
    validity: Text = field(default_factory=dict)
    meanwhile: Meanwhile = Meanwhile()
    when: When = ALWAYS
    days: InForce = field(default=EVERY_DAY, kw_only=True)
    legal_references: tuple[str, ...] = ()
    stances: tuple[Stance, ...] = ()
    warnings: tuple[Warning, ...] = ()
    steps: tuple[Step, ...] = ()
    documents: Entries = ()
    costs: tuple[Cost, ...] = ()
    source: Source = NO_SOURCE

    def may_say(self, *stances: str) -> bool:
        """Tell whether the card of somebody may have one of some stances."""
        return any(one.stance in stances for one in self.stances)
