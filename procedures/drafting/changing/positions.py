"""The place of an entry in its list or among its siblings: the title of the one before it.

A question has it in its section of the questionnaire, a procedure in its family.
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


Ranked: TypeAlias = Procedure | Orientation


def rivals_of(row: Ranked) -> list[Ranked]:
    """Return the entries that a person may get instead of this one, or beside it, best first.

    A procedure is compared with those of its track; of orientations, the urgent ones come first.
    """
    if isinstance(row, Procedure):
        rows = Procedure.objects.filter(track=row.track)
    else:
        rows = Orientation.objects.filter(urgent=row.urgent)
    return list(rows.exclude(pk=row.pk).order_by("rank", "position", "pk"))


def place_of(row: Ranked) -> str:
    """Return where an entry passes: just after and just before which other ones."""
    rivals = rivals_of(row)
    before = sum(_order(one) < _order(row) for one in rivals)
    listed = [*rivals[:before], row, *rivals[before:]]
    return place_words(before, [f"« {one} »" for one in listed])


def places_of(model: type[Ranked]) -> dict[int, str]:
    """Return {row: its place among those of its list} of all the rows of a model, in few words."""
    lists: dict[str | bool, list[int]] = {}
    key = LISTS["procedures" if issubclass(model, Procedure) else "orientations"]
    rows = model._default_manager.order_by("rank", "position", "pk")
    for pk, among in rows.values_list("pk", key):
        lists.setdefault(among, []).append(pk)
    named = key == "track" and len(lists) > 1
    return {
        pk: place_number(index, len(listed))
        + (f" de « {in_words(among).capitalize()} »" if named else "")
        for among, listed in lists.items()
        for index, pk in enumerate(listed)
    }


def _order(row: Ranked) -> tuple[float, int, int]:
    return row.rank, row.position, row.pk


def last_rank(row: Ranked) -> float:
    """Return a rank that comes after those of all the entries of the same kind."""
    last = type(row)._default_manager.aggregate(last=Max("rank"))["last"]
    return 1 if last is None else last + 1


def put_after(row: Ranked, before: Ranked | None) -> None:
    """Give a row the rank right after another one, or before all the others.

    No other one moves, but those that have the very rank of the one before, behind it: orientations
    may have one rank. They are stored; the row is not.
    """
    rivals = rivals_of(row)
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
    among = row.track if isinstance(row, Procedure) else row.urgent
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
