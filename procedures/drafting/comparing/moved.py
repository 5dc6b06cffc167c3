"""Which entries of a list passed elsewhere: as few as explain the new order, in words."""

from __future__ import annotations

from procedures.drafting.words.ranks import moved, passes_words
from procedures.drafting.words.texts import TextPlaces
from procedures.engine.files import entry_name
from procedures.engine.values.plain import PlainDict

# The entries that are named; of a list sorted anew, the number is told.
MOST_NAMED = 3


def moves_words(section: str, before: PlainDict, after: PlainDict) -> str:
    """Return what passed before or behind what in a list of a catalogue, or an empty string."""
    names = [_names(one.get(section)) for one in (before, after)]
    was, now = ([one for one in side if one in {*names[0]} & {*names[1]}] for side in names)
    found = moved(was, now)
    if not found:
        return ""
    if len(found) > MOST_NAMED:
        return f"{len(found)} changent de place"
    titles = TextPlaces(after).titles(section, now)
    named = {name: f"« {title} »" for name, title in zip(now, titles, strict=True)}
    return " ; ".join(f"{named[one]} {passes_words(was, now, one, named)}" for one in found)


def _names(listed: object) -> list[str]:
    entries = listed if isinstance(listed, list) else []
    named = [entry_name(one, index) for index, one in enumerate(entries)]
    return [name for name in named if not name.startswith("[")]
