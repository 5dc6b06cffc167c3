"""The page « Demander une pièce »: which procedure, which paper, and where that is written."""

from dataclasses import dataclass

from django.utils.http import urlencode

from procedures.drafting.comparing.unpublished import unpublished
from procedures.drafting.conditions.vocabulary import whom_in_short
from procedures.drafting.searching.library import (
    in_a_choice,
    likely_first,
    papers_nearest,
    papers_saying,
)
from procedures.drafting.searching.texts import near_words
from procedures.drafting.team import national_team
from procedures.drafting.versions import published_contents
from procedures.models import NATIONAL, Department, Override, Procedure
from procedures.publishing.parts.channel_words import family_titles
from procedures.rights import rights_of

from ..addresses import ADDRESSES
from ..desk_page import need, page
from ..link_field import SearchedSelect
from .prefilled import ASKED, DROPPED, PLACE, PROCEDURE, number_in

MOST_FOUND = 12
LONGEST = 500
WORDS = "mots"
PREPARED, NOT_PUBLIC = "en préparation", "pas encore public"
CHANGED, WITHDRAWN = "changement pas encore public", "retirée, le public la voit encore"
IN_A_CHOICE = "déjà demandée, au choix avec d'autres pièces"
NO_PROCEDURE, NO_WORDS = "Choisissez une démarche.", "Écrivez une pièce."


@dataclass(frozen=True, slots=True)
class FoundPaper:
    """A paper of the library for a procedure: who asks for it, and the page that changes that."""

    title: str
    explanation: str
    state: str
    verb: str
    url: str


def asking_page(site, request):
    """Look for a paper to ask for, or no longer, for one procedure in one département."""
    places = [one for one in rights_of(request).parts_where("change", Override) if one != NATIONAL]
    need(places)
    place = request.GET.get(PLACE) if request.GET.get(PLACE) in places else places[0]
    words = request.GET.get(WORDS, "")[:LONGEST].strip()
    chosen = number_in(request.GET, PROCEDURE)
    procedure = Procedure.objects.filter(pk=chosen).first() if chosen else None
    department = Department.objects.get(code=place)
    override = procedure and _override(department, procedure)
    found = papers_saying(words) if words else []
    if procedure:
        found = likely_first(found, procedure)
    nearest = papers_nearest(words) if procedure and words and not found else []
    said = (found or nearest) if procedure else []
    context = {
        "title": "Demander une pièce",
        "places": Department.objects.filter(code__in=places),
        "place": department,
        "families": _by_family(),
        "chosen": procedure,
        "words": words,
        "searched": SearchedSelect().media,
        "lacks": _lacks(request, procedure, words),
        "found": [_told(one, department, procedure, override) for one in said[:MOST_FOUND]],
        "not_shown": max(len(said) - MOST_FOUND, 0),
        "found_count": len(found) if words and procedure else None,
        "near": _near(request, words) if words and procedure and not (found or nearest) else [],
        "team": national_team(),
        "adaptations": _adaptations(department),
        "every": ADDRESSES.entries(Override, department__id__exact=department.pk),
    }
    return page(site, request, "admin/asking/page.html", context)


def _lacks(request, procedure, words):
    """Return {field: what is missing in it} once the button is pressed: it sends both fields."""
    if WORDS not in request.GET:
        return {}
    missing = {} if procedure else {"procedure": NO_PROCEDURE}
    return missing if words else missing | {"words": NO_WORDS}


def _near(request, words):
    """Return [(word, address)] of words written almost so, with which a paper is found."""
    near = near_words(words, rights_of(request).may_view)
    chosen = request.GET.dict()
    return [
        (one, f"?{urlencode(chosen | {WORDS: one})}#trouvees") for one in near if papers_saying(one)
    ]


def _override(department, procedure):
    return Override.objects.filter(department=department, procedure=procedure).first()


def _by_family():
    """Return [(title of a family, its procedures)], in the order of the public's list."""
    listed = {}
    for one in Procedure.objects.order_by("position", "pk"):
        listed.setdefault(one.family, []).append(one)
    titles = family_titles()
    ordered = [one for one in titles if one in listed] + [
        one for one in listed if one not in titles
    ]
    return [(titles.get(one, one), listed[one]) for one in ordered]


def _told(document, department, procedure, override):
    local = override and override.add_documents.filter(document=document).first()
    dropped = override and override.drop_documents.filter(document=document).exists()
    national = procedure.documents.filter(document=document).exists()
    if local:
        state, verb, url = "déjà demandée, par votre préfecture", "Changer", ADDRESSES.of(local)
    elif dropped:
        state, verb, url = "vous ne la demandez plus", "Changer", ADDRESSES.of(override)
    elif national:
        state, verb = "déjà demandée, partout en France", "Ne plus la demander ici"
        url = _form(department, procedure, override, DROPPED, document)
    else:
        state = IN_A_CHOICE if in_a_choice(document, procedure, override) else ""
        verb = "Demander cette pièce"
        url = _form(department, procedure, override, ASKED, document)
    return FoundPaper(document.title_fr or document.key, document.explanation_fr, state, verb, url)


def _form(department, procedure, override, what, document):
    """Return the page of the adaptation with the paper in it; nothing is saved by opening it."""
    if override:
        return f"{ADDRESSES.of(override)}?{urlencode({what: document.pk})}"
    given = {"department": department.pk, "procedure": procedure.pk, what: document.pk}
    return ADDRESSES.new_entry(Override, **given)


@dataclass(frozen=True, slots=True)
class Adaptation:
    """What a préfecture asks otherwise for a procedure: papers more, papers less.

    ``state`` says what the public does not see of it yet. One that was taken out has no page.
    """

    title: str
    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    url: str = ""
    state: str = ""


def _adaptations(department):
    """Return the adaptations that are written, then those that the public alone still sees."""
    rows = Override.objects.filter(department=department).select_related("procedure")
    is_published = department.code in published_contents()[1]
    kinds = {
        one.name: one.kind for one in unpublished(department.code) if one.section == "overrides"
    }
    gone = [name for name, kind in kinds.items() if kind == "removed"]
    written = [
        Adaptation(
            one.procedure.title_fr,
            tuple(map(_asked, one.add_documents.all())),
            tuple(str(line.document) for line in one.drop_documents.all()),
            ADDRESSES.of(one),
            _state(one, kinds, is_published=is_published),
        )
        for one in rows.prefetch_related("add_documents__document", "drop_documents__document")
    ]
    withdrawn = Procedure.objects.filter(key__in=gone).exclude(overrides__in=rows)
    return [*written, *(Adaptation(one.title_fr, state=WITHDRAWN) for one in withdrawn)]


def _asked(line):
    """Return a paper that is asked for, and for whom it is if not for everybody."""
    name, whom = str(line.document or line.group_fr), whom_in_short(line)
    return f"{name} ({whom})" if whom else name


def _state(override, kinds, *, is_published):
    if override.draft:
        return PREPARED
    kind = kinds.get(override.procedure.key) if is_published else "added"
    return {"added": NOT_PUBLIC, "modified": CHANGED}.get(kind, "")
