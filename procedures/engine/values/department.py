"""The local content of a département: where to go, how to file, and local differences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Annotated, ClassVar, Protocol, TypeAlias

from ..conditions.tree import ALWAYS
from ..schema.shapes import ListOf, Mark, OneShape, Record, named, one_of, string, text
from .channel_kinds import CHANNEL_KINDS, FiledAt
from .content import EVERY_DAY, NO_SOURCE, Id, Identifier, InForce, Period, Source, Text, When
from .facts import Duration
from .procedure import BareEntries
from .units import unit_words

# How much of its days a closure takes, and why, in words for agents.
CLOSED = {
    "jour": "toute la journée",
    "matin": "le matin",
    "apres_midi": "l'après-midi",
}
REASONS = {
    "formation": "les agents se forment",
    "travaux": "des travaux",
    "panne": "une panne d'ordinateurs",
    "greve": "une grève",
    "ferie": "un jour férié",
    "intemperies": "le mauvais temps",
}


def faults_of_days(
    start: date | None,
    end: date | None,
    shown_from: date | None = None,
    shown_until: date | None = None,
) -> dict[str, str]:
    """Return {key of the format: what is wrong with it}, in words for agents.

    >>> day = date(2026, 12, 24)
    >>> faults_of_days(day, day, None, date(2026, 12, 20))["shown_until"]
    "L'annonce disparaîtrait 4 jours avant la fin de ce qu'elle annonce."
    """
    faults = {}
    if start and end and end < start:
        faults["until"] = "Le dernier jour est avant le premier."
    if shown_from and shown_until and shown_until < shown_from:
        faults["shown_until"] = "L'annonce disparaîtrait avant d'être affichée."
    elif end and shown_until and shown_until < end:
        days = (end - shown_until) // timedelta(days=1)
        length = unit_words("days", days)
        faults["shown_until"] = (
            f"L'annonce disparaîtrait {length} avant la fin de ce qu'elle annonce."
        )
    if shown_from and end and shown_from > end:
        faults["shown_from"] = "L'annonce s'afficherait après la fin de ce qu'elle annonce."
    return faults


# Whose consulate a channel leads to: that of France, or of the person's country, where a person who
# fled it must never be sent.
FRANCE, HOME = CONSULATES = ("france", "pays")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Names: TypeAlias = frozenset[Identifier]
SomeNames: TypeAlias = Annotated[Names, Mark.NOT_EMPTY]


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to book or to file. Without ``procedures`` and ``families``, it is for all."""

    # Two channels that say the same are equal, whatever they are called.
    id: Id = field(default="", kw_only=True, compare=False)
    procedures: SomeNames = field(
        metadata=named("for.procedures"), default=frozenset(), kw_only=True
    )
    families: SomeNames = field(metadata=named("for.families"), default=frozenset(), kw_only=True)
    when: When = field(default=ALWAYS, kw_only=True)
    days: InForce = field(default=EVERY_DAY, kw_only=True)
    kind: Annotated[str, one_of(*CHANNEL_KINDS)]
    consulate: Annotated[str, one_of(*CONSULATES)] = field(default="", kw_only=True)
    # Else the one of its kind.
    service: Identifier = field(default="", kw_only=True)
    url: str = ""
    address: Text = field(default_factory=dict)
    instructions: Text = field(default_factory=dict)
    no_slot_help: Text = field(default_factory=dict)
    draft: ClassVar[bool]
    source: Source = NO_SOURCE

    @property
    def at(self) -> FiledAt:
        """Where it leads."""
        return CHANNEL_KINDS[self.kind].at

    @property
    def place(self) -> str:
        """The place of a step that a consulate is; an unnamed consulate is no help."""
        if self.kind != "consulate":
            return ""
        return "consulat_france" if self.consulate == FRANCE else "consulat"


@dataclass(frozen=True, slots=True)
class Override:
    """What a préfecture asks or says differently from the national list."""

    procedure: Id
    draft: ClassVar[bool]
    add_documents: BareEntries = ()
    drop_documents: Names = frozenset()
    notes: Text = field(default_factory=dict)
    source: Source = NO_SOURCE


