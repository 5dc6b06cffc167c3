"""What is found of each entry of a catalogue, found again only of those that changed.

Two states of the working copy share the entries that are the same in both, as objects. Walking
through all the texts of the shipped catalogue took a fifth of « Vérifier » after one change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeAlias, TypeVar

from procedures.engine.schema.shapes import Record

T = TypeVar("T")
# (file, path, entry, shape) -> what is found
Find: TypeAlias = Callable[[str, str, object, Record], Iterable[T]]

# The shipped catalogue has 2,600 entries; sixteen times its procedures make 5,000.
MOST_KEPT = 16_384


class FoundByEntry(Generic[T]):
    """The results of a function of an entry, kept while the entry is the same object.

    >>> found = FoundByEntry(lambda file, path, entry, shape: [len(entry)])
    >>> shape = Record()
    >>> found.of("a.yaml", "x", "abc", shape), found.of("a.yaml", "x", "abcd", shape)
    ((3,), (4,))
    """

    def __init__(self, find: Find[T]) -> None:
        self._find = find
        # {(file, path): (the entry, what was found of it)}
        self._kept: dict[tuple[str, str], tuple[object, tuple[T, ...]]] = {}

    def of(self, file: str, path: str, entry: object, shape: Record) -> tuple[T, ...]:
        """Return what is found of an entry, which must not change once it was given here."""
        held = self._kept.get((file, path))
        if held is None or held[0] is not entry:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            held = self._kept[file, path] = entry, tuple(self._find(file, path, entry, shape))
        return held[1]
