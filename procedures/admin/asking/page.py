"""The page « Demander une pièce »: which procedure, which paper, and where that is written."""

from dataclasses import dataclass

from django.utils.http import urlencode

from procedures.drafting.searching.library import papers_saying
from procedures.models import NATIONAL, Department, Override, Procedure
from procedures.publishing.parts.families import family_titles
from procedures.rights import rights_of

from ..addresses import ADDRESSES
from ..framing import need, page
from .prefilled import ASKED, DROPPED, number_in

MOST_FOUND = 12
LONGEST = 500
PLACE, PROCEDURE, WORDS = "ou", "demarche", "mots"


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
    context = {
        "title": "Demander une pièce",
        "places": Department.objects.filter(code__in=places),
        "place": department,
        "families": _by_family(),
        "chosen": procedure,
        "words": words,
        "lacks": bool(words) and procedure is None,
        "found": [_told(one, department, procedure, override) for one in found[:MOST_FOUND]]
        if procedure
        else [],
        "found_count": len(found) if words and procedure else None,
        "adaptations": _adaptations(department),
        "every": ADDRESSES.entries(Override, department__id__exact=department.pk),
    }
    return page(site, request, "admin/asking/page.html", context)


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
        state, verb, url = "vous la demandez déjà", "Changer", ADDRESSES.of(local)
    elif dropped:
        state, verb, url = "vous ne la demandez plus", "Changer", ADDRESSES.of(override)
    elif national:
        state, verb = "demandée partout en France", "Ne plus la demander ici"
        url = _form(department, procedure, override, DROPPED, document)
    else:
        state, verb = "", "Demander cette pièce"
        url = _form(department, procedure, override, ASKED, document)
    return FoundPaper(document.title_fr or document.key, document.explanation_fr, state, verb, url)


def _form(department, procedure, override, what, document):
    """Return the page of the adaptation with the paper in it; nothing is saved by opening it."""
    if override:
        return f"{ADDRESSES.of(override)}?{urlencode({what: document.pk})}"
    given = {"department": department.pk, "procedure": procedure.pk, what: document.pk}
    return ADDRESSES.new_entry(Override, **given)


def _adaptations(department):
    """Return [(procedure, papers more, papers less, page)] of what a préfecture asks already."""
    rows = Override.objects.filter(department=department).select_related("procedure")
    return [
        (
            one.procedure.title_fr,
            [str(line.document or line.group_fr) for line in one.add_documents.all()],
            [str(line.document) for line in one.drop_documents.all()],
            ADDRESSES.of(one),
        )
        for one in rows.prefetch_related("add_documents__document", "drop_documents__document")
    ]
