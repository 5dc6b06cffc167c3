"""What a catalogue promises: its test cases, the examples for everybody, and the invariants.

Evaluation reads none of them. The plain data of a case is run directly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, ClassVar

from ..conditions.tree import ALWAYS
from ..schema.declared import service
from ..schema.shapes import (
    ListOf,
    MapOf,
    Mark,
    Record,
    amount,
    anything,
    day,
    identifier,
    integer,
    named,
)
from .content import NO_SOURCE, Confidence, Id, Identifier, Source, Text, When

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleMoment:
    """A moment of a journey. ``step`` is the step of the procedure whose dates it shows."""

    text: Text
    step: Identifier = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamplePerson:
    """A case that everybody may read: its person has an invented first name, and a story.

    The answers are those of ``case``. ``validated_by`` is the service that read the story and the
    answer again, on ``validated_on``; without it, the page says that it was not read again.
    """

    id: Id
    draft: ClassVar[bool]
    case: Identifier
    title: Text
    story: Text
    moments: Annotated[tuple[ExampleMoment, ...], Mark.NOT_EMPTY]
    validated_by: Annotated[str, service] = ""
    validated_on: date | None = None


@dataclass(frozen=True, slots=True)
class Invariant:
    """A promise to each person for which ``when`` may hold: never this, always that.

    ``procedures``, ``documents``, ``channels`` (kinds) and ``places`` (of steps, and whose
    consulate a channel is) are never listed, asked, found or named. A text
    that holds one of ``words`` is never shown, unless each place where the word stands is inside
    one of the phrases of ``but_for``, or unless a text with one of the phrases of ``told_with``
    is certain to be shown beside it: on the same sheet, or in an orientation.

    Each procedure that may be listed (of ``on``, if it is given) is certain to show one of the
    phrases of ``told``, on its sheet or in an orientation. Of the steps with a last day, those
    that hold a word of ``first`` stand before all others. ``title`` is for agents, in French.

    Words and phrases are compared in French, without regard to capitals.
    """

    id: Id
    draft: ClassVar[bool]
    title: str
    when: When = ALWAYS
    procedures: tuple[Identifier, ...] = field(metadata=named("never.procedures"), default=())
    documents: tuple[Identifier, ...] = field(metadata=named("never.documents"), default=())
    channels: tuple[Identifier, ...] = field(metadata=named("never.channels"), default=())
    places: tuple[Identifier, ...] = field(metadata=named("never.places"), default=())
    words: tuple[str, ...] = field(metadata=named("never.words"), default=())
    but_for: tuple[str, ...] = field(metadata=named("never.but_for"), default=())
    told_with: tuple[str, ...] = field(metadata=named("never.told_with"), default=())
    on: tuple[Identifier, ...] = field(metadata=named("always.on"), default=())
    told: tuple[str, ...] = field(metadata=named("always.told"), default=())
    first: tuple[str, ...] = field(metadata=named("always.first"), default=())
    source: Source = NO_SOURCE
