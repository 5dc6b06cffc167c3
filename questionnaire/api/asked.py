"""The common parts of every address of the interface: what it takes and answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from procedures.publishing.editions.in_memory import CompiledEdition, NoEdition, edition_in_force

from . import schemas
from .cached_answers import answer, written
from .faults import no_edition

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
