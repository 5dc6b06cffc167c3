"""The addresses of the interface, below ``/api/v1/``: it reads the edition in memory, no more.

Every answer is JSON. Answers of a person come in the body of a POST, are read, and are forgotten:
they are in no address, no log and no cache.
"""

from __future__ import annotations

from typing import Annotated, Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Body, NinjaAPI, Query
from ninja.errors import HttpError, ValidationError
from pydantic import Field

from procedures.engine.errors import nearest
from procedures.engine.relevance import asked_questions, needed_questions, questions_left
from procedures.engine.results import evaluate_to_data
from procedures.engine.situation import Situation
from procedures.publishing.departments import department_names
from procedures.publishing.editions.in_memory import CompiledEdition, NoEdition, edition_in_force
from questionnaire.open_data.licence import FORMATS, LICENCE

from . import answers as reading
from . import content, schemas
from . import content_schemas as lists
from . import result_schemas as results
from .faults import Refused, no_edition, not_json, unknown_name
from .held import VERSION, answer, written

PROCEDURE = ("démarche", "procedure")
LANGUAGES = ("fr", "en", "ar")
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

Lang = Annotated[
    schemas.LanguageCode | None,
    Query(description="The language of the texts; that of Accept-Language if left out."),
]
Id = Annotated[str, Field(max_length=100)]
REFUSED: dict[int, Any] = dict.fromkeys((413, 422, 429, 503), schemas.Refusal)
FOUND = REFUSED | {304: None}
NAMED = FOUND | {404: schemas.Refusal}
POSTED = REFUSED | {400: schemas.Refusal}


@interface.get(
    "/edition", by_alias=True, response=FOUND | {200: schemas.EditionAnswer}, summary="The edition"
)
def edition(request: HttpRequest, lang: Lang = None) -> HttpResponse:
    """The edition in force: its number, digest, day and licence, and where all of it is."""
    held, language = _edition(), _language(request, lang)

    def build() -> dict[str, Any]:
        return {
            "number": held.number,
            "label": held.label,
            "digest": held.digest,
            "published_at": held.published_at.isoformat(),
            "languages": list(LANGUAGES),
            "licence": LICENCE,
            "downloads": {
                form: reverse("edition_file", args=[held.number, form]) for form in FORMATS
            },
        }

    return answer(request, held, language, ("edition",), build)


@interface.get(
    "/questions", by_alias=True, response=FOUND | {200: schemas.Questions}, summary="Every question"
)
def questions(request: HttpRequest, lang: Lang = None) -> HttpResponse:
    """Every question in the order of asking, with its choices and the reason for asking."""
    return _list(
        request, lang, "questions", lambda rules, to: map_to(content.question, rules.questions, to)
    )


@interface.post(
    "/questions/next",
    by_alias=True,
    response=POSTED | {200: schemas.NextQuestion},
    summary="The next question",
)
def next_question(
    request: HttpRequest, sent: Body[schemas.SentAnswers], lang: Lang = None
) -> HttpResponse:
    """The question to ask after some answers, or ``done``. Nothing of the answers is kept."""
    held, language = _edition(), _language(request, lang)
    rules, today = held.rule_set, reading.day_of(sent.today, timezone.localdate())
    given = reading.read(rules, sent.answers, sent.department)
    situation = Situation(rules, given, today)
    key = next(iter(needed_questions(situation)), None)
    asked = rules.questions[key] if key else None
    offered = asked and [
        choice.value for choice in asked.choices if situation.is_offered(asked, choice.value)
    ]
    return _posted(
        {
            "edition": held.label,
            "done": asked is None,
            "question": asked and content.question(asked, language, offered),
            "asked": asked_questions(rules, given, today),
            "left": questions_left(situation),
        },
        language,
    )


@interface.post(
    "/evaluate",
    by_alias=True,
    response=POSTED | {200: results.Evaluated},
    summary="The answer to a person",
)
def evaluate(
    request: HttpRequest, sent: Body[schemas.SentPerson], lang: Lang = None
) -> HttpResponse:
    """The procedures of a person, with their papers, days, prices and why: `manage.py evaluate`."""
    held, language = _edition(), _language(request, lang)
    rules, today = held.rule_set, reading.day_of(sent.today, timezone.localdate())
    explain = rules.renamed.procedure(sent.why_not or "")
    if explain and explain not in rules.procedures:
        raise unknown_name(422, PROCEDURE, explain, rules.procedures)
    given = reading.read(rules, sent.answers, sent.department)
    result = evaluate_to_data(rules, given, today, language=language, explain=explain)
    return _posted({"edition": held.label, **result}, language)


