"""The one slot of a process that draws a PDF: while it is full, other requests are refused."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLong


class Full(Exception):
    """Too many wait already, or one waited too long."""


class PdfSlot:
    """Draws one thing at a time, in a thread of its own; some may wait, for some seconds.

    Two at once would not be faster: drawing takes the processor. A thread that serves a page and
    waits here serves no other request, so that only a few may.

    >>> PdfSlot(waiting=1, seconds=5).draw(lambda: b"drawn")
    b'drawn'
    """

    def __init__(self, *, waiting: int, seconds: float):
        self._seconds = seconds
        self._places = threading.BoundedSemaphore(1 + waiting)
        self._drawer = ThreadPoolExecutor(1, thread_name_prefix="pdf")

    def draw(self, action: Callable[[], bytes]) -> bytes:
        """Return what an action draws. Raises ``Full`` if it cannot be drawn soon."""
        if not self._places.acquire(blocking=False):
            raise Full
        drawn = self._drawer.submit(action)
        # Freed once it is drawn, not once somebody stops waiting: the thread is busy until then.
        drawn.add_done_callback(lambda _drawn: self._places.release())
        try:
            return drawn.result(timeout=self._seconds)
        except TooLong as error:
            drawn.cancel()
            raise Full from error
