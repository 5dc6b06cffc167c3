"""Results of costly computations, kept in memory by what they were computed from."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """The last few results of a costly computation."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._found: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = threading.Lock()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._found

    def get(self, key: Hashable, compute: Callable[[], T]) -> T:
        """Return what is kept under a key; compute it first, one at a time, if nothing is."""
        with self._lock:
            if key not in self._found:
                self._found[key] = compute()
                while len(self._found) > self._size:
                    self._found.popitem(last=False)
            self._found.move_to_end(key)
            return self._found[key]
