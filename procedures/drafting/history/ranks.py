"""The order of procedures, or of orientations, at the moment of an act: the journal undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, TypeAlias

from procedures.drafting.words.ranks import LISTS, Orders, Ranked
from procedures.engine.values.plain import Plain
from procedures.models import EntryChange

# What brings rows of the journal together in an act.
Act: TypeAlias = tuple[datetime, int | None, str]
KEYS = ("id", "title", "rank")


def orders_around(row: EntryChange, plain: Plain) -> tuple[Orders, Orders]:
    """Return the orders before and after the act of a row of a section that has ranks.

    ``plain`` is the catalogue of today.
    """
    act: Act = (row.at, row.author_id, row.how)
    now = {one["id"]: Ranked.of(row.section, one) for one in plain.get(row.section) or []}
    after = None
    for other, was, became in _moved(row):
        if other == act and after is None:
            after = Orders(now.values())
        if became:
            now.pop(became.name, None)
        if was:
            now[was.name] = was
    before = Orders(now.values())
    return before, after or before


def _moved(row: EntryChange) -> Iterator[tuple[Act, Ranked | None, Ranked | None]]:
    """Yield (act, entry before, entry after) of what changed a place since a row, newest first."""
    keys = (*KEYS, LISTS[row.section])
    sides = [f"{side}__entry__{key}" for side in ("before", "after") for key in keys]
    rows = EntryChange.objects.filter(section=row.section, at__gte=row.at).exclude(name="ordre")
    for at, author, how, *values in rows.order_by("-at", "-pk").values_list(
        "at", "author_id", "how", *sides
    ):
        was, became = values[: len(keys)], values[len(keys) :]
        if was != became:
            entries: list[Any] = [dict(zip(keys, one, strict=True)) for one in (was, became)]
            before, after = (Ranked.of(row.section, one) if one["id"] else None for one in entries)
            yield (at, author, how), before, after
