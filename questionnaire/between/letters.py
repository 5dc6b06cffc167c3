"""A letter as a page shows it: its blanks, its sentences to keep or not, its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from procedures.engine.values.between import Letter, LetterField
from procedures.engine.values.rules import RuleSet
from questionnaire.result.reading import Reading, Shown

# « [nom] », « [nom: une phrase, avec au plus un [autre] blanc.] », or plain text.
_PIECE = re.compile(r"\[([a-z][a-z0-9_]*)(?:: ((?:[^\[\]]|\[[a-z0-9_]+\])*))?\]")


# The field of a letter in which the attempts are listed.
ATTEMPTS = "essais"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a letter: plain text, the blank of a field, or a sentence to keep or not.

    ``field`` is empty for plain text. ``inside`` are the pieces of a sentence.
    """

    text: str = ""
    field: str = ""
    inside: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field that a script shows: it has no name, so that no browser can send it."""

    id: str
    kind: str
    label: Shown
    hint: Shown


@dataclass(frozen=True, slots=True)
class LetterLink:
    """A letter to write, and the address of its page."""

    title: Shown
    url: str


def letter_link(reading: Reading, code: str) -> LetterLink | None:
    """Return the way to a letter, or ``None`` if none has this code."""
    letter = reading.rule_set.letters.get(code)
    if letter is None:
        return None
    return LetterLink(reading.shown(letter.title), reverse("letter", args=[code]))


def letter_of_attempts(rules: RuleSet) -> Letter | None:
    """Return the letter that lists the attempts to file or to get a slot, if there is one."""
    listed = (one for one in rules.letters.values() if any(f.id == ATTEMPTS for f in one.fields))
    return next(listed, None)


def pieces_of(body: str) -> list[Piece]:
    """Return the pieces of the text of a letter, in order.

    >>> pieces_of("Je suis [nom].")
    [Piece(text='Je suis ', field='', inside=()), Piece(text='', field='nom', inside=()), \
Piece(text='.', field='', inside=())]
    >>> pieces_of("[crise: Le [jour].]")[0].inside[1].field
    'jour'
    """
    return list(_pieces(body))


def _pieces(body: str) -> Iterator[Piece]:
    place = 0
    for found in _PIECE.finditer(body):
        if found.start() > place:
            yield Piece(text=body[place : found.start()])
        inside = tuple(_pieces(found[2])) if found[2] is not None else ()
        yield Piece(field=found[1], inside=inside)
        place = found.end()
    if place < len(body):
        yield Piece(text=body[place:])


def shown_fields(reading: Reading, letter: Letter) -> list[ShownField]:
    """Return the fields of a letter in the language of the page."""
    return [_field(reading, one) for one in letter.fields]


def _field(reading: Reading, one: LetterField) -> ShownField:
    hint = reading.shown(one.hint) if one.hint else ""
    return ShownField(one.id, one.kind, reading.shown(one.label), hint)
