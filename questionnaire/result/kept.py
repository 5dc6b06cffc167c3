"""What an edition says of a line in one language: worked out once, and kept with its rule set.

The name of a paper or the card of a helper is the same on every answer. It goes when its rule set
goes: there is no other rule. Nothing that a person answered may be in what is kept, nor in a key.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from .reading import Reading

# Twice the lines of the shipped catalogue in three languages; some 500 bytes each.
LINES_KEPT = 12_000

Built = TypeVar("Built")


def kept(
    reading: Reading, kind: str, entry: object, build: Callable[[], Built], *more: Hashable
) -> Built:
    """Return what ``build`` gives for an entry of the rule set, in the language of the page.

    ``kind`` and ``more`` tell apart what is built of one entry. What is built is shared between
    pages: it must not change.
    """
    held: dict[Any, tuple[object, Any]] = reading.rule_set.held.setdefault("shown", {})
    key = kind, id(entry), reading.language, more
    found = held.get(key)
    # The entry is kept too, so that its id is not given to another object.
    if found is None:
        if len(held) >= LINES_KEPT:
            held.clear()
        found = held[key] = entry, build()
    built: Built = found[1]
    return built


class Known:
    """Stands for a value that is kept: two pages that show the same one show the same.

    Who keeps a drawing of the value compares this, and not twenty texts.
    """

    __slots__ = ()
