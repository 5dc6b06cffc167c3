"""The cache of the pages that are the same for everybody, compressed."""

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
MOST_PAGES = 600
ACCEPTS_GZIP = re.compile(r"\bgzip\b")


class PageCache:
    """The pages drawn last. A publication and midnight start another cache: see ``PublicPage``.

    They are compressed once, without the padding that pages with a secret need.
    """

    def __init__(self, most: int = MOST_PAGES) -> None:
        self._most = most
        self._pages: OrderedDict[Hashable, tuple[bytes, str]] = OrderedDict()

    def page(
        self, request: HttpRequest, key: Hashable, draw: Callable[[], HttpResponseBase]
    ) -> HttpResponseBase:
        """Return the page of a key for a request; ``draw`` is called if it is not cached."""
        found = self._pages.get(key)
        if found is None:
            drawn = draw()
            if drawn.status_code != 200 or not isinstance(drawn, HttpResponse):
                return drawn
            etag = blake2b(drawn.content, digest_size=16).hexdigest()
            self._pages[key] = gzip.compress(drawn.content, 6, mtime=0), f'W/"{etag}"'
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)
            drawn.headers["ETag"] = f'W/"{etag}"'
            return drawn
        return _response(request, *found)


_latest: tuple[RuleSet, PageCache] | None = None


def page_cache(rule_set: RuleSet) -> PageCache:
    """Return the cache of a rule set. Only that of the latest rule set is kept."""
    global _latest
    if _latest is None or _latest[0] is not rule_set:
        _latest = rule_set, PageCache()
    return _latest[1]


def _response(request: HttpRequest, compressed: bytes, etag: str) -> HttpResponse:
    if ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", "")):
        response = HttpResponse(compressed, headers={"ETag": etag, "Content-Encoding": "gzip"})
    else:
        response = HttpResponse(gzip.decompress(compressed), headers={"ETag": etag})
    patch_vary_headers(response, ("Accept-Encoding",))
    return response
