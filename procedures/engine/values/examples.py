"""The examples: imagined people whose story, journey and answer are shown to everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from ..schema.shapes import Mark
from ..schema.source_shapes import service
from .content import Id, Identifier, Text


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