@interface.get(
    "/procedures", by_alias=True, response=FOUND | {200: lists.Procedures}, summary="Procedures"
)
def procedures(request: HttpRequest, lang: Lang = None) -> HttpResponse:
    """Every procedure, with the days on which it is possible."""
    return _list(
        request, lang, "procedures", lambda rules, to: map_to(content.summary, rules.procedures, to)
    )


@interface.get(
    "/procedures/{procedure_id}",
    by_alias=True,
    response=NAMED | {200: lists.ProcedureAnswer},
    summary="One procedure",
)
def procedure(request: HttpRequest, procedure_id: Id, lang: Lang = None) -> HttpResponse:
    """All that a procedure may ask of anybody; a former name finds it too."""
    held, language = _edition(), _language(request, lang)
    rules, name = held.rule_set, held.rule_set.renamed.procedure(procedure_id)
    if name in rules.withdrawn.procedures:
        raise Refused(
            404,
            "withdrawn_procedure",
            f"La démarche « {name} » est retirée pour l'instant.",
            f"The procedure “{name}” is withdrawn for now.",
            name,
        )
    if name not in rules.procedures:
        raise unknown_name(404, PROCEDURE, name, rules.procedures)
    return _one(
        request,
        held,
        language,
        ("procedure", name),
        lambda: content.procedure(rules, rules.procedures[name], language),
    )


@interface.get(
    "/departments",
    by_alias=True,
    response=FOUND | {200: lists.Departments},
    summary="Départements",
)
def departments(request: HttpRequest, lang: Lang = None) -> HttpResponse:
    """The 101 départements, and which of them the catalogue has local facts of."""
    return _list(request, lang, "departments", content.departments)


@interface.get(
    "/departments/{code}",
    by_alias=True,
    response=NAMED | {200: lists.DepartmentAnswer},
    summary="One département",
)
def department(request: HttpRequest, code: Id, lang: Lang = None) -> HttpResponse:
    """Where a préfecture receives, and who helps nearby. How to file depends on the person."""
    held, language = _edition(), _language(request, lang)
    code = code.upper()
    if code not in department_names():
        raise unknown_name(404, reading.DEPARTMENT, code, department_names())
    return _one(
        request,
        held,
        language,
        ("department", code),
        lambda: content.department(held.rule_set, code, language),
    )


@interface.get(
    "/documents", by_alias=True, response=FOUND | {200: lists.Documents}, summary="Documents"
)
def documents(request: HttpRequest, lang: Lang = None) -> HttpResponse:
    """Every supporting document that a procedure may name."""
    return _list(
        request, lang, "documents", lambda rules, to: map_to(content.document, rules.documents, to)
    )


def map_to(build: Any, entries: Any, language: str) -> list[dict[str, Any]]:
    return [build(one, language) for one in entries.values()]


def _edition() -> CompiledEdition:
    try:
        return edition_in_force()
    except (NoEdition, DatabaseError) as error:
        raise no_edition() from error


def _language(request: HttpRequest, lang: str | None) -> str:
    """Return the language asked for; no cookie counts, which the gate took away."""
    return lang or getattr(request, "LANGUAGE_CODE", "fr")


def _list(request: HttpRequest, lang: str | None, name: str, build: Any) -> HttpResponse:
    held, language = _edition(), _language(request, lang)
    return _one(request, held, language, (name,), lambda: {name: build(held.rule_set, language)})


def _one(
    request: HttpRequest, held: CompiledEdition, language: str, what: tuple[str, ...], build: Any
) -> HttpResponse:
    return answer(
        request,
        held,
        language,
        what,
        lambda: {"edition": held.label, "language": language, **build()},
    )


def _posted(data: dict[str, Any], language: str) -> HttpResponse:
    response = HttpResponse(written(data), content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = language
    return response


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
