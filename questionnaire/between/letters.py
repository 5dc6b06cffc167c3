"""A letter as a page shows it: its blanks, its sentences to keep or not, its fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from django.urls import reverse

from procedures.engine.stances import StepResult
from procedures.engine.values.between import CHOICE, INSIDE, Letter, LetterField
from procedures.engine.values.rules import RuleSet
from questionnaire.result.reading import Reading, Shown

# « [nom] », « [nom: une phrase, avec au plus un [autre] blanc.] », or plain text.
_PIECE = re.compile(rf"\[([a-z][a-z0-9_]*)(?:: ({INSIDE}))?\]")

# The field of a letter in which the attempts are listed.
ATTEMPTS = "essais"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a letter: plain text, the blank of a field, a sentence to keep or not, a choice.

    ``field`` is empty for plain text. ``inside`` are the pieces of a sentence. ``one_of`` are the
    sentences of a choice, whose ``field`` is that of the first.
    """

    text: str = ""
    field: str = ""
    inside: tuple[Piece, ...] = ()
    one_of: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field that a script shows: it has no name, so that no browser can send it.

    ``options`` are the sentences of a choice, whose name is that of the first.
    """

    id: str
    kind: str
    label: Shown
    hint: Shown
    options: tuple[ShownField, ...] = ()


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


def letter_of_step(steps: Iterable[StepResult], one: StepResult) -> str:
    """Return the code of the letter that is written in the days of a step, or nothing.

    In those of a silence, it is the one that asks for its reasons: a step without days carries it.
    """
    opens, closes = one.step.opens, one.step.closes
    if one.step.letter or not (opens and closes and closes.appeal_months):
        return one.step.letter
    undated = (other.step for other in steps if not (other.step.opens or other.step.closes))
    return next((step.letter for step in undated if step.letter), "")


def letter_of_attempts(rules: RuleSet) -> Letter | None:
    """Return the letter that lists the attempts to file or to get a slot, if there is one."""
    listed = (one for one in rules.letters.values() if any(f.id == ATTEMPTS for f in one.fields))
    return next(listed, None)


def pieces_of(letter: Letter) -> list[Piece]:
    """Return the pieces of the text of a letter, in order; the sentences of a choice are one."""
    others = {one.id: run[0].id for run in letter.choices for one in run[1:]}
    found: list[Piece] = []
    for piece in _pieces(letter.body):
        if piece.field in others:
            # Only white space stands between the sentences of a choice.
            while found[-1].field != others[piece.field]:
                found.pop()
            first = found.pop()
            options = first.one_of or (first,)
            found.append(Piece(field=first.field, one_of=(*options, piece)))
        else:
            found.append(piece)
    return found


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
    """Return the fields of a letter in the language of the page; those of a choice are one."""
    found = []
    for is_choice, run in groupby(letter.fields, key=lambda one: one.kind == CHOICE):
        fields = [_field(reading, one) for one in run]
        found += [replace(fields[0], options=tuple(fields))] if is_choice else fields
    return found


def _field(reading: Reading, one: LetterField) -> ShownField:
    hint = reading.shown(one.hint) if one.hint else ""
    return ShownField(one.id, one.kind, reading.shown(one.label), hint)
