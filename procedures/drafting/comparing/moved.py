"""Which entries of a list passed elsewhere: as few as explain the new order, in words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from procedures.drafting.words.ranks import passes_words
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


def moved(was: Sequence[str], now: Sequence[str]) -> list[str]:
    """Return the fewest names without which two orders of the same names agree, as they are now.

    They are those outside a longest row that keeps its order (patience sorting).

    >>> moved("abcde", "dabce"), moved("abcd", "bacd"), moved("abc", "abc")
    (['d'], ['b'], [])
    """
    places = {name: place for place, name in enumerate(was)}
    tops: list[int] = []
    lengths: dict[str, int] = {}
    for name in now:
        length = bisect_left(tops, places[name])
        tops[length : length + 1] = [places[name]]
        lengths[name] = length
    kept, length = set(), len(tops) - 1
    below = len(was)
    for name in reversed(now):
        if lengths[name] == length and places[name] < below:
            kept.add(name)
            length, below = length - 1, places[name]
    return [name for name in now if name not in kept]


def _names(listed: object) -> list[str]:
    entries = listed if isinstance(listed, list) else []
    named = [entry_name(one, index) for index, one in enumerate(entries)]
    return [name for name in named if not name.startswith("[")]
