"""« Envoyer à un traducteur »: the texts of a language as a file."""

from procedures.rights import rights_of
from procedures.security import events
from procedures.translating.catalogue_texts import UNFINISHED, read_texts
from procedures.translating.po import write_po
from procedures.translating.progress import chosen
from procedures.translating.workbook import write_workbook

from ..downloads import download
from ..framing import need, page
from . import forms
from .standing import part_names

WRITERS = {"xlsx": write_workbook, "po": write_po}


def export_page(site, request):
    """Show the choice of texts; the same address with a choice returns the file."""
    rights = rights_of(request)
    need(rights.parts)
    asked = request.GET if "format" in request.GET else None
    form = forms.SendingForm(
        asked, parts=part_names(rights.visible_parts), initial=_initial(request)
    )
    context = {"title": "Envoyer à un traducteur", "form": form}
    if form.is_valid():
        parts = form.cleaned_data["partie"] or rights.visible_parts
        language, states = form.cleaned_data["langue"], form.cleaned_data["etat"]
        texts = chosen(read_texts(), language, parts=parts, states=states)
        if texts:
            about = f"traductions : {language}"
            events.record(events.Kind.EXPORTED, request.user, about=about, parts=sorted(parts))
            kind = form.cleaned_data["format"]
            return download(WRITERS[kind](texts, language), f"traductions-{language}", kind)
        context["nothing"] = True
    return page(site, request, "admin/translating/sending.html", context)


def _initial(request):
    to_do = [state.value for state in UNFINISHED[:2]]
    return {"format": "xlsx", "etat": to_do, "langue": request.GET.get("langue")}
