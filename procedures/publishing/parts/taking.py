"""Takes some changes of a part and leaves the others; what needs one that is left stays with it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from procedures.engine.values.plain import Plain

from .merging import Met, changed, without


def taken(before: Plain, after: Plain, aside: Collection[str]) -> Plain:
    """Return a part with its changes but those of the keys ``aside``, and what needs them."""
    return without(before, after, with_what_needs(before, after, aside)) if aside else after


def with_what_needs(before: Plain, after: Plain, aside: Collection[str]) -> set[str]:
    """Return the keys ``aside`` of changes, and those of the changes that cannot go without them.

    What names something new that is left is left too; what takes away something that is still named
    stays. Any word that is such a name counts: too much may stay, never too little.
    """
    listed = {one.key: one for one in changed(before, after)}
    left = set(aside) & listed.keys()
    while True:
        missing = {listed[key].name for key in left if listed[key].base is None}
        still = {word for key in left for word in words_of(listed[key].base)}
        more = {
            one.key
            for key, one in listed.items()
            if key not in left
            and (_names(one, missing) or (one.ours is None and one.name in still))
        }
        if not more:
            return left
        left |= more


def with_what_it_needs(before: Plain, after: Plain, kept: Collection[str]) -> set[str]:
    """Return the keys ``kept`` of changes, and those of the changes without which they cannot go.

    It is the other side of ``with_what_needs``: what names something new takes it along, and what
    takes something away takes along the changes that no longer name it.
    """
    listed = {one.key: one for one in changed(before, after)}
    found = set(kept) & listed.keys()
    while True:
        named = {word for key in found for word in words_of(listed[key].ours)}
        gone = {listed[key].name for key in found if listed[key].ours is None}
        more = {
            one.key
            for key, one in listed.items()
            if key not in found
            and ((one.base is None and one.name in named) or _no_longer_names(one, gone))
        }
        if not more:
            return found
        found |= more


def _no_longer_names(one: Met, gone: Collection[str]) -> bool:
    if not gone or one.base is None:
        return False
    return not (set(words_of(one.base)) - set(words_of(one.ours))).isdisjoint(gone)


def _names(one: Met, missing: Collection[str]) -> bool:
    return bool(missing) and not set(missing).isdisjoint(words_of(one.ours))


def words_of(value: Any) -> Iterator[str]:
    """Yield every word of a value that may be a name, those of its keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from words_of(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from words_of(one)
