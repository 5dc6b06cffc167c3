"""Work that a process does again and again behind its pages, each in one thread of its own."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import DatabaseError, connection


class Repeated:
    """A piece of work, done every so many seconds for as long as the process lives.

    ``pause`` returns the seconds to wait before the next time; 0 or less: the work is not done.
    What goes wrong is written to ``log``, and the next time is as any other: ``waits`` names a
    database that does not answer, with the name of the error, ``failed`` of anything else.
    """

    def __init__(
        self,
        name: str,
        work: Callable[[], object],
        pause: Callable[[], float],
        log: logging.Logger,
        *,
        waits: str,
        failed: str,
        at_once: bool = False,
    ) -> None:
        self.name = name
        self._work = work
        self._pause = pause
        self._log = log
        self._waits = waits
        self._failed = failed
        self._at_once = at_once
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._is_stopping = False
        self._awake = threading.Event()

    @property
    def is_running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """Begin, unless it is begun: cheap enough for each request. A fork begins its own."""
        if self.is_running or self._pause() <= 0:
            return
        with self._lock:
            if not self.is_running:
                self._thread = threading.Thread(target=self._repeat, name=self.name, daemon=True)
                self._thread.start()

    def hurry(self) -> None:
        """Do the work now rather than after the pause, if the thread is running."""
        self._awake.set()

    def stop(self) -> None:
        """End the thread and wait for it; ``start`` begins another one."""
        self._is_stopping = True
        self._awake.set()
        if self._thread is not None:
            self._thread.join()
        self._thread = None
        self._is_stopping = False
        self._awake.clear()

    def _repeat(self) -> None:
        if not self._at_once and self._stops_in_the_pause():
            return
        while True:
            self._do()
            if self._stops_in_the_pause():
                return

    def _stops_in_the_pause(self) -> bool:
        self._awake.wait(self._pause())
        self._awake.clear()
        return self._is_stopping

    def _do(self) -> None:
        try:
            self._work()
        except DatabaseError as error:
            self._log.warning("%s: %s", self._waits, type(error).__name__)
        except Exception:
            self._log.exception(self._failed)
        finally:
            connection.close()
