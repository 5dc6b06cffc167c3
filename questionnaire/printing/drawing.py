"""Draws a page of HTML as a PDF. Nothing but the page is read: no address, no file.

WeasyPrint needs libraries of the system (Pango, HarfBuzz). Where they are missing nothing is drawn,
and the log says so once.
"""

from __future__ import annotations

import logging
import threading
from functools import cache
from typing import Any

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


def can_draw() -> bool:
    """Tell whether a PDF can be drawn here: where it cannot, no page offers one."""
    return drawing() is not None


def refusing(fetcher: Any) -> Any:
    """Return a fetcher that fetches nothing: what is drawn stands in the page itself."""

    class Refusing(fetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            raise NothingElse(url.partition(":")[0])

    return Refusing()
