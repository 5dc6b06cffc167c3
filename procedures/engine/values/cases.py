"""The test cases of a catalogue. Evaluation reads none: their plain data is run directly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from ..schema.shapes import ListOf, MapOf, Record, amount, anything, day, identifier, integer
from .content import Confidence, Id

EXPECTATION = Record(
    optional={
        "procedures": ListOf(identifier),
        "procedures_any_of": ListOf(ListOf(identifier), may_be_empty=False),
        "also": ListOf(identifier),
        "possible": ListOf(identifier),
        "shown": ListOf(identifier),
        "not_procedures": ListOf(identifier),
        "documents": Record(optional={"include": ListOf(anything), "exclude": ListOf(identifier)}),
        "channel": anything,
        "window": Record(optional={"from": day, "to": day}),
        "costs": Record(optional={"total": amount, "possible": amount}),
        "questions_at_most": integer,
        "of": identifier,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An imagined person, their answers, and the result that these must give."""

    id: Id
    file: str = ""
    department: str = ""
    draft: ClassVar[bool]
    persona: str = ""
    today: date | None = None
    answers: Annotated[Mapping[str, Any], MapOf(anything)]
    expect: Annotated[Mapping[str, Any], EXPECTATION]
    source: str = ""
    confidence: Confidence = ""
    # The national case whose expectations a département's case replaces, key by key.
    instead_of: str = ""
