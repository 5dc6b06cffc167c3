"""The origin of a form, for the pages that no token protects: a token would need a cookie."""

from __future__ import annotations

from django.http import HttpRequest


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Tell whether the browser says that a form of another site sends this."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    # Not taken apart as an address: some that are none raise an error.
    return origin is not None and origin.partition("://")[2] != request.get_host()
