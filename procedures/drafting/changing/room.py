"""Room for an entry in a list whose order is a number of each row: as few rows as possible move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Model


def make_room(rows: Sequence[Model], index: int, column: str, least: int | None = None) -> int:
    """Return the number that puts a row at ``index`` among others, of which there is one at least.

    Where no number is free, those on the side where fewer are moved make room. They are stored.
    No number is less than ``least``.
    """
    earlier, after = rows[:index][::-1], rows[index:]
    if earlier:
        number = _number(earlier[0], column) + 1
    else:
        number = _number(after[0], column) - 1
        number = number if least is None else max(number, least)
    moved = _in_the_way(after, number, column, 1)
    if earlier and after:
        other = _number(after[0], column) - 1
        pulled = _in_the_way(earlier, other, column, -1)
        lowest = pulled[-1][1] if pulled else other
        if len(pulled) < len(moved) and (least is None or lowest >= least):
            number, moved = other, pulled
    # The farthest goes first: no two of a list ever have one number.
    for one, given in reversed(moved):
        setattr(one, column, given)
        one.save(update_fields=[column])
    return number


def _number(row: Model, column: str) -> int:
    number: int = getattr(row, column)
    return number


def _in_the_way(
    rows: Sequence[Model], number: int, column: str, step: int
) -> list[tuple[Any, int]]:
    """Return (row, new number) of the rows that a new one at ``number`` pushes, nearest first."""
    found = []
    for row in rows:
        if (_number(row, column) - number) * step > 0:
            break
        number += step
        found.append((row, number))
    return found
