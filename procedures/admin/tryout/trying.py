"""The page « Essayer »: takes answers, shows a result, and stores neither."""

import json
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from procedures.drafting import versions as drafts
from procedures.drafting.places import part_of
from procedures.drafting.problems.telling import tell
from procedures.drafting.trying.answers import YEARS, Answers
from procedures.drafting.trying.comparison import SideBySide
from procedures.drafting.trying.people import MOST, TriedPerson, find_people
from procedures.drafting.trying.sides import Side
from procedures.engine.values.facts import parse_date
from procedures.models import Case
from procedures.publishing.journal import recording
from procedures.rights import rights_of

from ..addresses import ADDRESSES
from .saving import SavedCaseForm, save_case

LANGUAGES = dict(settings.LANGUAGES)
# The most characters of answers sent as JSON.
LARGEST = 20_000
# The most characters of what is sought of a person.
LONGEST = 500


@dataclass(slots=True)
class Trial:
    """What is tried: answers on a day, shown in a language."""

    answers: Answers
    today: date
    language: str
    case: str = ""


def tryout_page(site, request):
    """Show the result of typed answers or of a case. POST only carries answers: none is stored."""
    rights = rights_of(request)
    if not rights.parts:
        raise PermissionDenied
    draft = drafts.draft(rights)
    people = _people(request.user)
    context = {"title": "Essayer", "languages": settings.LANGUAGES, "people": people}
    if draft.rule_set is None:
        return _page(site, request, context | {"broken": _broken(draft, rights)})
    sought = request.POST.get("personne", "")[:LONGEST]
    found = find_people(sought, people)
    try:
        trial = _read(request, draft.rule_set, found)
    except (ValueError, RecursionError):
        return HttpResponseBadRequest("Ces réponses ne se lisent pas.")
    side = Side(draft, trial.answers.given, trial.today, trial.language)
    savable = rights.parts_where("add", Case)
    saving = request.POST.get("action") == "enregistrer"
    if saving and not savable:
        raise PermissionDenied
    sent = request.POST if saving else None
    form = SavedCaseForm(sent, use_required_attribute=False, parts=savable)
    if saving and not trial.answers.errors and form.is_valid():
        return _saved(site, request, form.cleaned_data, side)
    context |= {"trial": trial, "case_form": form if savable else None}
    if sought and not trial.case:
        context |= {"sought": sought, "found": found[:MOST], "found_count": len(found)}
    elif trial.case:
        context["sought"] = next((one.words for one in people if one.key == trial.case), "")
    return _page(site, request, context | _shown(trial, side))


def _read(request, rule_set, found):
    """Return the trial that a request asks for, or raise ``ValueError``.

    A person is opened by the name of its case, or if they are the only one found.
    """
    data, answers = request.POST, Answers(rule_set)
    language = data.get("langue", settings.LANGUAGE_CODE)
    day = parse_date(data.get("jour", ""))
    trial = Trial(
        answers=answers,
        today=day if day and day.year in YEARS else timezone.localdate(),
        language=language if language in LANGUAGES else settings.LANGUAGE_CODE,
    )
    action = data.get("action")
    name = data.get("cas") or (found[0].key if len(found) == 1 else "")
    case = Case.objects.filter(key=name).first() if action == "charger" else None
    if case:
        trial.case, trial.today = case.key, case.today or trial.today
        answers.read_data(case.answers if isinstance(case.answers, dict) else {})
    elif action == "ouvrir":
        sent = json.loads(data.get("reponses", "")[:LARGEST])
        if not isinstance(sent, dict):
            raise ValueError("answers are an object")
        answers.read_data(sent)
    else:
        answers.read_form(data)
    return trial


def _shown(trial, side):
    first, others = trial.answers.fields(trial.today, trial.language)
    context = {
        "fields": first,
        "other_fields": others,
        "errors": len(trial.answers.errors),
    }
    if not trial.answers.given:
        return context
    version = drafts.published()
    published = None
    if version and version.rule_set:
        published = Side(version, trial.answers.given, trial.today, trial.language)
        context["published"] = version.label
    comparison = SideBySide(side, published, ADDRESSES)
    tables, orientations = comparison.tables(), comparison.orientations()
    notices = comparison.notices()
    changes = sum(one.changes for one in tables)
    changes += sum(row.differs for row in (*orientations, *notices))
    return context | {
        "tried": True,
        "tables": tables,
        "orientations": orientations,
        "notices": notices,
        "changes": changes,
        "others": comparison.others(),
        "to_ask": sum(field.asked for field in first + others),
    }


def _saved(site, request, cleaned, side):
    with recording(request.user, how="Essayer"):
        case = save_case(cleaned, side)
    site.get_model_admin(Case).log_addition(request, case, [{"added": {}}])
    text = f"Le cas « {case} » est enregistré. Relisez-le : ajoutez sa source et sa confiance."
    messages.success(request, text)
    return redirect(reverse("admin:procedures_case_change", args=[case.pk]))


def _broken(draft, rights):
    visible = [one for one in draft.problems if rights.may_view(part_of(one))]
    return tell(visible, ADDRESSES)["blocking"]


def _people(user):
    rows = drafts.tried_cases(user).order_by("file", "position", "pk")
    columns = ("key", "persona", "department__code")
    return [TriedPerson.of(*row) for row in rows.values_list(*columns)]


def _page(site, request, context):
    context = {**site.each_context(request), **context}
    return TemplateResponse(request, "admin/tryout/page.html", context)
