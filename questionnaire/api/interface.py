"""The interface for programs, below ``/api/v1/``: it reads the edition in memory, no more."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from procedures.engine.errors import nearest

from . import entries, faults, persons, schemas
from .asked import LANGUAGES, VERSION
from .faults import Refused, not_json


@csrf_exempt
def no_such_address(request: HttpRequest) -> HttpResponse:
    """Answer in JSON, whatever the method: a program reads no page."""
    return faults.no_such_address().response()


ABOUT = (
    "The edition in force of « Avant le guichet » and what it answers to a person: read only, "
    "without a key or a cookie. Texts are in the language of `lang`, else of `Accept-Language`; "
    "a text that is not translated is in French. The answer is information, and replaces no "
    "decision of a préfecture."
)


class Interface(NinjaAPI):
    """Names each operation by its function: a client made from the OpenAPI has those names."""

    def get_openapi_operation_id(self, operation: Any) -> str:
        return str(operation.view_func.__name__)


interface = Interface(
    title="Avant le guichet",
    version=VERSION,
    description=ABOUT,
    docs_url=None,
    urls_namespace="api",
)
interface.add_router("", entries.router)
interface.add_router("", persons.router)


@interface.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return error.response()


@interface.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return not_json().response()


@interface.exception_handler(ValidationError)
def _misshaped(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Name the first key that has not its shape, and the keys that look like one unknown."""
    first = error.errors[0]
    key = str(first["loc"][-1])
    known = (*schemas.SentPerson.model_fields, "lang", *LANGUAGES)
    near = nearest(key, known) if first["type"] == "extra_forbidden" else ()
    if key == "lang":
        near = LANGUAGES
    hints = (
        (f" (vouliez-vous dire « {near[0]} » ?)", f" (did you mean “{near[0]}”?)")
        if near
        else ("", "")
    )
    return Refused(
        422,
        "invalid",
        f"« {key[:100]} » est inconnu, manque ou n'a pas la forme attendue{hints[0]}.",
        f"“{key[:100]}” is unknown, missing or not of the expected shape{hints[1]}.",
        key,
        near,
    ).response()
