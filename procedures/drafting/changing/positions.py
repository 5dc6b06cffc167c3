"""The place of a question, a procedure or an example in its list: the title of the one before it.

A question has it in its section of the questionnaire, a procedure in its family.
"""

from __future__ import annotations

from typing import TypeAlias

from django.db.models import Model

from procedures.drafting.words.ranks import place_words
from procedures.engine.shortening import shortened
from procedures.models import ExamplePerson, Procedure, Question

from .siblings import siblings_of

Listed: TypeAlias = ExamplePerson | Procedure | Question
SECTIONS = {name: place for place, name in enumerate(Question.Section.values)}
MOST_SHOWN = 90


def listed_with(row: Listed) -> list[Listed]:
    """Return the other entries of the list of an entry, in order: its section, or its family."""
    return [one for one in _others(row) if _section(one) == _section(row)]


def shown_as(row: Listed) -> str:
    """Return the name of an entry in the words of a place."""
    return f"« {shortened(str(row), MOST_SHOWN)} »"


def position_of(row: Listed) -> str:
    """Return the place of an entry: just after and just before which other ones."""
    others = listed_with(row)
    before = sum((one.position, one.pk) < (row.position, row.pk) for one in others)
    return place_words(before, [shown_as(one) for one in (*others[:before], row, *others[before:])])


def put_behind(row: Listed, before: Listed | None) -> None:
    """Give a row the position right after another one of its list, or before all of them.

    The others are stored with their positions; the row is not. One that is there already stays.
    """
    others = _others(row)
    if not others:
        row.position = row.position if row.pk else 0
        return
    index = _beginning(row, others) if before is None else 1 + others.index(before)
    now = sum((one.position, one.pk) < (row.position, row.pk) for one in others) if row.pk else -1
    if index != now:
        row.position = index
        for place, one in enumerate(others):
            one.position = place + (place >= index)
        model: type[Model] = type(row)
        model._default_manager.bulk_update(others, ["position"])


def put_last(row: Listed) -> None:
    """Give a row the position behind all the others of its list."""
    put_behind(row, next(reversed(listed_with(row)), None))


def _others(row: Listed) -> list[Listed]:
    """Return the other rows whose positions are compared with that of a row, in order."""
    return list(siblings_of(row).exclude(pk=row.pk))


def _section(row: Listed) -> str:
    return row.section if isinstance(row, Question) else ""


def _beginning(row: Listed, others: list[Listed]) -> int:
    """Return the index where the list of a row begins, or would begin if it has no other."""
    own = [index for index, one in enumerate(others) if _section(one) == _section(row)]
    place = SECTIONS.get(_section(row), len(SECTIONS))
    earlier = [
        index + 1
        for index, one in enumerate(others)
        if SECTIONS.get(_section(one), len(SECTIONS)) < place
    ]
    return own[0] if own else max(earlier, default=0)
