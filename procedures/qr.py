"""An address as a picture that a telephone reads: squares, drawn for public pages and the desk."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def picture_of(link: str, *, error: str = "l") -> SafeString:
    """Return an address as squares, black on white, in the dark too.

    ``error`` is how much of it may be soiled: ``l`` for a screen, ``m`` for what hangs on a wall.

    >>> "https" in picture_of("https://example.org/")
    False
    """
    code = segno.make_qr(link, error=error)
    drawn = code.svg_inline(omitsize=True, dark="#000", light="#fff", svgclass="qr__image")
    return mark_safe(drawn)  # noqa: S308 - drawn by segno from squares; the link is not in it.
