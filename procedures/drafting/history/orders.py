"""Orders in the journal: the acts in which an entry passed elsewhere, and ranks around an act."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, TypeAlias

from procedures.drafting.words.ranks import LISTS, Orders, Ranked, passes_words
from procedures.drafting.words.texts import TextPlaces
from procedures.engine.values.plain import Plain
from procedures.models import EntryChange, Inquiry
from procedures.publishing.journal import ORDER

from .rows import JournalPlace

# The order of a list may change many times.
MOST_READ = 200
# What brings rows of the journal together in an act.
Act: TypeAlias = tuple[datetime, int | None, str]
KEYS = ("id", "title", "rank")


def moves_of(place: JournalPlace, known: Collection[EntryChange]) -> list[EntryChange]:
    """Return the rows of the journal that tell of an entry's move alone, the newest first.

    ``known`` are the rows about the entry itself, which may have had other names.
    """
    if place.section == "department" or isinstance(place.row, Inquiry):
        return []
    names = {place.name, *(row.name for row in known)}
    rows = EntryChange.objects.filter(part=place.part, section=place.section, name=ORDER)
    return [one for one in rows.select_related("author")[:MOST_READ] if _mover(one, names)]


def move_words(row: EntryChange, names: Collection[str], texts: TextPlaces) -> str:
    """Return the words on the entries that one of these names passed in an act."""
    was, now = _orders(row)
    titles = texts.titles(row.section, now)
    named = {name: f"« {title} »" for name, title in zip(now, titles, strict=True)}
    return passes_words(was, now, _mover(row, names), named)


def _mover(row: EntryChange, names: Collection[str]) -> str:
    """Return which of these names moved while the others kept their order, or nothing."""
    was, now = _orders(row)
    for name in names:
        if name in now and [one for one in was if one != name] == [x for x in now if x != name]:
            return name
    return ""


def _orders(row: EntryChange) -> tuple[list[str], list[str]]:
    """Return the names of a list before and after an act that changed their order."""
    was, now = ((one or {}).get("entry") or [] for one in (row.before, row.after))
    return was, now


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
    rows = EntryChange.objects.filter(section=row.section, at__gte=row.at).exclude(name=ORDER)
    for at, author, how, *values in rows.order_by("-at", "-pk").values_list(
        "at", "author_id", "how", *sides
    ):
        was, became = values[: len(keys)], values[len(keys) :]
        if was != became:
            entries: list[Any] = [dict(zip(keys, one, strict=True)) for one in (was, became)]
            before, after = (Ranked.of(row.section, one) if one["id"] else None for one in entries)
            yield (at, author, how), before, after
