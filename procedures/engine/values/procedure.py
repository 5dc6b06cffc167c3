"""What a procedure is made of: steps with windows, lines of documents, costs, warnings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ..conditions.tree import ALWAYS, Condition
from .content import NO_SOURCE, Source, Text
from .facts import Duration

NO_SHIFT = Duration()


@dataclass(frozen=True, slots=True)
class Warning:
    """Something to beware of, for those whom its condition describes."""

    text: Text
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class WindowEnd:
    """A day: fixed, or at some distance (negative: before) from a fact's date."""

    fact: str = ""
    shift: Duration = NO_SHIFT
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, with the days between which to do it."""

    id: str
    text: Text
    when: Condition = ALWAYS
    opens: WindowEnd | None = None
    closes: WindowEnd | None = None
    late: Text = field(default_factory=dict)
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A line of a procedure's list: one document, or one among several."""

    documents: tuple[str, ...]
    one_of: bool = False
    group: Text = field(default_factory=dict)
    note: Text = field(default_factory=dict)
    form: str = ""
    when: Condition = ALWAYS


@dataclass(frozen=True, slots=True)
class Cost:
    """A line that a person pays: a fee, or an amount of its own."""

    when: Condition = ALWAYS
    fee: str = ""
    label: Text = field(default_factory=dict)
    amount: Decimal | None = None
    currency: str = "EUR"


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What a person holds while waiting, and what it permits (``None``: not known)."""

    text: Text = field(default_factory=dict)
    may_work: bool | None = None
    may_travel: bool | None = None


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure: whom it is for, and what it takes."""

    id: str
    family: str
    track: str
    rank: int
    title: Text
    when: Condition = ALWAYS
    summary: Text = field(default_factory=dict)
    result: Text = field(default_factory=dict)
    processing_time: Text = field(default_factory=dict)
    validity: Text = field(default_factory=dict)
    meanwhile: Meanwhile = Meanwhile()
    sensitive: bool = False
    exclusive_with: tuple[str, ...] = ()
    warnings: tuple[Warning, ...] = ()
    legal_references: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    documents: tuple[DocumentEntry, ...] = ()
    costs: tuple[Cost, ...] = ()
    source: Source = NO_SOURCE
