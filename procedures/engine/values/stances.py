"""The stances of procedures: the first word of a card, a lead, the first place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Annotated, Any, ClassVar, TypeAlias
from zoneinfo import ZoneInfo

from ..conditions.tree import ALWAYS
from ..schema.shapes import OneShape, Record, call_number, day, identifier, integer, one_of
from .content import Identifier, Source, Text, WhenChannel
from .facts import WINDOW_UNITS, Duration, add_months

NO_SHIFT = Duration()
PARIS = ZoneInfo("Europe/Paris")

# File it, have it read first, optional, wait, wait for an answer and count the days, late, answer
# before a day, call, get safe, go back to an answer that leads elsewhere, come back to France in
# time, collect what is ready.
STANCES = (
    "deposer",
    "faire_relire",
    "facultatif",
    "attendre",
    "suivre",
    "en_retard",
    "repondre",
    "appeler",
    "se_proteger",
    "reprendre",
    "revenir",
    "retirer",
)
FILE, READ_FIRST, FOLLOW, LATE = "deposer", "faire_relire", "suivre", "en_retard"
ANSWER, CALL, COME_BACK, GET_SAFE = "repondre", "appeler", "revenir", "se_proteger"
# Today is before, inside or after the days of a step.
BEFORE, DURING, AFTER = MOMENTS = ("avant", "pendant", "apres")
# « canal » is where the procedure is filed, « aide » is somebody who helps nearby, « consulat » is
# that of the person's country, « police_pays » is the police of the country where they are.
PLACES = (
    "canal",
    "aide",
    "prefecture",
    "mairie",
    "consulat",
    "consulat_france",
    "tribunal",
    "tribunal_judiciaire",
    "cnda",
    "commission_visas",
    "sous_directeur_visas",
    "ministre",
    "police",
    "police_pays",
    "ofii",
    "spada",
    "en_ligne",
    "telephone",
    "courrier",
    "employeur",
    "avocat",
)

CALLS = ("telephone", "sms")
# How the day of a milestone is told: a day, a last day, « vers le », after it without a day of its
# own, the end of its month.
A_DAY, LAST_DAY, AROUND, UNDATED, MONTH_END = MILESTONES = (
    *("jour", "dernier_jour", "environ", "sans_jour", "fin_du_mois"),
)
# The key of an end of a window for the delay that follows the first one.
APPEAL = "appeal_months"

StanceName: TypeAlias = Annotated[str, one_of(*STANCES)]
PlaceName: TypeAlias = Annotated[str, one_of(*PLACES)]


@dataclass(frozen=True, slots=True)
class WindowEnd:
    """A fixed day, or a distance from the date of a fact; a negative distance means before.

    ``appeal_months`` are counted from the day so reached: a silence becomes a refusal on a day of
    its own, from which the delay of the appeal runs.
    """

    fact: str = ""
    shift: Duration = NO_SHIFT
    day: date | None = None
    appeal_months: int = 0

    def counted_from(self, start: date) -> date:
        """Return the day of this end for a fact whose date is ``start``.

        Raises ``OverflowError`` outside the years 1 to 9999.

        >>> WindowEnd("filed", Duration(months=4), appeal_months=2).counted_from(date(2026, 10, 30))
        datetime.date(2027, 4, 28)
        """
        return add_months(self.shift.after(start), self.appeal_months)

    @property
    def by_hour(self) -> bool:
        """Whether the law counts hours: the end is then the hour at which the count began."""
        return self.shift.hours != 0

    def is_an_hour_early(self, end: date) -> bool:
        """Whether an end in hours may be an hour earlier on the clock, which goes back meanwhile.

        The hour is not asked: if one of the two days is that of the change, it counts.

        >>> WindowEnd("letter", Duration(hours=48)).is_an_hour_early(date(2026, 10, 26))
        True
        """
        return self.by_hour and _offset(end, 23) < _offset(self.shift.before(end), 0)


def end_counted_from(data: Mapping[str, Any]) -> WindowEnd:
    """Return the end that a block of the exchange format describes: a fact, and how long from it.

    >>> end_counted_from({"fact": "filed", "days": 90, "appeal_months": 2}).appeal_months
    2
    """
    shift = Duration(**{unit: data[unit] for unit in WINDOW_UNITS if unit in data})
    return WindowEnd(data["fact"], shift, appeal_months=data.get(APPEAL, 0))


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
    OneShape(Record({"fact": identifier}, dict.fromkeys((*WINDOW_UNITS, APPEAL), integer)), day),
]


@dataclass(frozen=True, slots=True)
class Stance:
    """A line of a procedure's stances: the first that certainly holds is that of the card.

    A line with ``moment`` holds only at that moment of ``step``, or without ``step`` of the dated
    step of the person. A line with ``last_day`` holds as long as the law counts that day.
    ``today`` is set on « deposer » if the first act waits for no paper. ``place`` is where the
    person goes first; the proofs hold it to the steps.
    """

    stance: StanceName
    when: WhenChannel = ALWAYS
    moment: Annotated[str, one_of(*MOMENTS)] = ""
    step: Identifier = ""
    last_day: End | None = None
    lead: Text = field(default_factory=dict)
    today: bool = field(default=False, kw_only=True)
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
