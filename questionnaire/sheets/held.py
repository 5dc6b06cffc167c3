"""The pages that are the same for everybody, kept compressed once they have been drawn."""

from __future__ import annotations

import gzip
import re
from collections import OrderedDict
from collections.abc import Callable, Hashable
from hashlib import blake2b

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from procedures.engine.values.rules import RuleSet

# Some 12 kB each once compressed: every sheet and préfecture in three languages, or nearly.
PAGES_HELD = 600
ACCEPTS_GZIP = re.compile(r"\bgzip\b")


class HeldPages:
    """The pages drawn last. A publication and midnight begin others: see ``PublicPage``.

    They are compressed once, without the padding that pages with a secret need.
    """

    def __init__(self, most: int = PAGES_HELD) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, tuple[bytes, str]] = OrderedDict()

    def page(
        self, request: HttpRequest, key: Hashable, draw: Callable[[], HttpResponseBase]
    ) -> HttpResponseBase:
        """Return the page of a key for a request; ``draw`` is called if it is not held."""
        found = self._held.get(key)
        if found is None:
            drawn = draw()
            if drawn.status_code != 200 or not isinstance(drawn, HttpResponse):
                return drawn
            etag = blake2b(drawn.content, digest_size=16).hexdigest()
            self._held[key] = gzip.compress(drawn.content, 6, mtime=0), f'W/"{etag}"'
            while len(self._held) > self._most:
                self._held.popitem(last=False)
            drawn.headers["ETag"] = f'W/"{etag}"'
            return drawn
        return _response(request, *found)


_latest: tuple[RuleSet, HeldPages] | None = None


def held_pages(rule_set: RuleSet) -> HeldPages:
    """Return the pages drawn of a rule set. Only those of the latest rule set are kept."""
    global _latest
    if _latest is None or _latest[0] is not rule_set:
        _latest = rule_set, HeldPages()
    return _latest[1]


def _response(request: HttpRequest, compressed: bytes, etag: str) -> HttpResponse:
    if ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", "")):
        response = HttpResponse(compressed, headers={"ETag": etag, "Content-Encoding": "gzip"})
    else:
        response = HttpResponse(gzip.decompress(compressed), headers={"ETag": etag})
    patch_vary_headers(response, ("Accept-Encoding",))
    return response
