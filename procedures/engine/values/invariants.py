"""The promises of a catalogue to everybody, whatever they answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from ..conditions.tree import ALWAYS
from ..schema.shapes import named
from .content import NO_SOURCE, Id, Identifier, Source, When


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
