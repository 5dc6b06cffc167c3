"""The addresses that read the edition in force: the edition itself, and its entries."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Router

from procedures.publishing.departments import department_names
from questionnaire.open_data.files import LICENCE, TYPES

from . import answer_schemas as lists
from . import answers as reading
from . import content, schemas
from .asked import (
    FOUND,
    LANGUAGES,
    NAMED,
    PROCEDURE,
    Id,
    Lang,
    answer,
    held_edition,
    language_of,
    read_entry,
)
from .faults import Refused, unknown_name

router = Router()


@router.get(
    "/edition", by_alias=True, response=FOUND | {200: schemas.EditionAnswer}, summary="The edition"
)
def edition(request: HttpRequest, lang: Lang = None) -> HttpResponse:
    """The edition in force: its number, digest, day and licence, and where all of it is."""
    held, language = held_edition(), language_of(request, lang)

    def build() -> dict[str, Any]:
        return {
            "number": held.number,
            "label": held.label,
            "digest": held.digest,
            "published_at": held.published_at.isoformat(),
            "languages": list(LANGUAGES),
            "licence": LICENCE,
            "downloads": {
                form: reverse("edition_file", args=[held.number, form]) for form in TYPES
            },
        }

    return answer(request, held, language, ("edition",), build)


@router.get(
    "/questions", by_alias=True, response=FOUND | {200: schemas.Questions}, summary="Every question"
)
def questions(request: HttpRequest, lang: Lang = None) -> HttpResponse:
    """Every question in the order of asking, with its choices and the reason for asking."""
    return read_list(
        request, lang, "questions", lambda rules, to: map_to(content.question, rules.questions, to)
    )


@router.get(
    "/procedures", by_alias=True, response=FOUND | {200: lists.Procedures}, summary="Procedures"
)
def procedures(request: HttpRequest, lang: Lang = None) -> HttpResponse:
    """Every procedure, with the days on which it is possible."""
    return read_list(
        request, lang, "procedures", lambda rules, to: map_to(content.summary, rules.procedures, to)
    )


@router.get(
    "/procedures/{procedure_id}",
    by_alias=True,
    response=NAMED | {200: lists.ProcedureAnswer},
    summary="One procedure",
)
def procedure(request: HttpRequest, procedure_id: Id, lang: Lang = None) -> HttpResponse:
    """All that a procedure may ask of anybody; a former name finds it too."""
    held, language = held_edition(), language_of(request, lang)
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
    return read_entry(
        request,
        held,
        language,
        ("procedure", name),
        lambda: content.procedure(rules, rules.procedures[name], language),
    )


@router.get(
    "/departments",
    by_alias=True,
    response=FOUND | {200: lists.Departments},
    summary="Départements",
)
def departments(request: HttpRequest, lang: Lang = None) -> HttpResponse:
    """The 101 départements, and which of them the catalogue has local facts of."""
    return read_list(request, lang, "departments", content.departments)


@router.get(
    "/departments/{code}",
    by_alias=True,
    response=NAMED | {200: lists.DepartmentAnswer},
    summary="One département",
)
def department(request: HttpRequest, code: Id, lang: Lang = None) -> HttpResponse:
    """Where a préfecture receives, and who helps nearby. How to file depends on the person."""
    held, language = held_edition(), language_of(request, lang)
    code = code.upper()
    if code not in department_names():
        raise unknown_name(404, reading.DEPARTMENT, code, department_names())
    return read_entry(
        request,
        held,
        language,
        ("department", code),
        lambda: content.department(held.rule_set, code, language),
    )


@router.get(
    "/documents", by_alias=True, response=FOUND | {200: lists.Documents}, summary="Documents"
)
def documents(request: HttpRequest, lang: Lang = None) -> HttpResponse:
    """Every supporting document that a procedure may name."""
    return read_list(
        request, lang, "documents", lambda rules, to: map_to(content.document, rules.documents, to)
    )


def map_to(build: Any, entries: Any, language: str) -> list[dict[str, Any]]:
    return [build(one, language) for one in entries.values()]


def read_list(request: HttpRequest, lang: str | None, name: str, build: Any) -> HttpResponse:
    held, language = held_edition(), language_of(request, lang)
    return read_entry(
        request, held, language, (name,), lambda: {name: build(held.rule_set, language)}
    )
