"""Facts: their kinds, their possible values, three-valued truth, and the arithmetic of dates."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import TypeAlias

Truth: TypeAlias = bool | None


DURATION_UNITS = ("years", "months", "days")
# A deadline may be counted in hours too: no condition is, since a fact is a day.
WINDOW_UNITS = (*DURATION_UNITS, "hours")
KINDS = ("choice", "choices", "yes_no", "country", "date", "integer", "commune")

# ISO 3166-1 alpha-2. Kosovo, stateless and refugee are choices of a country question.
_COUNTRIES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE
EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM
HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC
LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
COUNTRY_CODES = frozenset(_COUNTRIES.split())

# The date of a document that bears none.
UNDATED = "unknown"

_PARTIAL_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_INSEE_CODE = re.compile(r"(?:\d{2}|2[AB])\d{3}")


class Missing(Enum):
    """The reason why a fact has no value."""

    PENDING = "pending"  # it may still get one
    UNKNOWN = "unknown"  # « je ne sais pas »: it never will, and it is not asked again
    ABSENT = "absent"  # it does not apply

    # That of ``Enum`` is written in Python, and these are keys of what every evaluation reads.
    __hash__ = object.__hash__


Scalar: TypeAlias = str | int | bool | date
Value: TypeAlias = Scalar | tuple[str, ...]
State: TypeAlias = Value | Missing
# {question: value}; ``None`` is « je ne sais pas ».
Answers: TypeAlias = Mapping[str, Value | None]

# {fact that the engine computes: the question that it is computed from}
BUILT_ON = {"departement": "commune", "arrondissement": "commune", "age_today": "birth_date"}


@dataclass(frozen=True, slots=True)
class FactInfo:
    """What conditions may test about a fact: its kind, and its values if they are listed."""

    key: str
    kind: str
    values: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of calendar time. Years and months are added first, then days.

    ``hours`` are those of a deadline that the law counts from an hour that is not asked:
    48 hours end two days later at the same hour. What is left of a day is not added, so that a
    deadline is never shown too late.
    """

    years: int = 0
    months: int = 0
    days: int = 0
    hours: int = 0

    def after(self, day: date) -> date:
        """Return the day that lies this long after ``day``.

        >>> Duration(months=1).after(date(2027, 1, 31))
        datetime.date(2027, 2, 28)
        >>> Duration(hours=48).after(date(2026, 11, 27))  # A Sunday: nothing moves.
        datetime.date(2026, 11, 29)
        """
        days = self.days + self.hours // 24
        return add_months(day, 12 * self.years + self.months) + timedelta(days=days)

    def before(self, day: date) -> date:
        """Return the day that lies this long before ``day``."""
        months = -(12 * self.years + self.months)
        return add_months(day, months) - timedelta(days=self.days + self.hours // 24)

    def to_data(self) -> dict[str, int]:
        """Return the units that are not zero, as the exchange format writes them."""
        units = {unit: getattr(self, unit) for unit in WINDOW_UNITS}
        return {unit: count for unit, count in units.items() if count} or {"days": 0}


def add_months(day: date, months: int) -> date:
    """Return ``day`` moved by whole months, or the last day of the month if it is shorter.

    Raises ``OverflowError`` outside the years 1 to 9999.

    >>> add_months(date(2028, 2, 29), -12)
    datetime.date(2027, 2, 28)
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(f"year {year} is out of range")
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def whole_years(start: date, end: date) -> int:
    """Return the number of whole years between two days: an age, from a birth date.

    >>> whole_years(date(2000, 11, 25), date(2026, 11, 24))
    25
    """
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def parse_date(value: object) -> date | None:
    """Return a day from a ``date`` or an ISO string, or ``None`` for anything else."""
    if isinstance(value, date):
        return value
    if isinstance(value, str) and len(value) == 10:
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return None


def latest(*days: date | None) -> date | None:
    """Return the last of some days, some of which may be missing."""
    return max((day for day in days if day), default=None)


def parse_partial_date(value: str) -> tuple[int, ...]:
    """Return (year,), (year, month) or (year, month, day), or an empty tuple for anything else.

    >>> parse_partial_date("2019-09"), parse_partial_date("2019"), parse_partial_date("2019-13")
    ((2019, 9), (2019,), ())
    """
    if not _PARTIAL_DATE.fullmatch(value):
        return ()
    parts = tuple(map(int, value.split("-")))
    year, month, day = (*parts, 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError:
        return ()
    return parts


def is_commune_code(value: object) -> bool:
    """Tell whether ``value`` has the form of an INSEE commune code (``"34172"``, ``"2A004"``)."""
    return isinstance(value, str) and bool(_INSEE_CODE.fullmatch(value))


def department_of(commune: str) -> str:
    """Return the département code of an INSEE commune code (three digits overseas).

    >>> department_of("34172"), department_of("97411"), department_of("2A004")
    ('34', '974', '2A')
    """
    return commune[:3] if commune.startswith(("97", "98")) else commune[:2]


def to_plain(value: Value | None) -> object:
    """Return a value as JSON can hold it: dates as ISO strings, tuples as lists."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
