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
from django.utils import timezone
from django.utils.text import capfirst

from procedures.drafting import versions as drafts
from procedures.drafting.places import part_of
from procedures.drafting.problems.problem_text import problem_context
from procedures.drafting.trying.answers import YEARS, Answers, mistakes_of
from procedures.drafting.trying.comparison import SideBySide
from procedures.drafting.trying.people import MOST, TriedPerson, find_people
from procedures.drafting.trying.proposals import proposals
from procedures.drafting.trying.sides import Side
from procedures.drafting.trying.standing import left_in_words, standing
from procedures.engine.values.facts import parse_date
from procedures.exchange.limits import NO_ANSWERS
from procedures.models import Case
from procedures.publishing.journal import recording
from procedures.rights import rights_of

from ..addresses import ADDRESSES
from .saving import SavedCaseForm, mistakes_in, save_case

LANGUAGES = dict(settings.LANGUAGES)
# The most characters of answers sent as JSON.
LARGEST = 20_000
# The most characters of what is sought of a person.
LONGEST = 500
# The differences that are named at the top of the result.
MOST_NAMED = 3
# The questions to ask now that are named there.
MOST_NEXT = 3


@dataclass(slots=True)
class Trial:
    """What is tried: answers on a day, shown in a language."""

    answers: Answers
    today: date
    language: str
    case: str = ""
    # The page of the case.
    page: str = ""
    # Answers were sent, and there is none.
    nothing: bool = False


def tryout_page(site, request):
    """Show the result of typed answers or of a case. POST only carries answers: none is stored."""
    rights = rights_of(request)
    if not rights.parts:
        raise PermissionDenied
    stands = standing(rights)
    people = _people(request.user)
    savable = rights.parts_where("add", Case)
    context = {"title": "Essayer", "languages": settings.LANGUAGES, "people": people}
    context |= {
        "tries": stands is not None,
        "all_people": ADDRESSES.entries(Case),
        "new_person": ADDRESSES.new_entry(Case) if savable else "",
    }
    if stands is None or stands.left:
        context["broken"] = _broken(drafts.draft(rights), rights)
    if stands is None:
        return _page(site, request, context)
    context["left"] = left_in_words(stands, rights, ADDRESSES)
    draft = stands.version
    sought = request.POST.get("personne", "")[:LONGEST]
    found = find_people(sought, people)
    try:
        trial = _read(request, draft.rule_set, found)
    except (ValueError, RecursionError):
        return HttpResponseBadRequest("Ces réponses ne se lisent pas.")
    side = Side(draft, trial.answers.given, trial.today, trial.language)
    saving = request.POST.get("action") == "enregistrer"
    if saving and not savable:
        raise PermissionDenied
    sent = request.POST if saving else None
    form = SavedCaseForm(sent, use_required_attribute=False, parts=savable)
    if saving and not trial.answers.given:
        messages.error(request, f"{capfirst(NO_ANSWERS)}.")
    elif saving and not trial.answers.errors and form.is_valid():
        return _saved(site, request, form.cleaned_data, side)
    context |= {"trial": trial, "case_form": form if savable else None}
    context |= _sought(sought, found, people, trial)
    if request.method == "GET":
        context |= proposals(request.user)
    context |= _shown(trial, side)
    if saving:
        # Shown on top: nothing was kept, and the result is not what was asked for.
        context["refused"] = context.pop("mistakes") + mistakes_in(form)
    return _page(site, request, context)


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
        trial.page = ADDRESSES.of(case)
        answers.read_data(case.answers if isinstance(case.answers, dict) else {})
    elif action == "ouvrir":
        sent = json.loads(data.get("reponses", "")[:LARGEST])
        if not isinstance(sent, dict):
            raise ValueError("answers are an object")
        # JSON can name half a letter, which no page can show.
        json.dumps(sent, ensure_ascii=False).encode()
        answers.read_data(sent)
    else:
        answers.read_form(data)
        trial.nothing = action == "essayer" and not (answers.given or answers.errors)
    return trial


def _sought(sought, found, people, trial):
    """Return the part of the context about the person that a search opened, or did not."""
    if trial.case:
        return {"sought": next((one.words for one in people if one.key == trial.case), "")}
    if sought:
        return {"sought": sought, "found": found[:MOST], "found_count": len(found)}
    return {}


def _shown(trial, side):
    first, others = trial.answers.fields(trial.today, trial.language)
    to_ask = sorted((one for one in first + others if one.asked), key=lambda one: one.turn)
    context = {
        "fields": first,
        "other_fields": others,
        "mistakes": mistakes_of(trial.answers, first + others),
        "next": to_ask[:MOST_NEXT],
        "to_ask": len(to_ask),
    }
    if not trial.answers.given:
        return context
    version = drafts.published()
    published = None
    if version and version.rule_set:
        published = Side(version, trial.answers.given, trial.today, trial.language)
        context["published"] = version.label
    comparison = SideBySide(side, published, ADDRESSES)
    tables, possible, notices = comparison.tables(), comparison.possible(), comparison.notices()
    orientations, possible_orientations = comparison.orientations()
    differing = [row for one in tables + possible for row in one.differing]
    differing += [row for row in (*orientations, *notices) if row.differs]
    return context | {
        "tried": True,
        "tables": tables,
        "possible": possible,
        "orientations": orientations,
        "possible_orientations": possible_orientations,
        "notices": notices,
        "changes": len(differing),
        "differing": [row.label for row in differing[:MOST_NAMED]],
        "others": comparison.others(),
    }


def _saved(site, request, cleaned, side):
    with recording(request.user, how="Essayer"):
        case = save_case(cleaned, side)
    site.get_model_admin(Case).log_addition(request, case, [{"added": {}}])
    text = f"« {case} » est une personne d'essai. Relisez-la : ajoutez sa source et sa confiance."
    messages.success(request, text)
    # A browser keeps the place of the form's own address, unless another one is named.
    return redirect(f"{ADDRESSES.of(case)}#main")


def _broken(draft, rights):
    visible = [one for one in draft.problems if rights.may_view(part_of(one))]
    return problem_context(visible, ADDRESSES)["blocking"]


def _people(user):
    rows = drafts.tried_cases(user).order_by("file", "position", "pk")
    columns = ("key", "persona", "department__code")
    return [TriedPerson.of(*row) for row in rows.values_list(*columns)]


def _page(site, request, context):
    context = {**site.each_context(request), **context}
    return TemplateResponse(request, "admin/tryout/page.html", context)