@dataclass(frozen=True, slots=True)
class Notice:
    """An announcement with the days that it speaks of. Without families, for every procedure.

    It is shown on those days, unless ``shown_from`` and ``shown_until`` say otherwise.

    One that is ``closed`` is a closure: it has days, and its text is made from them in every
    language (``publishing/opening.py``). Without a place, it is of the whole préfecture.
    """

    id: Id = field(default="", kw_only=True)
    text: Text = field(default_factory=dict)
    closed: Annotated[str, one_of(*CLOSED)] = field(default="", kw_only=True)
    place: Identifier = field(default="", kw_only=True)
    reason: Annotated[str, one_of(*REASONS)] = field(default="", kw_only=True)
    start: date | None = field(metadata=named("from"), default=None)
    end: date | None = field(metadata=named("until"), default=None)
    shown_from: date | None = field(default=None, kw_only=True)
    shown_until: date | None = field(default=None, kw_only=True)
    families: Names = frozenset()
    draft: ClassVar[bool]
    source: Source = field(default=NO_SOURCE, kw_only=True)

    @property
    def first_shown(self) -> date | None:
        """The first day on which it is shown, or ``None`` if it always was."""
        return self.shown_from or self.start

    @property
    def last_shown(self) -> date | None:
        """The last day on which it is shown, or ``None`` if it has no end."""
        return self.shown_until or self.end

    def is_shown(self, today: date) -> bool:
        """Tell whether the public reads it on a day."""
        first, last = self.first_shown, self.last_shown
        return (first is None or first <= today) and (last is None or today <= last)

    def is_ahead(self, today: date) -> bool:
        """Tell whether it speaks of days of which some are left, as that of a closure does."""
        return self.end is not None and today <= self.end


@dataclass(frozen=True, slots=True)
class Prefecture:
    """The préfecture. ``site`` is where the portal sends the people that it cannot answer."""

    name: Text = field(default_factory=dict)
    address: Text = field(default_factory=dict)
    phone: str = ""
    email: str = ""
    site: str = ""
    source: Source = NO_SOURCE


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours: by weekday (``{"mon": ("09:00-11:30",)}``), in words, or both.

    Beside a week, the words are what it cannot say: « sur rendez-vous ».
    """

    days: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Text = field(default_factory=dict)


# The key of the words beside a week.
NOTE = "note"
WEEK = Record(optional={**dict.fromkeys(WEEKDAYS, ListOf(string)), NOTE: text})
OpeningHours: TypeAlias = Annotated[Hours, OneShape(WEEK, text)]


@dataclass(frozen=True, slots=True)
class Site:
    """A place that receives people: a counter, a sous-préfecture or a digital access point."""

    id: Id = ""
    draft: ClassVar[bool]
    name: Text = field(default_factory=dict)
    address: Text = field(default_factory=dict)
    phone: str = ""
    arrondissements: frozenset[str] = frozenset()
    handles: Names = frozenset()
    hours: OpeningHours = Hours()
    source: Source = NO_SOURCE


@dataclass(frozen=True, slots=True)
class Helper:
    """An organisation that helps people nearby."""

    id: ClassVar[Id]
    name: Text = field(default_factory=dict)
    kind: str = ""
    address: Text = field(default_factory=dict)
    phone: str = ""
    hours: OpeningHours = Hours()
    languages: tuple[str, ...] = ()
    draft: ClassVar[bool]
    source: Source = NO_SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingTime:
    """A delay of the law, or one that was counted and published: never a promise.

    ``half`` and ``nine_in_ten`` are the time after which so many had an answer. Without any time
    and without ``law``, it tells that none is published, on the day on which it was looked for.
    """

    id: Id
    draft: ClassVar[bool]
    name: Text
    handles: Names = frozenset()
    law: Text = field(default_factory=dict)
    half: Period | None = None
    nine_in_ten: Period | None = None
    average: Period | None = None
    period: Text = field(default_factory=dict)
    note: Text = field(default_factory=dict)
    source: Source = NO_SOURCE

    @property
    def times(self) -> tuple[Duration | None, Duration | None, Duration | None]:
        """The times that were published: for half of the people, for nine in ten, on average."""
        return self.half, self.nine_in_ten, self.average


@dataclass(frozen=True, slots=True)
class Department:
    """The content of a département. The code ``national`` holds what is true everywhere."""

    code: Annotated[str, Mark.IDENTITY]
    name: Text = field(default_factory=dict)
    prefecture: Prefecture = Prefecture()
    sites: tuple[Site, ...] = ()
    channels: tuple[Channel, ...] = ()
    overrides: Mapping[str, Override] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    helpers: tuple[Helper, ...] = ()
    waiting_times: tuple[WaitingTime, ...] = ()
    source: ClassVar[Source]


class Filed(Protocol):
    """What of a procedure decides the order in which channels are tried for it."""

    @property
    def id(self) -> str: ...
    @property
    def family(self) -> str: ...


def in_order(channels: tuple[Channel, ...], procedure: Filed) -> list[Channel]:
    """Return the channels for a procedure, the most specific first."""
    naming = [(specificity(channel, procedure), channel) for channel in channels]
    naming = [pair for pair in naming if pair[0]]
    return [channel for _, channel in sorted(naming, key=lambda pair: -pair[0])]


def specificity(channel: Channel, procedure: Filed) -> int:
    """Return how closely a channel names a procedure: 3 by id, 2 by family, 1 all, 0 not."""
    if procedure.id in channel.procedures:
        return 3
    if procedure.family in channel.families:
        return 2
    return 0 if channel.procedures or channel.families else 1
