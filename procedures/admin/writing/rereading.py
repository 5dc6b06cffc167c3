"""« Relire et proposer »: the sheet, what is wrong with it, and the way to the public."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from procedures.drafting import versions as drafts
from procedures.drafting.background import check_of, is_checked
from procedures.drafting.comparing.my_changes import in_words
from procedures.drafting.places import is_about
from procedures.drafting.writing import progress
from procedures.drafting.writing.progress import lacks
from procedures.drafting.writing.sheet import sheet_of
from procedures.models import NATIONAL
from procedures.models.change_proposals import MOST_WORDS
from procedures.publishing.checks.completeness import UNSOURCED, UNTRIED
from procedures.publishing.editions import proposed
from procedures.publishing.journal import recording
from procedures.rights import rights_of

from ..addresses import ADDRESSES
from ..desk_page import by_entry, page
from ..publication.proposals import words_of
from ..waiting import waiting_page
from .opening import BEFORE, LEAVE, address, frame_context, leads_on

ASKED = "verifier"
PROPOSED = "C'est proposé. Les personnes qui publient le verront d'abord."
READY = "« {} » n'est plus en préparation. Lisez ce qui change, puis publiez."
BACK = "Elle est de nouveau en préparation : elle n'est plus visible que de vous."


def rereading_page(site, request, procedure):
    """Show a whole procedure. POST proposes it, or takes it to « Publier »."""
    if {BEFORE, LEAVE} & request.POST.keys():
        return leads_on(request, procedure, "relire")
    context = frame_context(procedure, "relire")
    context |= {
        "lacks": [(one, address(procedure, one.name)) for one in _lacks(context)],
        "sheet": [(one, address(procedure, one.page)) for one in _sheet(procedure)],
        "publishes": rights_of(request).may_publish(NATIONAL),
        "longest": MOST_WORDS,
        "note": request.POST.get("note", ""),
    }
    if request.method == "POST":
        try:
            done = _act(request, procedure, context)
        except proposed.NotProposable as error:
            context["refusal"] = str(error)
        else:
            if done:
                return done
    work = _work(request)
    if request.method == "GET" and work is not None and not work.finished:
        return waiting_page(site, request, context["title"], work)
    context |= _problems(request, procedure, work)
    return page(site, request, "admin/writing/rereading.html", context)


def _lacks(context):
    return lacks([one for one, _ in context["pages"]])


def _sheet(procedure):
    return sheet_of(procedure, timezone.localdate())


def _act(request, procedure, context):
    action = request.POST.get("action")
    if action == "reprendre":
        with recording(request.user):
            progress.prepare(procedure)
        messages.success(request, BACK)
        return redirect(address(procedure, "relire"))
    if action not in ("proposer", "publier"):
        return None
    if context["lacks"]:
        names = " ; ".join(f"{one.title.lower()} ({one.words})" for one, _ in context["lacks"])
        raise proposed.NotProposable(f"Avant cela, il manque : {names}.")
    note = words_of(request, "note")
    with recording(request.user):
        progress.release(procedure)
    if action == "publier" and context["publishes"]:
        messages.success(request, READY.format(procedure.title_fr))
        return redirect(f"{reverse('admin:desk_publish')}?part={NATIONAL}")
    pairs = progress.changes_of(procedure, request.user)
    entries = [
        proposed.entry_of(one.diff, one.label, one.diff.kind_label)
        for one in in_words(NATIONAL, pairs, ADDRESSES)
    ]
    proposed.propose(NATIONAL, entries, author=request.user, note=note)
    messages.success(request, PROPOSED)
    return redirect("admin:desk_own_changes")


def _work(request):
    """Return the check that was asked for, or ``None``: it takes seconds, and waits for a press."""
    _, digest = drafts.written(request.user)
    if drafts.draft(rights_of(request)).rule_set is None:
        return None
    if ASKED not in request.GET and not is_checked(digest, timezone.localdate()):
        return None
    return check_of(request.user)


def _problems(request, procedure, work):
    """Return what is wrong with a procedure, as its check found."""
    draft = drafts.draft(rights_of(request))
    if draft.rule_set is None:
        return {"broken": True, **by_entry(_own(draft.problems, procedure))}
    if work is None:
        return {"unchecked": True}
    return by_entry(_own(work.result(), procedure))


def _own(problems, procedure):
    """Return the problems of a procedure and of its persons, but for what the page says already."""
    said = (UNSOURCED, UNTRIED)
    return [one for one in problems if _concerns(one, procedure) and one.kind not in said]


def _concerns(problem, procedure):
    return is_about(problem, procedure) or (
        procedure.key in problem.names or f"« {procedure.key} »" in problem.message
    )
