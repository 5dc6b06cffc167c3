"""The addresses that answer a person: the next question, and the answer. They keep nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Body, Router

from procedures.engine.relevance import asked_questions, first_needed, questions_left
from procedures.engine.results import evaluate_to_data
from procedures.engine.situation import Situation

from . import answer_schemas as results
from . import answers as reading
from . import content, schemas
from .asked import POSTED, PROCEDURE, Lang, held_edition, language_of, posted
from .faults import unknown_name

router = Router()


@router.post(
    "/questions/next",
    by_alias=True,
    response=POSTED | {200: schemas.NextQuestion},
    summary="The next question",
)
def next_question(
    request: HttpRequest, sent: Body[schemas.SentAnswers], lang: Lang = None
) -> HttpResponse:
    """The question to ask after some answers, or ``done``. Nothing of the answers is kept."""
    held, language = held_edition(), language_of(request, lang)
    rules, today = held.rule_set, reading.day_of(sent.today, timezone.localdate())
    given = reading.read(rules, sent.answers, sent.department)
    situation = Situation(rules, given, today)
    key = first_needed(situation)
    asked = rules.questions[key] if key else None
    offered = asked and [
        choice.value for choice in asked.choices if situation.is_offered(asked, choice.value)
    ]
    return posted(
        {
            "edition": held.label,
            "done": asked is None,
            "question": asked and content.question(asked, language, offered),
            "asked": asked_questions(rules, given, today),
            "left": questions_left(situation),
        },
        language,
    )


@router.post(
    "/evaluate",
    by_alias=True,
    response=POSTED | {200: results.Evaluated},
    summary="The answer to a person",
)
def evaluate(
    request: HttpRequest, sent: Body[schemas.SentPerson], lang: Lang = None
) -> HttpResponse:
    """The procedures of a person, with their papers, days, prices and why: `manage.py evaluate`."""
    held, language = held_edition(), language_of(request, lang)
    rules, today = held.rule_set, reading.day_of(sent.today, timezone.localdate())
    explain = rules.renamed.procedure(sent.why_not or "")
    if explain and explain not in rules.procedures:
        raise unknown_name(422, PROCEDURE, explain, rules.procedures)
    given = reading.read(rules, sent.answers, sent.department)
    result = evaluate_to_data(rules, given, today, language=language, explain=explain)
    return posted({"edition": held.label, **result}, language)
