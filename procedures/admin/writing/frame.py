"""What the pages of the guide share: their list, where the buttons lead, who may write."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from procedures.drafting.comparing.made_public import is_published
from procedures.drafting.writing.progress import NAMES, states_of
from procedures.models import NATIONAL, Procedure
from procedures.rights import rights_of

from ..desk_page import need

# The names of the buttons that send a page.
NEXT, BEFORE, LEAVE = "_continuer", "_precedent", "_sortir"
SAVED = "C'est enregistré. Vous pouvez reprendre quand vous voulez."


def need_to_write(request):
    """Refuse an account that does not write the nation's procedures."""
    need(rights_of(request).may_edit(NATIONAL, Procedure, "add"))


def address(procedure, name, **query):
    """Return the address of a page of a procedure."""
    found = reverse("admin:desk_writing", args=[procedure.pk, name])
    return (
        f"{found}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else found
    )


def frame_context(procedure, name):
    """Return what the frame of a page shows: the list of pages, this one and its neighbours."""
    states = states_of(procedure)
    place = NAMES.index(name)
    return {
        "title": procedure.title_fr or "Une démarche",
        "procedure": procedure,
        "pages": [(one, address(procedure, one.name)) for one in states],
        "here": states[place],
        "page_count": len(states),
        "done_count": sum(one.state == "done" for one in states),
        "before": states[place - 1] if place else None,
        "following": states[place + 1] if place + 1 < len(states) else None,
        "public": is_published(procedure),
    }


def leads_on(request, procedure, name):
    """Return the redirection that the pressed button asks for, after the page is saved."""
    place = NAMES.index(name)
    if LEAVE in request.POST:
        messages.success(request, SAVED)
        return redirect("admin:desk_writing_start")
    if BEFORE in request.POST and place:
        return redirect(address(procedure, NAMES[place - 1]))
    return redirect(address(procedure, NAMES[min(place + 1, len(NAMES) - 1)]))
