"""The data of the builder's script: lists to pick from, and a condition read back.

Nothing is stored: the condition comes in a POST, is tried in memory, and is forgotten.
"""

import json

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBadRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from procedures.drafting.conditions.changed_cases import changed_cases
from procedures.drafting.conditions.entries import edited, find_row
from procedures.drafting.conditions.findings import findings
from procedures.drafting.conditions.meanings import meanings
from procedures.drafting.conditions.reading import read_condition, read_text
from procedures.drafting.conditions.vocabulary import suggested_communes, vocabulary
from procedures.drafting.working_copy import lock, working_copy
from procedures.engine.schema.builder import CHANNEL_FACT
from procedures.exchange.reading import write_yaml
from procedures.models import Case
from procedures.publishing import communes
from procedures.rights import rights_of

from ..fields import sentence_of_problem

MOST_LISTED = 12


@require_GET
def vocabulary_page(request):
    """Return facts, values and groups in words.

    With ``?commune=``, the communes that match; with ``?word=``, what an everyday word may mean.
    """
    _need(rights_of(request).parts)
    if "commune" in request.GET:
        return JsonResponse({"communes": suggested_communes(request.GET["commune"][:100])})
    with lock():
        copy = working_copy(request.user)
        if "word" in request.GET:
            found = meanings(request.GET["word"][:100], copy.names, copy.words)
            listed = [one.to_data() for one in found.found]
            return JsonResponse({"meanings": listed, "sure": found.sure})
        return JsonResponse(vocabulary(copy.names, copy.words))


@never_cache
@require_POST
def condition_page(request):
    """Return a condition as data, YAML and a sentence; with ``findings``, also its effects."""
    rights = rights_of(request)
    _need(rights.parts)
    asked = request.POST.dict()
    row = find_row(*(asked.get(name, "") for name in ("model", "pk", "parent", "parent_pk")))
    if row is None:
        return HttpResponseBadRequest("Cette ligne n'existe pas (ou plus).")
    with lock():
        place = edited(row)
        _need(rights.may_view(place.part))
        return JsonResponse(_answer(working_copy(request.user), place, asked))


def _answer(copy, place, asked):
    data, problems = read_text(asked.get("text", ""))
    if problems:
        return {"errors": [sentence_of_problem(one) for one in problems]}
    condition, problems = read_condition(data, _facts(copy, place), copy.names.groups)
    shown = data if isinstance(data, dict) else {}
    answer = {
        "condition": shown,
        "text": write_yaml(shown).strip("\n") if shown else "",
        "communes": _communes(shown),
        "errors": [sentence_of_problem(one) for one in problems],
    }
    if problems:
        return answer
    answer["sentence"] = copy.words.condition(condition)
    if asked.get("findings"):
        answer |= _effects(copy, place, condition)
    return answer


def _facts(copy, place):
    """Return the facts that may be tested; only lines of a procedure may test the channel."""
    facts = {key: info for key, info in copy.names.facts.items() if key != CHANNEL_FACT.key}
    return {**facts, CHANNEL_FACT.key: CHANNEL_FACT} if place.knows_channel else facts


def _effects(copy, place, condition):
    found = findings(copy, place, condition)
    circle = any(one.kind == "circle" for one in found)
    changes = changed_cases(copy, place, condition) if not circle else None
    cases = changes.cases if changes else ()
    keys = [one.case for one in cases[:MOST_LISTED]]
    rows = {row.key: row for row in Case.objects.filter(key__in=keys).only("key", "persona")}
    return {
        "findings": [{"kind": one.kind, "text": one.text} for one in found],
        "cases": [
            {
                "name": str(rows[one.case]),
                "status": one.status,
                "text": one.text,
                "url": reverse("admin:procedures_case_change", args=[rows[one.case].pk]),
            }
            for one in cases[:MOST_LISTED]
            if one.case in rows
        ],
        "case_count": len(cases),
        "breaking": sum(one.status == "breaks" for one in cases),
        "unseen": changes.unseen if changes else 0,
    }


def _communes(data):
    """Return {code: name} of the communes in a condition; the list of all is too long to send."""
    codes = {word for word in json.dumps(data).split('"') if len(word) == 5}
    found = {code: communes.commune(code) for code in codes if code[:2].isalnum()}
    return {code: f"{one.name} ({one.department})" for code, one in found.items() if one}


def _need(condition):
    if not condition:
        raise PermissionDenied
