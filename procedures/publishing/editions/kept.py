"""A small cache for the results of costly computations."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """The last ``size`` results of a costly computation, each under a key."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._found: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = threading.Lock()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._found

    def get(self, key: Hashable, compute: Callable[[], T]) -> T:
        """Return the result under a key, computing it first if it is missing.

        The lock is held during the computation, so that two requests do not compute the same
        result.
        """
        with self._lock:
            if key not in self._found:
                self._found[key] = compute()
                while len(self._found) > self._size:
                    self._found.popitem(last=False)
            self._found.move_to_end(key)
            return self._found[key]
