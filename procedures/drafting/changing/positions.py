"""The place of an entry in an order: between which other entries of its list it passes.

By rank, a procedure passes in its track and an orientation among those of its kind; by position, a
procedure in its family, a question in its section of the questionnaire, an example among all.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from itertools import count
from typing import Any, TypeAlias

from django.db import models
from django.db.models import Max, Model

from procedures.drafting.words.conditions import in_words
from procedures.drafting.words.ranks import LISTS, place_number, place_words
from procedures.engine.shortening import shortened
from procedures.models import NATIONAL, ExamplePerson, Orientation, Procedure, Question

from ..versions import published_contents

Ranked: TypeAlias = Procedure | Orientation
Placed: TypeAlias = ExamplePerson | Question | Ranked
RANK, POSITION = "rank", "position"
# The columns by which each order goes, and the one that names the list of an entry.
COLUMNS = {RANK: (RANK, POSITION, "pk"), POSITION: (POSITION, "pk")}
LISTED_BY: dict[tuple[type[Model], str], str] = {
    (Procedure, RANK): "track",
    (Orientation, RANK): "urgent",
    (Procedure, POSITION): "family",
    (Question, POSITION): "section",
}
SECTIONS = {name: place for place, name in enumerate(Question.Section.values)}
MOST_SHOWN = 120


def list_of(row: Placed, order: str) -> str | bool:
    """Return what the entries of one list of an order share."""
    among: str | bool = getattr(row, LISTED_BY.get((type(row), order), ""), "")
    return among


def others_of(row: Placed, order: str) -> list[Any]:
    """Return the other entries that may be rivals, in order, list by list for positions."""
    if order == POSITION and not isinstance(row, Procedure):
        rows = siblings_of(row)
    else:
        rows = type(row)._default_manager.order_by(
            *(["family"] if order == POSITION else []), *COLUMNS[order]
        )
    return list(rows.exclude(pk=row.pk))


def rivals_of(row: Placed, order: str) -> list[Any]:
    """Return the other entries of the list of an entry, in order."""
    return [one for one in others_of(row, order) if list_of(one, order) == list_of(row, order)]


def shown_as(row: Placed) -> str:
    """Return the name of an entry in the words of a place."""
    return f"« {shortened(str(row), MOST_SHOWN)} »"


def place_of(row: Placed, order: str) -> str:
    """Return the place of an entry: just after and just before which other ones."""
    others = rivals_of(row, order)
    before = sum(_numbers(one, order) < _numbers(row, order) for one in others)
    return place_words(before, [shown_as(one) for one in (*others[:before], row, *others[before:])])


def _numbers(row: Placed, order: str) -> list[float]:
    return [getattr(row, column) for column in COLUMNS[order]]


def put(row: Any, order: str, before: Any) -> None:
    """Give a row the place right after another one of its list, or before all of them."""
    if order == POSITION:
        _put_behind(row, before)
    else:
        put_after(row, before)


def _put_behind(row: Placed, before: Placed | None) -> None:
    """Give a row the position right after another one of its list, or before all of them.

    The others are stored with their positions; the row is not. One that is there already stays.
    """
    others = list(siblings_of(row).exclude(pk=row.pk))
    if not others:
        row.position = row.position if row.pk else 0
        return
    index = _beginning(row, others) if before is None else 1 + others.index(before)
    at = _numbers(row, POSITION)
    now = sum(_numbers(one, POSITION) < at for one in others) if row.pk else -1
    if index != now:
        row.position = index
        for place, one in enumerate(others):
            one.position = place + (place >= index)
        model: type[Model] = type(row)
        model._default_manager.bulk_update(others, ["position"])


def put_last(row: Placed) -> None:
    """Give a row the position behind all the others of its list."""
    _put_behind(row, next(reversed(rivals_of(row, POSITION)), None))


def _beginning(row: Placed, others: list[Any]) -> int:
    """Return the index where the list of a row begins, or would begin if it has no other."""
    places = [SECTIONS.get(getattr(one, "section", ""), len(SECTIONS)) for one in (row, *others)]
    own, *rest = places
    if own in rest:
        return rest.index(own)
    return max((index + 1 for index, place in enumerate(rest) if place < own), default=0)


def places_of(model: type[Ranked]) -> dict[int, str]:
    """Return {row: its place among those of its list} of all the rows of a model, in few words."""
    lists: dict[str | bool, list[int]] = {}
    key = LISTED_BY[model, RANK]
    rows = model._default_manager.order_by(*COLUMNS[RANK])
    for pk, among in rows.values_list("pk", key):
        lists.setdefault(among, []).append(pk)
    named = key == "track" and len(lists) > 1
    return {
        pk: place_number(index, len(listed))
        + (f" de « {in_words(among).capitalize()} »" if named else "")
        for among, listed in lists.items()
        for index, pk in enumerate(listed)
    }


def last_rank(row: Ranked) -> float:
    """Return a rank that comes after those of all the entries of the same kind."""
    last = type(row)._default_manager.aggregate(last=Max("rank"))["last"]
    return 1 if last is None else last + 1


def put_after(row: Ranked, before: Ranked | None) -> None:
    """Give a row the rank right after another one, or before all the others.

    No other one moves, but those that have the very rank of the one before, behind it: orientations
    may have one rank. They are stored; the row is not.
    """
    rivals = rivals_of(row, RANK)
    if not rivals:
        row.rank = row.rank if row.pk else 1
        return
    index = 0 if before is None else 1 + [one.pk for one in rivals].index(before.pk)
    low = rivals[index - 1].rank if index else None
    same = [one for one in rivals[index:] if one.rank == low]
    high = next((one.rank for one in rivals[index + len(same) :]), None)
    taken = _public_ranks(row)
    for one in (row, *same):
        low = one.rank = rank_between(low, high, taken)
    for one in same:
        one.save(update_fields=["rank"])


def rank_between(low: float | None, high: float | None, taken: Collection[float]) -> float:
    """Return the shortest number between two, about the middle, that is not ``taken``.

    >>> rank_between(2, 3, ()), rank_between(2, 9, ()), rank_between(2.5, 2.6, {2.55})
    (2.5, 5, 2.56)
    >>> rank_between(None, 3, {2}), rank_between(3, None, ()), rank_between(None, None, ())
    (1, 4, 1)
    """
    if low is None or high is None:
        step, found = (1, low + 1) if low is not None else (-1, high - 1 if high is not None else 1)
        while found in taken:
            found += step
        return found
    for digits in count():
        unit = Decimal(1).scaleb(-digits)
        first, last = (int(Decimal(str(one)) / unit) for one in (low, high))
        middle = (first + last) // 2
        near = (middle + far * side for far in range(last - first + 1) for side in (1, -1))
        free = (float(one * unit) for one in near)
        found_one = next((one for one in free if low < one < high and one not in taken), None)
        if found_one is not None:
            return int(found_one) if found_one.is_integer() else found_one
    raise AssertionError("There is always a longer number.")


def _public_ranks(row: Ranked) -> set[float]:
    """Return the ranks that the public has of a list: one that is freed may still be there."""
    _, contents = published_contents()
    section = "procedures" if isinstance(row, Procedure) else "orientations"
    among = list_of(row, RANK)
    entries = (contents.get(NATIONAL) or {}).get(section) or []
    key = LISTS[section]
    return {one["rank"] for one in entries if (one.get(key) or "") == (among or "")}


def next_position(instance: models.Model) -> int:
    """Return the position after the last sibling of an entry."""
    last = siblings_of(instance).aggregate(last=models.Max("position"))["last"]
    return 0 if last is None else last + 1


def siblings_of(instance: models.Model) -> models.QuerySet[Any]:
    """Return the rows among which an entry has its position, itself included if it is stored."""
    beside = {name: getattr(instance, name) for name in siblings_by(type(instance))}
    return type(instance)._default_manager.filter(**beside).order_by("position", "pk")


def siblings_by(model: type[models.Model]) -> list[str]:
    """Return the columns whose values siblings share: their parent, and their family or file."""
    parents = [
        field.attname
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    ]
    ordering = model._meta.ordering or ()
    return parents + [str(name) for name in ordering if name in ("family", "file")]
