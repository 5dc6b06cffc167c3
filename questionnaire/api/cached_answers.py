"""The answers to GET depend on the edition and the language only: they are cached, compressed."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from procedures.publishing.editions.in_memory import CompiledEdition
from questionnaire.sheets.page_cache import ACCEPTS_GZIP

VERSION = "1.0.0"
# As the sheets: a publication shows everywhere soon.
MAX_AGE = settings.PUBLIC_PAGES_HELD
CACHE_KEY = "interface"


def answer(
    request: HttpRequest,
    edition: CompiledEdition,
    language: str,
    what: tuple[str, ...],
    build: Callable[[], dict[str, Any]],
) -> HttpResponse:
    """Return the answer to a GET, or 304 if the client holds it. ``what`` names it.

    ``what`` must come from the edition, never from the request: it is a key of the cache.
    """
    held: dict[tuple[str, ...], bytes] = edition.rule_set.held.setdefault(CACHE_KEY, {})
    etag = f'W/"{VERSION}-{edition.number}-{edition.digest[:12]}-{language}"'
    response = get_conditional_response(request, etag) or HttpResponse()
    if response.status_code == 200:
        key = (language, *what)
        if key not in held:
            held[key] = gzip.compress(written(build()), 6, mtime=0)
        _fill(request, response, held[key])
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={MAX_AGE}"
    response.headers["Content-Language"] = language
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def written(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def _fill(request: HttpRequest, response: HttpResponse, compressed: bytes) -> None:
    response.headers["Content-Type"] = "application/json"
    if ACCEPTS_GZIP.search(request.headers.get("Accept-Encoding", "")):
        response.content = compressed
        response.headers["Content-Encoding"] = "gzip"
    else:
        response.content = gzip.decompress(compressed)
