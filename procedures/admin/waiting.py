"""A page that takes more than a moment says what is being done, how far it is, and opens then."""

from contextlib import suppress

from django.http import HttpResponse
from django.shortcuts import render

from procedures.drafting.background import CHECK, begin, begun, find
from procedures.engine.errors import InvalidCatalogue
from procedures.publishing.progress import WorkStage
from procedures.rights import rights_of

from .desk_page import need, page

CHECK_WITH_PLANS = (*CHECK, WorkStage.PLANNED)
# Two works: what is checked before anything is done, then the act, which goes on from there.
PUBLICATION = (*CHECK_WITH_PLANS, WorkStage.WRITTEN, WorkStage.SHOWN)
# What was checked once, put in force or taken away: only what is planned is looked at again.
RETURN = (WorkStage.READING, WorkStage.PLANNED, WorkStage.WRITTEN, WorkStage.SHOWN)
EFFECTS = (*CHECK, WorkStage.COMPARED, WorkStage.COMPARED_PEOPLE)
MOVED = (WorkStage.READING, WorkStage.COMPARED_PEOPLE)
RENAMED = (WorkStage.READING, WorkStage.RENAMED)
USES = (WorkStage.READING, WorkStage.USES)
RECEIVED = (WorkStage.READING, WorkStage.FILE)
SENT = (WorkStage.READING, WorkStage.SENT)


def waiting_page(site, request, title, work, field="", *, file=False, spot=""):
    """Say what is being done for a page that is not ready.

    A page that was asked for is asked for again; a form that was sent is sent again once what it
    needs is ready, by a button where there are no scripts. What is not to be sent twice, a file or
    an act that is done once, is named in a ``field`` by its work. What comes may be a ``file``,
    which leaves this page where it is. ``spot`` is the place of the page to open it at.
    """
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", field)
        for value in values
    ]
    sent += [(field, work.id)] if field else []
    context = {
        "title": title,
        "stages": stages_of(work),
        "work": work.id,
        "again": request.get_full_path() + spot,
        "sent": sent,
        "posts": request.method == "POST",
        "acts": work.acts,
        "file": file,
        # They are for the page that follows: shown here, they would be gone.
        "messages": (),
    }
    return page(site, request, "admin/waiting/page.html", context)


def checking(site, request, title, key, check, stages, refusals):
    """Return the page on which one waits until what a form does is checked, or ``None``.

    What the check refuses, the act refuses too: it says so. Nothing is left to check of an act
    that is under way.
    """
    if under_way(request):
        return None
    work = begin(request.user.pk, key, check, stages)
    if not work.finished:
        return waiting_page(site, request, title, work)
    with suppress(InvalidCatalogue, *refusals):
        work.result()
    return None


def made(request, act, stages):
    """Return the work that does what a form asks for: one, however often the form is sent.

    Rights are asked for by the act itself, for it may wait for its turn.
    """
    return begin(request.user.pk, _form_of(request), act, stages, acts=True)


def under_way(request):
    """Tell whether the act of the very form that is sent was begun, and is not told of yet."""
    return begun(request.user.pk, _form_of(request)) is not None


def _form_of(request):
    sent = (one for one in request.POST.lists() if one[0] != "csrfmiddlewaretoken")
    return request.path, frozenset((name, *values) for name, values in sent)


def work_page(site, request, number):
    """Return the state of a work of the account as HTML; 204 if it is done, or not known here."""
    need(rights_of(request).parts)
    work = find(request.user.pk, number)
    if work is None or work.finished:
        return HttpResponse(status=204)
    return render(request, "admin/waiting/state.html", {"stages": stages_of(work)})


def stages_of(work):
    """Return the stages of a work for templates: words, state, how many are done of how many."""
    now = work.now
    place = work.stages.index(now.stage)
    return [
        {
            "words": str(stage),
            "state": "done" if number < place else "now" if number == place else "later",
            "done": now.done if number == place else 0,
            "of": now.of if number == place else 0,
            "number": number + 1,
            "count": len(work.stages),
        }
        for number, stage in enumerate(work.stages)
    ]
