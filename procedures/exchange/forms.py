"""Keeps the canonical forms of values, so that only what changed is put in order again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

# {key of a structured value: its place}
Rank: TypeAlias = Mapping[str, int]


class Forms:
    """The canonical forms of values, to use again for those that are the same objects next time."""

    def __init__(self) -> None:
        self._rank: Rank = {}
        self._known: dict[int, tuple[Any, Any]] = {}
        self._used: dict[int, tuple[Any, Any]] = {}

    def begin(self, rank: Rank) -> None:
        """Forget what was not used since the last beginning, and all if the facts moved."""
        self._known, self._used = self._used if rank == self._rank else {}, {}
        self._rank = rank

    def of(self, value: Any, make: Callable[[Any], Any]) -> Any:
        """Return ``make(value)``; the value is kept, for its ``id()`` is its own while it lives."""
        found = self._known.get(id(value)) or (value, make(value))
        self._used[id(value)] = found
        return found[1]
