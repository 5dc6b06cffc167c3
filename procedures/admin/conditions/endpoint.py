"""The data of the builder's script: lists to pick from, and a condition read back.

Nothing is stored: the condition comes in a POST, is tried in memory, and is forgotten.
"""

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from procedures.drafting.changing.words_of_people import add_word, word_places
from procedures.drafting.conditions.changed_cases import changed_cases
from procedures.drafting.conditions.entries import edited, find_row
from procedures.drafting.conditions.findings import findings
from procedures.drafting.conditions.meanings import meanings
from procedures.drafting.conditions.reading import read_condition, read_text
from procedures.drafting.conditions.vocabulary import suggested_communes, vocabulary
from procedures.drafting.team import national_team
from procedures.drafting.words.conditions import DraftWording
from procedures.drafting.words.names import Names
from procedures.drafting.working_copy import lock, working_copy
from procedures.engine.schema.builder import CHANNEL_FACT
from procedures.exchange.reading import write_yaml
from procedures.models import NATIONAL, Case, Question
from procedures.publishing import communes
from procedures.publishing.parts.channel_words import family_title
from procedures.rights import rights_of

from ..desk_page import need, page
from ..fields import sentence_of_problem
from ..link_field import SearchedSelect

MOST_LISTED = 12
LONGEST_WORD = 100
CHOOSE = "Rien n'est changé : choisissez d'abord ce que le mot veut dire."


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


def facts_page(site, request):
    """Show every fact that a condition may test, with its values, groups and operators.

    POST adds a word of people to a question, an answer or a group.
    """
    rights = rights_of(request)
    need(rights.parts)
    may_add = rights.may_edit(NATIONAL, Question)
    sent = request.POST if request.method == "POST" else request.GET
    word = " ".join(sent.get("word", "").split())[:LONGEST_WORD]
    if request.method == "POST":
        need(may_add)
        _add(request, word)
        return redirect(f"{reverse('admin:desk_facts')}?{urlencode({'word': word})}")
    names = Names()
    context = {
        "title": "Informations et valeurs",
        "word": word,
        "meanings": _meant(word, names) if word else (),
        "facts": list(names.listing()),
        "families": [(one, family_title(one)) for one in names.families],
        "word_places": word_places(word) if word and may_add else [],
        "searched": SearchedSelect().media,
        "team": national_team() if word and not may_add else [],
    }
    if "texte" in request.GET:
        context |= {"without_scripts": True, "desk_writes_text": True}
    return page(site, request, "admin/desk/facts.html", context)


def _add(request, word):
    try:
        title, is_new = add_word(word, request.POST.get("place", ""), request.user)
    except (LookupError, ValueError):
        messages.warning(request, CHOOSE)
        return
    if is_new:
        text = (
            f"« {word} » est ajouté aux mots des gens de « {title} ». Les conditions le trouvent."
        )
        messages.success(request, text)
    else:
        messages.info(request, f"« {word} » est déjà un mot de « {title} ».")


def _meant(word, names):
    """Return (meaning, its line as text) for what a word may mean, without scripts."""
    found = meanings(word, names, DraftWording(names)).found
    lines = [(one, one.condition()) for one in found]
    return [(one, write_yaml(line).strip() if line else "") for one, line in lines]
