"""Draws in a process of its own, beside the one that serves: they do not wait for each other.

Drawing holds the interpreter: in the process that serves, a page takes twice the time that it
costs, and everybody else waits meanwhile. What is exchanged is a length, then so many bytes; the
process ends with the one that began it, whose end of the pipe closes.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import threading
from typing import BinaryIO

from django.conf import settings

LENGTH = struct.Struct(">I")
# Twice as long as anybody waits for a page. One that never ends would keep every other from being
# drawn: its process is ended.
SECONDS = 20
# How much pages go before drawings where both want the processor, as « nice » counts.
NICE = 5


class NothingDrawn(RuntimeError):
    """The process beside drew nothing of a page; its own error names no page and stays there."""


class DrawnBeside:
    """A process that draws pages, begun at the first one, and again if it ended."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def pdf(self, page: str) -> bytes:
        """Return a page as a PDF. Raises ``NothingDrawn`` if it cannot be drawn."""
        with self._lock:
            try:
                drawn = self._ask(page)
            except OSError:
                # It was ended by the system, by somebody or by the clock: another begins, once.
                self.end()
                drawn = self._ask(page)
        if not drawn:
            raise NothingDrawn
        return drawn

    def end(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _ask(self, page: str) -> bytes:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - this very file.
                [sys.executable, "-m", __name__],
                cwd=settings.ROOT,
                env={**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        to, back = self._process.stdin, self._process.stdout
        if to is None or back is None:
            raise BrokenPipeError
        clock = threading.Timer(self.seconds, self._process.kill)
        clock.start()
        try:
            send(to, page.encode())
            return receive(back)
        finally:
            clock.cancel()


def send(target: BinaryIO, content: bytes) -> None:
    target.write(LENGTH.pack(len(content)) + content)
    target.flush()


def receive(source: BinaryIO) -> bytes:
    """Return what was sent. Raises ``BrokenPipeError`` if the other side ended."""
    head = source.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise BrokenPipeError
    (length,) = LENGTH.unpack(head)
    content = source.read(length)
    if len(content) < length:
        raise BrokenPipeError
    return content


def main() -> None:
    """Draw each page that comes, until the process that sends them ends."""
    from .drawing import drawing

    os.nice(NICE)
    # What a library prints must not be taken for a page.
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    draws = drawing()
    while True:
        try:
            page = receive(sys.stdin.buffer).decode()
        except BrokenPipeError:
            return
        try:
            drawn = draws.pdf(page) if draws is not None else b""
        except Exception:
            drawn = b""
        send(target, drawn)


if __name__ == "__main__":
    main()
    # Nothing is left to close, and the libraries that draw can end the interpreter with a
    # segmentation fault (seen once) when it frees what they share.
    os._exit(0)
