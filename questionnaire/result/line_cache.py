"""The lines of an edition in one language, cached with its rule set.

The name of a paper or the card of a helper is the same on every answer. The cache goes when its
rule set goes: there is no other rule. No answer of a person may be in a cached line, nor in a key.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from .reading import Reading

# Twice the lines of the shipped catalogue in three languages; some 500 bytes each.
MOST_LINES = 12_000

Built = TypeVar("Built")


def cached_line(
    reading: Reading, kind: str, entry: object, build: Callable[[], Built], *more: Hashable
) -> Built:
    """Return what ``build`` gives for an entry of the rule set, in the language of the page.

    ``kind`` and ``more`` tell apart what is built of one entry. What is built is shared between
    pages: it must not change.
    """
    held: dict[Any, tuple[object, Any]] = reading.rule_set.held.setdefault("shown", {})
    key = kind, id(entry), reading.language, more
    found = held.get(key)
    # The entry is held too, so that its id is not given to another object.
    if found is None:
        if len(held) >= MOST_LINES:
            held.clear()
        found = held[key] = entry, build()
    built: Built = found[1]
    return built


class Identity:
    """Stands for a cached value: pages with the same identity show the same value.

    A cached fragment compares it instead of the texts of the value.
    """

    __slots__ = ()
