"""The planned editions on the desk: what becomes of them, choosing for one, cancelling one."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from procedures.drafting.comparing.conflicts import NoAuthors, told_conflicts, told_orphans
from procedures.engine.conditions.words import day_in_full
from procedures.engine.errors import InvalidCatalogue
from procedures.models import NATIONAL, Edition
from procedures.publishing.content import content_now
from procedures.publishing.editions import (
    freezing,
    in_force,
    planned,
    publisher,
)
from procedures.publishing.editions import (
    stored as editions,
)
from procedures.publishing.editions.freezing import Busy
from procedures.publishing.editions.orphaned import PUT_BACK
from procedures.publishing.editions.rebasing import PLANNED, PUBLISHED
from procedures.publishing.editions.reviews import ReviewNeeded
from procedures.publishing.progress import WorkStage, say
from procedures.rights import rights_now, rights_of

from ..addresses import ADDRESSES
from ..desk_page import by_entry, need, page
from ..waiting import CHECK, EFFECTS, PUBLICATION, RETURN, begin, made, rehearsed, waiting_page
from .comparison import comparison
from .forms import RestorationForm
from .publication_messages import first_problem, show_now, tell, tell_waiting

OTHER_SENTENCE = (
    "Vos autres changements restent prévus. Écrivez maintenant la nouvelle phrase, puis "
    "publiez-la à la date voulue."
)
REFUSALS = (publisher.NotPublishable, ReviewNeeded, Busy)
# What a form says of a conflict, besides the two of ``rebasing``.
OTHER = "autre"


def planned_context(candidate, edition, *, check=False, **act):
    """Return what becomes of each planned edition if a candidate is published.

    Only ``check``, which takes seconds, finds those that will no longer hold with it. ``act`` may
    say which edition is confirmed or cancelled by it.
    """
    if check:
        say(WorkStage.PLANNED)
    listed = {one.number: one for one in editions.of_state(in_force.PLANNED)}
    held = {one.number for one in editions.of_state(in_force.SUSPENDED)}
    rows = []
    for step in freezing.ahead(candidate, None, edition, check=check, **act):
        if step.number in listed and step.number not in held:
            clashes = told_conflicts(step.conflicts, candidate, candidate, ADDRESSES)
            one = listed[step.number]
            problem = first_problem(step.problems, one)
            rows.append({"edition": one, "conflicts": clashes, "problem": problem})
    return {"planned": rows, "planned_checked": check}


def with_planned(stages):
    """Return the stages of a work that also looks at what is planned, if anything is."""
    return (*stages, WorkStage.PLANNED) if editions.of_state(in_force.PLANNED) else stages


def days_with_part(part):
    """Return the days when what is planned changes a part, each once.

    The working copy may hold these changes.
    """
    found = [
        one.takes_effect_on
        for one in editions.of_state(in_force.PLANNED)
        if part in {changed.code for changed in planned.parts_of(one)}
    ]
    return list(dict.fromkeys(found))


def may_confirm(rights, edition):
    """Tell whether an account may publish every part that a planned edition changes."""
    codes = {part.code for part in planned.parts_of(edition)}
    return bool(codes) and codes <= set(rights.publishable_parts)


def may_cancel(rights, edition):
    """Tell whether an account may cancel an edition; a national publisher always may."""
    return rights.may_publish(NATIONAL) or may_confirm(rights, edition)


def confirm_page(site, request, number):
    """Ask what the public must read on the day of a planned edition. POST keeps its day."""
    edition = get_object_or_404(Edition, number=number)
    need(may_confirm(rights_of(request), edition))
    form = RestorationForm(request.POST or None, initial={"note": edition.note})
    context = {"title": "Choisir pour une édition prévue", "form": form, "planned": edition}
    picked = _picked(request, edition)
    if request.method == "POST" and form.is_valid():
        choices = {key: PUBLISHED if one == OTHER else one for key, one in picked.items()}
        waits = _confirmation_waits(site, request, edition, choices)
        if waits:
            return waits
        try:
            act = partial(_confirmed, request, edition, form.cleaned_data["note"], choices)
            work = made(request, act, PUBLICATION)
            if not work.finished:
                return waiting_page(site, request, context["title"], work)
            publication = work.result()
        except InvalidCatalogue as error:
            context |= {"refused": True, **by_entry(error.problems)}
        except planned.Unchosen as error:
            missing = {one.key for one in error.conflicts}
            context |= {"refusal": str(error), "missing": missing}
        except REFUSALS as error:
            context |= {"refusal": str(error)}
        else:
            tell(request, publication)
            if OTHER in request.POST.values():
                messages.info(request, OTHER_SENTENCE)
            return redirect("admin:procedures_edition_changelist")
    key = ("confirm", number, content_now().digest, editions.in_force(), *sorted(picked.items()))
    asked = bool(request.GET.get("etude"))
    work = begin(
        request.user.pk,
        (*key, asked),
        lambda: _comparison(request, edition, picked),
        EFFECTS if asked else CHECK,
    )
    if not work.finished and request.method == "GET":
        return waiting_page(site, request, context["title"], work)
    shown = work.result()
    return page(site, request, "admin/publication/confirm.html", shown | context)


def _confirmed(request, edition, note, choices):
    publication = planned.confirm(
        edition.number,
        author=request.user,
        note=note,
        choices=choices,
        permitted=lambda: may_confirm(rights_now(request), edition),
    )
    show_now()
    return publication


def _confirmation_waits(site, request, edition, choices):
    return rehearsed(
        site,
        request,
        "Choisir pour une édition prévue",
        ("confirming", edition.number, editions.in_force(), *sorted(choices.items())),
        lambda: planned.rehearse_confirmation(edition.number, choices),
        PUBLICATION,
        (*REFUSALS, planned.Unchosen),
    )


def cancel_page(site, request, number):
    """Cancel a planned edition, after a confirmation."""
    edition = get_object_or_404(Edition, number=number)
    need(may_cancel(rights_of(request), edition))
    form = RestorationForm(request.POST or None)
    context = {"title": "Annuler une édition prévue", "form": form, "planned": edition}
    held = editions.in_force()
    ahead = planned_context(editions.contents_of(held), held, cancels=number)["planned"]
    others = [one for one in ahead if one["edition"] != edition and one["conflicts"]]
    if request.method == "POST" and form.is_valid():
        waits = rehearsed(
            site,
            request,
            context["title"],
            ("cancelling", number, held),
            lambda: planned.rehearse_cancelling(number),
            RETURN,
            REFUSALS,
        )
        if waits:
            return waits
        try:
            before = [one for one in editions.of_state(in_force.PLANNED) if one != edition]
            work = made(request, partial(_cancelled, request, edition, form, before), RETURN)
            if not work.finished:
                return waiting_page(site, request, context["title"], work)
            before = work.result()
        except publisher.NotPublishable as error:
            context |= {"refusal": str(error)}
        else:
            day = day_in_full(edition.takes_effect_on)
            text = f"L'édition {edition.label}, prévue le {day}, est annulée."
            messages.success(request, text)
            tell_waiting(request, before)
            return redirect("admin:procedures_edition_changelist")
    state = editions.states()[number]
    context |= {
        "others": others,
        "state": state,
        "may_be_cancelled": state in (in_force.PLANNED, in_force.SUSPENDED),
    }
    return page(site, request, "admin/publication/cancel.html", context)


def _cancelled(request, edition, form, before):
    """Return the other editions that were planned before, as they were when it was asked for."""
    planned.cancel(
        edition.number,
        author=request.user,
        note=form.cleaned_data["note"],
        permitted=lambda: may_cancel(rights_now(request), edition),
    )
    show_now()
    return before


def _picked(request, edition):
    """Return {key of a conflict: what the form says of it}."""
    if request.method != "POST":
        # Finding what is to be chosen takes long.
        return {}
    known = (*planned.conflicts_of(edition), *planned.orphans_of(edition))
    sent = {one.key: request.POST.get(f"choix-{one.key}") for one in known}
    said = (PUBLISHED, PLANNED, OTHER, PUT_BACK)
    return {key: one for key, one in sent.items() if one in said}


def _comparison(request, edition, picked):
    """Return the same context as « Publier », for the parts that the edition changes."""
    day = planned.day_of_confirmation(edition)
    base = editions.in_force_on(day)
    contents = editions.contents_of(base)
    _, conflicts = planned.build_of(edition, contents)
    candidate, _ = planned.build_of(edition, contents, picked)
    own = editions.contents_of(edition)
    codes = [part.code for part in planned.parts_of(edition)]
    state = editions.states()[edition.number]
    shown = comparison(request, codes, base, contents, candidate, authors=NoAuthors(), day=day)
    orphans = planned.orphans_of(edition)
    if not shown["blocking"]:
        # What a word of it names may be another thing: it holds as it is.
        orphans = [one for one in orphans if one.key in picked]
    told = told_conflicts(conflicts, contents, own, ADDRESSES), told_orphans(orphans, contents, own)
    return {
        **shown,
        "conflicts": list(map(partial(_row, picked), told[0])),
        "orphans": list(map(partial(_row, picked), told[1])),
        "day": day,
        "state": state,
        "may_be_confirmed": state == in_force.SUSPENDED,
    }


def _row(picked, told):
    """Return what the page shows of a choice."""
    return {"told": told, "name": f"choix-{told.key}", "picked": picked.get(told.key)}
