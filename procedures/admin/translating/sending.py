"""« Envoyer à un traducteur »: the texts of a language as a file."""

from collections import Counter

from procedures.publishing.content import content_now
from procedures.publishing.progress import WorkStage, counting, say
from procedures.rights import rights_of
from procedures.security import events
from procedures.translating.catalogue_texts import UNFINISHED, read_texts
from procedures.translating.progress import chosen, counted_states
from procedures.translating.workbook import write_workbook

from ..desk_page import need, page
from ..read_only import download
from ..waiting import SENT, begin, waiting_page
from . import forms
from .standing import part_names


def export_page(site, request):
    """Show the choice of texts; the same address with a choice returns the file."""
    rights = rights_of(request)
    need(rights.parts)
    asked = request.GET if "fichier" in request.GET else None
    form = forms.SendingForm(
        asked, parts=part_names(rights.visible_parts), initial=_initial(request)
    )
    context = {"title": "Envoyer à un traducteur", "form": form}
    if form.is_valid():
        parts = frozenset(form.cleaned_data["partie"] or rights.visible_parts)
        language, states = form.cleaned_data["langue"], frozenset(form.cleaned_data["etat"])
        asked = language, parts, states
        key = ("sending", *asked, content_now().digest)
        work = begin(request.user.pk, key, lambda: _written(*asked), SENT)
        if not work.finished:
            return waiting_page(site, request, context["title"], work, file=True)
        written = work.result()
        if written:
            about = f"traductions : {language}"
            events.record(events.Kind.EXPORTED, request.user, about=about, parts=sorted(parts))
            return download(written, f"traductions-{language}", "xlsx")
        visible = frozenset(rights.visible_parts)
        context |= {"nothing": True} | _elsewhere(language, parts, states, visible)
    return page(site, request, "admin/translating/sending.html", context)


def _written(language, parts, states):
    """Return the bytes of the file of these texts, or nothing if there are none."""
    say(WorkStage.READING)
    texts = chosen(read_texts(), language, parts=parts, states=states)
    return write_workbook(counting(WorkStage.SENT, texts), language) if texts else b""


def _elsewhere(language, parts, states, visible):
    """Return {name: [(words of a box, number of texts)]} of the boxes that would send something.

    ``states`` are those of these parts that one did not tick, ``parts`` the other parts that hold
    some of the ticked ones.
    """
    texts = read_texts()
    here = counted_states(chosen(texts, language, parts=parts), language)
    there = chosen(texts, language, parts=visible - parts, states=states) if visible - parts else []
    found = Counter(text.part for text in there)
    return {
        "states": [
            (forms.STATES[one], here[one]) for one in UNFINISHED if here[one] and one not in states
        ],
        "parts": [(name, found[part]) for part, name in part_names(found)],
    }


def _initial(request):
    to_do = [state.value for state in UNFINISHED[:2]]
    return {"etat": to_do, "langue": request.GET.get("langue")}
