"""The common parts of the entries: names, texts in several languages, a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, ClassVar, TypeAlias

from ..conditions.tree import Condition
from ..schema.declared import document_date, service
from ..schema.shapes import (
    Mark,
    Record,
    identifier,
    integer,
    named,
    one_of,
    text,
    when,
    when_channel,
)
from .facts import DURATION_UNITS, Duration

CONFIDENCES = ("high", "medium", "low")

Identifier: TypeAlias = Annotated[str, identifier]
Id: TypeAlias = Annotated[Identifier, Mark.IDENTITY]
Text: TypeAlias = Annotated[Mapping[str, str], text]  # language -> string; holds "fr" unless empty
Period: TypeAlias = Annotated[Duration, Record(optional=dict.fromkeys(DURATION_UNITS, integer))]
When: TypeAlias = Annotated[Condition, when]
WhenChannel: TypeAlias = Annotated[Condition, when_channel]
Confidence: TypeAlias = Annotated[str, one_of(*CONFIDENCES)]


@dataclass(frozen=True, slots=True)
class Source:
    """The origin of a statement. Its keys are those of the entry.

    Three days differ: that of the document, the one on which it was read,
    and the one on which a service, such as a préfecture, confirmed the statement.
    """

    reference: str = field(metadata=named("source.reference"), default="")
    url: str = field(metadata=named("source.url"), default="")
    dated: Annotated[str, document_date] = field(
        metadata=named("source.dated"), default="", kw_only=True
    )
    checked_on: date | None = field(metadata=named("source.checked_on"), default=None)
    verified_on: date | None = field(
        metadata=named("source.verified_on"), default=None, kw_only=True
    )
    verified_by: Annotated[str, service] = field(
        metadata=named("source.verified_by"), default="", kw_only=True
    )
    confidence: Confidence = ""
    recheck_after: ClassVar[Period]
    owner: ClassVar[str]


NO_SOURCE = Source()


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day on which a rule holds; without an end, it holds for good.

    The condition of a rule holds on these days only: see ``conditions.dated``.
    """

    start: date | None = field(metadata=named("from"), default=None)
    end: date | None = field(metadata=named("until"), default=None)


EVERY_DAY = Days()
InForce: TypeAlias = Annotated[Days, Mark.SPREAD]
