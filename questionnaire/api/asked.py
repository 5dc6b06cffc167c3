"""The common parts of every address of the interface: what it takes, answers and caches."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from typing import Annotated, Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from ninja import Query
from pydantic import Field

from procedures.publishing.editions.in_memory import CompiledEdition, NoEdition, edition_in_force
from questionnaire.sheets.pages import ACCEPTS_GZIP

from . import schemas
from .faults import no_edition

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


LANGUAGES = tuple(code for code, _ in settings.LANGUAGES)
PROCEDURE = ("démarche", "procedure")

Lang = Annotated[
    schemas.LanguageCode | None,
    Query(description="The language of the texts; that of Accept-Language if left out."),
]
Id = Annotated[str, Field(max_length=100)]
REFUSED: dict[int, Any] = dict.fromkeys((413, 422, 429, 503), schemas.Refusal)
FOUND = REFUSED | {304: None}
NAMED = FOUND | {404: schemas.Refusal}
POSTED = REFUSED | {400: schemas.Refusal}


def held_edition() -> CompiledEdition:
    try:
        return edition_in_force()
    except (NoEdition, DatabaseError) as error:
        raise no_edition() from error


def language_of(request: HttpRequest, lang: str | None) -> str:
    """Return the language asked for; no cookie counts, which the gate took away."""
    return lang or str(getattr(request, "LANGUAGE_CODE", "fr"))


def read_entry(
    request: HttpRequest,
    held: CompiledEdition,
    language: str,
    what: tuple[str, ...],
    build: Callable[[], dict[str, Any]],
) -> HttpResponse:
    """Answer a GET with what ``build`` makes of the edition, and with its name before it."""
    return answer(
        request,
        held,
        language,
        what,
        lambda: {"edition": held.label, "language": language, **build()},
    )


def posted(data: dict[str, Any], language: str) -> HttpResponse:
    """Answer a POST: nothing of it is held anywhere."""
    response = HttpResponse(written(data), content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = language
    return response
