"""The rank of an entry among those that it is compared with, said by the one that passes before."""

from __future__ import annotations

from typing import TypeAlias

from django.db.models import Max

from procedures.drafting.words.conditions import in_words
from procedures.drafting.words.ranks import LISTS, place_number, place_words
from procedures.models import Orientation, Procedure

from .room import make_room

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


def _order(row: Ranked) -> tuple[int, int, int]:
    return row.rank, row.position, row.pk


def last_rank(row: Ranked) -> int:
    """Return a rank that comes after those of all the entries of the same kind."""
    last = type(row)._default_manager.aggregate(last=Max("rank"))["last"]
    return 1 if last is None else last + 1


def put_after(row: Ranked, before: Ranked | None) -> None:
    """Give a row the rank right after another one, or before all the others.

    Where no rank is free, those on the side where fewer are moved make room. They are stored; the
    row is not.
    """
    rivals = rivals_of(row)
    index = 0 if before is None else 1 + [one.pk for one in rivals].index(before.pk)
    if not rivals:
        row.rank = row.rank if row.pk else 1
        return
    if row.pk:
        # Its own rank is free for who makes room.
        far = last_rank(row) + len(rivals)
        type(row)._default_manager.filter(pk=row.pk).update(rank=far)
    row.rank = make_room(rivals, index, "rank")
