"""What the card of an answer says first: a stance in one word, a lead, the first place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Annotated, ClassVar, TypeAlias
from zoneinfo import ZoneInfo

from ..conditions.tree import ALWAYS
from ..schema.shapes import OneShape, Record, call_number, day, identifier, integer, one_of
from .content import Identifier, Source, Text, WhenChannel
from .facts import WINDOW_UNITS, Duration

NO_SHIFT = Duration()
PARIS = ZoneInfo("Europe/Paris")

# File it, have it read first, optional, wait, late, answer before a day, call, get safe, go back to
# an answer that leads elsewhere.
STANCES = (
    "deposer",
    "faire_relire",
    "facultatif",
    "attendre",
    "en_retard",
    "repondre",
    "appeler",
    "se_proteger",
    "reprendre",
)
READ_FIRST = "faire_relire"
# Today is before, inside or after the days of a step.
BEFORE, DURING, AFTER = MOMENTS = ("avant", "pendant", "apres")
# « canal » is where the procedure is filed, « aide » is somebody who helps nearby, « consulat » is
# that of the person's country.
PLACES = (
    "canal",
    "aide",
    "prefecture",
    "mairie",
    "consulat",
    "consulat_france",
    "tribunal",
    "police",
    "ofii",
    "spada",
    "en_ligne",
    "telephone",
    "courrier",
    "employeur",
    "avocat",
)

CALLS = ("telephone", "sms")

StanceName: TypeAlias = Annotated[str, one_of(*STANCES)]
PlaceName: TypeAlias = Annotated[str, one_of(*PLACES)]


@dataclass(frozen=True, slots=True)
class WindowEnd:
    """A fixed day, or a distance from the date of a fact; a negative distance means before."""

    fact: str = ""
    shift: Duration = NO_SHIFT
    day: date | None = None

    @property
    def by_hour(self) -> bool:
        """Whether the law counts hours: the end is then the hour at which the count began."""
        return self.shift.hours != 0

    def is_an_hour_early(self, end: date) -> bool:
        """Whether an end in hours may be an hour earlier on the clock, which goes back meanwhile.

        Nobody is asked for the hour: if one of the two days is that of the change, it counts.

        >>> WindowEnd("letter", Duration(hours=48)).is_an_hour_early(date(2026, 10, 26))
        True
        """
        return self.by_hour and _offset(end, 23) < _offset(self.shift.before(end), 0)


def _offset(day: date, hour: int) -> timedelta:
    return datetime(day.year, day.month, day.day, hour, tzinfo=PARIS).utcoffset() or timedelta()


def facts_counted_from(*ends: WindowEnd | None) -> tuple[str, ...]:
    """Return the facts from whose dates some ends are counted, each once.

    >>> facts_counted_from(WindowEnd("expiry_date"), None, WindowEnd(day=date(2026, 11, 30)))
    ('expiry_date',)
    """
    return tuple(dict.fromkeys(end.fact for end in ends if end is not None and end.fact))


End: TypeAlias = Annotated[
    WindowEnd,
    OneShape(Record({"fact": identifier}, dict.fromkeys(WINDOW_UNITS, integer)), day),
]


@dataclass(frozen=True, slots=True)
class Stance:
    """A line of a procedure's stances: the first that certainly holds is that of the card.

    A line with ``moment`` holds only at that moment of ``step``, or without ``step`` of the dated
    step of the person. A line with ``last_day`` holds up to that day: no day of the past is a
    deadline. ``place`` is where the person goes first; the proofs hold it to the steps.
    """

    stance: StanceName
    when: WhenChannel = ALWAYS
    moment: Annotated[str, one_of(*MOMENTS)] = ""
    step: Identifier = ""
    last_day: End | None = None
    lead: Text = field(default_factory=dict)
    place: PlaceName = ""
    source: ClassVar[Source]


@dataclass(frozen=True, slots=True)
class Call:
    """A number that an orientation gives to call, or to write to by SMS."""

    number: Annotated[str, call_number]
    kind: Annotated[str, one_of(*CALLS)] = field(default="telephone", kw_only=True)
    text: Text
    source: ClassVar[Source]


@dataclass(frozen=True, slots=True)
class Task:
    """A thing to do that an orientation names: an imperative, and what to know of it."""

    text: Text
    note: Text = field(default_factory=dict)
    source: ClassVar[Source]
