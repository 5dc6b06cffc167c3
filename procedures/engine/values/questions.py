"""Questions: what they ask, the choices that they offer, the bounds of their answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, ClassVar, TypeAlias

from ..conditions.tree import ALWAYS, facts_of
from ..schema.shapes import Mark, named, one_of
from .content import NO_SOURCE, Id, Identifier, Period, Source, Text, When
from .facts import KINDS, Value

SECTIONS = ("vous", "demande", "titre", "situation", "precisions")

Kind: TypeAlias = Annotated[str, one_of(*KINDS)]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a question offers.

    ``heading`` is the title of the group that begins with this choice. ``urgent`` is what an urgent
    way in says, which answers with this choice before any question is asked. A ``sensitive`` choice
    tells of a danger: no title and no list may name it. An ``exclusive`` one is ticked alone.
    ``assisted`` is its text for a helper who answers for somebody else. Agents find it by its
    ``synonyms``.
    """

    value: Annotated[str, Mark.IDENTITY]
    formerly: ClassVar[tuple[str, ...]]
    heading: Text = field(default_factory=dict, kw_only=True)
    text: Text
    help: Text = field(default_factory=dict)
    synonyms: ClassVar[tuple[str, ...]]
    assisted: Text = field(default_factory=dict, kw_only=True)
    urgent: Text = field(default_factory=dict, kw_only=True)
    sensitive: bool = field(default=False, kw_only=True)
    exclusive: bool = field(default=False, kw_only=True)
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

    An ``early`` question is asked wherever it applies, whatever it changes. A ``late``
    one is asked last, with the other late ones, where it changes only the papers to bring.
    Both may be passed, but for an early one to which « je ne sais pas » is an answer. ``assisted``
    asks it of somebody who helps, and ``assisted_help`` tells that person how to ask it.
    ``at_least`` is how many choices are ticked, ``only`` and ``barred`` are the countries that are
    possible, and those that are not, beside its own choices. A ``notified``
    day is the one on which a decision was received: what is counted from it is the delay of an
    appeal (``engine.deadlines``). Without ``enabled`` it is withdrawn for a season: see
    ``schema.withdrawing``.
    """

    key: Id
    formerly: ClassVar[tuple[Identifier, ...]]
    draft: ClassVar[bool]
    enabled: bool = field(default=True, kw_only=True)
    section: Annotated[str, one_of(*SECTIONS)] = field(default="", kw_only=True)
    kind: Kind
    text: Text
    help: Text = field(default_factory=dict)
    synonyms: ClassVar[tuple[str, ...]]
    why: Text = field(default_factory=dict)
    assisted: Text = field(default_factory=dict)
    assisted_help: Text = field(default_factory=dict, kw_only=True)
    sensitive: bool = False
    early: bool = field(default=False, kw_only=True)
    late: bool = field(default=False, kw_only=True)
    when: When = ALWAYS
    allow_unknown: bool = False
    unknown_help: Text = field(default_factory=dict)
    bounds: Bounds = ANYTHING
    notified: bool = field(default=False, kw_only=True)
    at_least: int | None = field(default=None, kw_only=True)
    only: frozenset[str] = field(default=frozenset(), kw_only=True)
    barred: frozenset[str] = field(metadata=named("except"), default=frozenset(), kw_only=True)
    choices: Annotated[tuple[Choice, ...], Mark.NOT_EMPTY] = ()
    source: Source = NO_SOURCE

    @property
    def has_groups(self) -> bool:
        """Whether its choices stand in groups."""
        return any(choice.heading for choice in self.choices)

    @property
    def may_be_passed(self) -> bool:
        """Whether one may go on without an answer, « je ne sais pas » not being one."""
        return self.late or (self.early and not self.allow_unknown)

    @property
    def is_restricted(self) -> bool:
        """Whether some values of its kind are no answers to it."""
        alone = any(choice.exclusive for choice in self.choices)
        return bool(self.at_least or self.only or self.barred or alone)

    def admits(self, value: Value) -> bool:
        """Tell whether a value of its kind is an answer to it, of any person."""
        if isinstance(value, tuple):
            alone = [one for one in value if (found := self.choice(one)) and found.exclusive]
            return len(value) == 1 if alone else len(value) >= (self.at_least or 0)
        if self.kind != "country" or self.choice(value):
            return True
        return value not in self.barred and (not self.only or value in self.only)

    def choice(self, value: object) -> Choice | None:
        """Return the choice with this value, or ``None``."""
        return next((choice for choice in self.choices if choice.value == value), None)


def facts_read(question: Question) -> frozenset[str]:
    """Return the facts that the conditions of a question and of its choices read."""
    choices = (facts_of(choice.when) for choice in question.choices)
    return facts_of(question.when).union(*choices)
