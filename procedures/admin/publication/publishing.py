"""The page « Publier »: one part, what changes and for whom, then a note and a button."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

from procedures.drafting import versions as drafts
from procedures.drafting.comparing.authors import Authors
from procedures.drafting.comparing.new_sites import new_sites
from procedures.engine.errors import InvalidCatalogue
from procedures.models import NATIONAL, Department
from procedures.publishing.content import content_now
from procedures.publishing.editions import current, publisher
from procedures.publishing.parts import cutting as parts
from procedures.rights import rights_of

from ..addresses import ADDRESSES
from ..framing import by_entry, need, page
from . import reviewing
from .comparison import comparison
from .forms import PublicationForm
from .planning import REFUSALS, planned_context
from .telling import tell

STALE = (
    "La copie de travail a changé depuis l'affichage de cette page. Rien n'est publié : relisez "
    "ce qui change, puis recommencez."
)


def publish_page(site, request):
    """Show what publishing a part would change. POST publishes it, or asks for its review."""
    rights = rights_of(request)
    need(rights.publishable_parts)
    form = PublicationForm(request.POST or None, initial=request.GET, parts=_choices(rights))
    part = request.POST.get("part") or request.GET.get("part")
    if request.method == "POST" and part not in rights.publishable_parts:
        raise PermissionDenied
    if part not in rights.publishable_parts:
        part = rights.publishable_parts[0]
        form.initial = {"part": part}
    working = content_now().by_part[part]
    context = {"title": "Publier", "form": form, "part": part, "digest": parts.digest(working)}
    if request.method == "POST" and form.is_valid():
        answer = _answer(request, form.cleaned_data, context)
        if not isinstance(answer, dict):
            return answer
        context |= answer
    review = reviewing.review_context(request, part, working, context)
    shown = _shown(request, part, working) | review
    return page(site, request, "admin/publication/page.html", shown | context)


def _answer(request, chosen, context):
    """Do what the button says, and return a redirection or an addition to the page's context."""
    if request.POST.get("digest", context["digest"]) != context["digest"]:
        return {"refusal": STALE}
    if request.POST.get("action", "publier") != "publier":
        return reviewing.act(request, chosen, context["digest"])
    try:
        return _published(request, chosen)
    except InvalidCatalogue as error:
        return {"refused": True, **by_entry(error.problems)}
    except REFUSALS as error:
        return {"refusal": str(error)}


def _published(request, chosen):
    publication = publisher.publish(
        author=request.user,
        only=chosen["part"],
        note=chosen["note"],
        takes_effect_on=chosen["day"],
        approve_hosts=_confirmed_hosts(request),
    )
    current.refresh()
    tell(request, publication)
    return redirect("admin:procedures_edition_changelist")


def _confirmed_hosts(request):
    """Return the sites that the publisher ticked as opened and right."""
    return request.POST.getlist("confirmed_host")


def _shown(request, part, working):
    edition, contents = drafts.published_contents()
    candidate = {**contents, part: working}
    authors = Authors(part)
    return {
        **comparison(request, [part], edition, contents, candidate, authors=authors),
        "new_sites": new_sites(contents, candidate, _confirmed_hosts(request), ADDRESSES),
        **planned_context(part),
    }


def _choices(rights):
    names = {department.code: str(department) for department in Department.objects.all()}
    names[NATIONAL] = "contenu national (questions, démarches, pièces, tarifs)"
    return [(part, names.get(part, part)) for part in rights.publishable_parts]
