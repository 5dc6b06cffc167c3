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
        # {key: the lock that is held while its result is computed}
        self._turns: dict[Hashable, threading.Lock] = {}

    def __contains__(self, key: Hashable) -> bool:
        return key in self._found

    def get(self, key: Hashable, compute: Callable[[], T]) -> T:
        """Return the result under a key, computing it first if it is missing.

        Two requests do not compute the same result: the second waits for the first. Whoever asks
        for another result does not wait.
        """
        with self._lock:
            if key in self._found:
                return self._used(key)
            turn = self._turns.setdefault(key, threading.Lock())
        with turn:
            with self._lock:
                if key in self._found:
                    return self._used(key)
            try:
                found = compute()
            except BaseException:
                with self._lock:
                    self._turns.pop(key, None)
                raise
            with self._lock:
                self._turns.pop(key, None)
                self._found[key] = found
                while len(self._found) > self._size:
                    self._found.popitem(last=False)
            return found

    def _used(self, key: Hashable) -> T:
        self._found.move_to_end(key)
        return self._found[key]
