"""The desk's own pages: the check of the catalogue, a restoration."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.html import format_html

from procedures.drafting.background import check_of
from procedures.drafting.comparing.restore import (
    going_back,
    lost_work,
    may_restore,
    may_undo,
    parts_to_restore,
    take_back,
    undoable_edition,
)
from procedures.drafting.problems.titles import mend
from procedures.drafting.team import publishers_of
from procedures.engine.errors import InvalidCatalogue
from procedures.models import NATIONAL, Edition, Step
from procedures.publishing.departments import part_name
from procedures.publishing.editions import publisher
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.planned import undoable_editions
from procedures.rights import rights_now, rights_of

from .addresses import ADDRESSES
from .desk_page import by_entry, need, page, visible_problems
from .publication.comparison import TAKE_BACK, ReturnForm
from .publication.planning import REFUSALS, planned_context, refusal_of
from .publication.publication_messages import show_now
from .waiting import RETURN, checking, made, under_way, waiting_page

CHANGED = "Une autre édition est en vigueur depuis. Relisez ce qui change, puis confirmez."
NOT_TAKEN = (
    "Votre travail n'a pas changé : sans ces changements, ce que vous avez écrit depuis ne serait "
    "plus juste. Retirez-les vous-même."
)
TAKEN = "Ces changements sont retirés de votre travail aussi."


def check_page(site, request):
    """Show every problem that the account may see, the blocking ones first. POST mends one."""
    rights = rights_of(request)
    need(rights.parts)
    if request.method == "POST":
        _mend(request, rights)
        return redirect("admin:desk_check")
    work, title = check_of(request.user), "Vérifier le catalogue"
    if not work.finished:
        return waiting_page(site, request, title, work)
    visible = visible_problems(work.result(), rights)
    context = {"title": title, **by_entry(visible, rights)}
    return page(site, request, "admin/desk/check.html", context)


def _mend(request, rights):
    need(rights.may_edit(NATIONAL, Step))
    step = mend(request.POST.get("corriger", ""), request.user)
    if step is None:
        messages.warning(request, "Rien n'est changé : ce constat n'est plus le même.")
    else:
        text = "Les deux bouts du délai sont échangés. C'est à publier."
        link = format_html(' <a href="{}">Relire la démarche</a>', ADDRESSES.of(step.procedure))
        messages.success(request, format_html("{}{}", text, link))


def restore_page(site, request, number):
    """Put a former edition in force again, after a confirmation."""
    edition = get_object_or_404(Edition, number=number)
    rights = rights_of(request)
    need(rights.publishable_parts)
    # An act that was begun asked for itself: once it is done, nothing is left to go back on.
    begun = request.method == "POST" and under_way(request)
    form = ReturnForm(request.POST or None)
    context = {"title": "Remettre une édition en vigueur", "form": form, "edition": edition}
    held = editions.in_force_now()
    undo, allowed = _asked(request, edition, held)
    if not begun and not allowed:
        return _refused(site, request, edition, held)
    only = undo.parts if undo else parts_to_restore(rights, edition, held)
    shown = request.POST.get("en_vigueur", _number(held))
    if shown != _number(held) and not begun:
        context["refusal"] = CHANGED
    elif request.method == "POST" and form.is_valid():
        waits = checking(
            site,
            request,
            context["title"],
            ("restoring", number, held, frozenset(only or ())),
            lambda: publisher.check_restore(number, only),
            RETURN,
            REFUSALS,
        )
        if waits:
            return waits
        try:
            act = partial(_restored, request, edition, form.cleaned_data, shown, held, only)
            work = made(request, act, RETURN)
            if not work.finished:
                return waiting_page(site, request, context["title"], work)
            restored, tell_work = work.result()
        except InvalidCatalogue as error:
            context["refusal"] = refusal_of(error)
        except REFUSALS as error:
            context["refusal"] = str(error)
        else:
            text = f"L'édition {restored.number} est en vigueur : elle reprend la {edition.number}"
            if only:
                names = ", ".join(sorted(map(part_name, only)))
                text += f" pour {names}. Ce que d'autres ont publié depuis n'a pas changé"
            messages.success(request, f"{text}.")
            tell_work(request)
            return redirect("admin:procedures_edition_changelist")
    context |= _what_changes(request, edition, undo, only)
    return page(site, request, "admin/desk/restore.html", context)


def _what_changes(request, edition, undo, only):
    """Return what the page says of a return of some parts, or of all."""
    held = editions.in_force_now()
    public = editions.contents_of(held)
    former = publisher.contents_after_restore(editions.contents_of(edition), only, public)
    found = {**planned_context(former, held), "held": held, "only": only, "undo": undo}
    if only is None:
        found["apart"] = undoable_editions(editions.parts_that_differ(edition, held))
    found["was_seen"] = editions.was_in_force(edition.number)
    if held and found["was_seen"]:
        found["since"] = editions.shown_since(edition, held)
        found["return"] = going_back(public, former, ADDRESSES)
        found["lost_work"] = lost_work(public, former, _mine(request, edition, held, only))
    return found


def _asked(request, edition, held):
    """Return (the publication that alone is taken back or ``None``, whether the account may)."""
    rights, undone = rights_of(request), request.GET.get("defaire", "")
    if not undone:
        return None, may_restore(rights, edition, held)
    undo = undoable_edition(rights, undone)
    return undo, bool(undo and undo.former == edition)


def _refused(site, request, edition, held):
    """Say why an account may not go back, and who may."""
    undone = request.GET.get("defaire", "")
    others = editions.parts_that_differ(edition, held)
    if undone:
        # What was published on top of it by those who publish the same part.
        others = set(rights_of(request).publishable_parts)
    context = {"title": "Revenir en arrière", "undone": undone, "edition": edition}
    context["others"] = sorted(map(part_name, others))
    context["whom"] = publishers_of(others)
    answer = page(site, request, "admin/desk/not_restored.html", context)
    answer.status_code = 403
    return answer


def _mine(request, edition, held, only):
    """Return the parts that the return changes and the account may write."""
    rights = rights_now(request)
    back = editions.parts_that_differ(edition, held)
    return [one for one in (back if only is None else back & only) if rights.may_edit(one)]


def _number(edition):
    return str(edition.number if edition else "")


def _restored(request, edition, chosen, shown, held, only):
    """Return the new edition, and what tells how the working copy is.

    ``held`` was in force when the act was asked for; ``shown`` is the number of the one whose
    differences of the page.
    """

    def allow(changed):
        if not may_undo(rights_now(request), changed):
            return False
        if _number(editions.in_force_now()) != shown:
            raise publisher.NotPublishable(CHANGED)
        return True

    note = chosen["note"]
    about = {"author": request.user, "note": note, "only": only}
    restored = publisher.restore(edition.number, allow=allow, **about)
    show_now()
    if chosen["work"] != TAKE_BACK:
        return restored, lambda _: None
    mine = _mine(request, edition, held, only)
    return restored, _take_back(request.user, held, edition, mine)


def _take_back(user, held, edition, parts):
    contents = [editions.contents_of(one) for one in (held, edition)]
    try:
        taken = take_back(*contents, parts, user)
    except InvalidCatalogue:
        return partial(messages.warning, message=NOT_TAKEN)
    return partial(messages.success, message=TAKEN) if taken else lambda _: None
