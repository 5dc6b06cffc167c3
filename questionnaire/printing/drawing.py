"""Draws a page of HTML as a PDF, one at a time, in a process of its own."""

from __future__ import annotations

import logging
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLong
from functools import cache
from typing import Any, BinaryIO

from django.conf import settings

logger = logging.getLogger(__name__)

STYLES = ("printed.css", "printed-explanations.css")


class NothingElse(ValueError):
    """A page asked for something beside itself."""


class Typesetter:
    """What draws, with its fonts and styles read once. One thread at a time may use it."""

    def __init__(self, weasyprint: Any, fonts: Any):
        self._html = weasyprint.HTML
        self._fonts = fonts
        self._fetcher = refusing(weasyprint.urls.URLFetcher)
        folder = settings.ROOT / "static" / "css"
        self._styles = weasyprint.CSS(
            string="\n".join((folder / name).read_text(encoding="utf-8") for name in STYLES),
            url_fetcher=self._fetcher,
            font_config=fonts,
        )
        self._lock = threading.Lock()

    def pdf(self, page: str) -> bytes:
        """Return a page as a tagged PDF, without an author or a date."""
        with self._lock:
            read = self._html(string=page, url_fetcher=self._fetcher)
            drawn: bytes = read.write_pdf(
                stylesheets=[self._styles], font_config=self._fonts, pdf_variant="pdf/ua-1"
            )
        return drawn


@cache
def drawing() -> Typesetter | None:
    """Return what draws, or ``None`` where its libraries are missing."""
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
    except (ImportError, OSError) as error:
        logger.warning("no PDF can be drawn: %s", error)
        return None
    # What it says of a page could tell what is on it.
    for name in ("weasyprint", "weasyprint.progress"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return Typesetter(weasyprint, FontConfiguration())


def refusing(fetcher: Any) -> Any:
    """Return a fetcher that fetches nothing: what is drawn stands in the page itself."""

    class Refusing(fetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            raise NothingElse(url.partition(":")[0])

    return Refusing()


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


beside = DrawnBeside()


def drawer() -> DrawnBeside | Typesetter | None:
    """Return what draws here, or ``None`` where its libraries are missing."""
    if settings.DRAWS_BESIDE:
        return beside if _is_installed() else None
    return drawing()


def can_draw() -> bool:
    """Tell whether a PDF can be drawn here: where it cannot, no page offers one."""
    return drawer() is not None


@cache
def _is_installed() -> bool:
    """Tell whether the libraries are here; a process that ends reads them, and holds its memory."""
    command = [sys.executable, "-c", "import weasyprint"]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - two words.
    if asked.returncode:
        logger.warning("no PDF can be drawn: %s", asked.stderr.strip().rpartition("\n")[2])
    return not asked.returncode


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
