"""The acts of the journal by which one entry passed elsewhere in its list, and nothing else did."""

from __future__ import annotations

from collections.abc import Collection

from procedures.drafting.words.ranks import passes_words
from procedures.drafting.words.texts import TextPlaces
from procedures.models import EntryChange, Inquiry
from procedures.publishing.journal import ORDER

from .rows import JournalPlace

# The order of a list may change many times.
MOST_READ = 200


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
    """Return before whom and behind whom an entry with one of these names passed in an act."""
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
