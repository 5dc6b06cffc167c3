"""The planned editions on the desk: what one brings, what becomes of them, cancelling one."""

from datetime import timedelta
from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from procedures.drafting.comparing.grouping import dropped_words, labels_of
from procedures.drafting.comparing.my_changes import sent_back_to
from procedures.drafting.problems.problem_text import sentences, titles_in
from procedures.engine.conditions.words import day_in_full
from procedures.engine.errors import InvalidCatalogue
from procedures.models import NATIONAL, ApprovedHost, Edition
from procedures.publishing import hosts
from procedures.publishing.editions import freezing, in_force, planned, proposed, publisher, reviews
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.freezing import Busy, Unchosen
from procedures.publishing.editions.orders import PLANNED, PUBLISHED
from procedures.publishing.editions.reviews import ReviewNeeded
from procedures.publishing.progress import WorkStage, say
from procedures.rights import rights_now, rights_of
from procedures.templatetags.days import full_day

from ..addresses import ADDRESSES
from ..desk_page import is_small_number, need, page
from ..waiting import CHECK, EFFECTS, RETURN, begin, checking, made, waiting_page
from .comparison import RestorationForm, comparison
from .publication_messages import show_now

# How long an approval by somebody else is shown.
SHOWN_FOR = timedelta(days=7)
REFUSALS = (publisher.NotPublishable, ReviewNeeded, Busy, Unchosen)


def waiting(rights):
    """Return [(sentence, address, words of the link)] of an account's tasks."""
    mine = list(_sent_back(rights)) if rights.editable_parts else []
    if not rights.publishable_parts:
        return mine
    asked = [*mine, *_proposals(rights), *_reviews(rights)]
    return [*asked, *_sites(rights), *_approvals(rights)]


def _sent_back(rights):
    for one in sent_back_to(rights.user, rights.editable_parts):
        day = full_day(one.answered_at)
        text = f"{one.answered_by} vous a renvoyé une proposition le {day} : « {one.word} »"
        yield text, reverse("admin:desk_own_changes"), "Reprendre ces changements"


def _proposals(rights):
    """Yield the proposals of others that wait for the account's answer."""
    for one in proposed.open_in(rights.publishable_parts):
        if one.author_id == rights.user.pk:
            continue
        number = len(one.entries)
        note = f" : « {one.note} »" if one.note else "."
        text = f"{one.author} propose {number} changement{'s' if number > 1 else ''}{note}"
        # It opens taken: its changes alone are ticked, and one link shows the others.
        link = f"{reverse('admin:desk_publish')}?part={one.part}&proposition={one.pk}"
        yield text, link, "Lire et publier"


def _reviews(rights):
    for review in reviews.waiting_for(rights.user):
        if rights.may_publish(review.part):
            day = full_day(review.asked_at)
            text = f"À relire : {review.asked_by} demande votre relecture depuis le {day}."
            yield (
                text,
                f"{reverse('admin:desk_publish')}?part={review.part}",
                "Lire les changements",
            )


def _sites(rights):
    """Yield the new sites that wait for a second person, for who may be that person."""
    for one in hosts.proposals():
        if one.proposed_by_id == rights.user.pk:
            continue
        text = f"Un nouveau site attend votre accord : {one.host}, proposé par {one.proposed_by}."
        if rights.may_publish(NATIONAL):
            link = f"{reverse('admin:procedures_approvedhost_add')}?{urlencode({'host': one.host})}"
            yield text, link, "Regarder ce site"
        elif rights.may_publish(one.part):
            yield text, f"{reverse('admin:desk_publish')}?part={one.part}", "Lire et confirmer"


def _approvals(rights):
    """Yield the sites that others approved in the last days, for those who publish for all."""
    if not rights.may_publish(NATIONAL):
        return
    since = timezone.now() - SHOWN_FOR
    rows = ApprovedHost.objects.filter(approved_at__gte=since, approved_by__isnull=False)
    for row in rows.exclude(approved_by=rights.user.pk).select_related("approved_by"):
        day = full_day(row.approved_at)
        text = f"Site approuvé : {row.host}, par {row.approved_by} le {day}."
        link = reverse("admin:procedures_approvedhost_change", args=[row.pk])
        yield text, link, "Voir ce site"


def planned_context(candidate, edition, *, check=False, chosen=None, cancels=None):
    """Return what becomes of each planned edition if a candidate is published.

    Only ``check``, which takes seconds, finds those that no longer hold with it. ``chosen`` says
    which version stays on the day of a plan that changes the same entry. ``cancels`` is the number
    of the edition that is cancelled by it.
    """
    if check:
        say(WorkStage.PLANNED)
    keep = [number for number, word in (chosen or {}).items() if word == PUBLISHED]
    ahead = {"keep": keep, "check": check, "cancels": cancels}
    found = freezing.ahead(candidate, None, edition, **ahead)
    return {"planned": rows_of(found, candidate, chosen or {}), "planned_checked": check}


def rows_of(found, candidate, chosen):
    """Return what a page says of planned editions that are made again on a candidate."""
    rows, before = {}, candidate
    for step in found:
        one = Edition.objects.get(number=step.number)
        empty = {"edition": one, "before": before, "twice": [], "lost": [], "left": []}
        row = rows.setdefault(one.number, empty)
        row["twice"] += labels_of(step.twice, candidate, step.contents, ADDRESSES)
        row["lost"] += labels_of(step.lost, step.contents, step.contents, ADDRESSES)
        row["left"] += dropped_words(step.left, candidate, step.contents, ADDRESSES)
        row |= {"name": f"prevu-{one.number}", "chosen": chosen.get(one.number)}
        before = step.contents
        row["empty"] = before == row["before"]
        row["problem"] = first_problem(step.problems, one)
    return [*rows.values()]


def chosen_in(request):
    """Return {number of a planned edition: which version stays on its day}, as a form says it."""
    sent = {
        name.removeprefix("prevu-"): value
        for name, value in request.POST.items()
        if name.startswith("prevu-") and value in (PUBLISHED, PLANNED)
    }
    return {int(number): value for number, value in sent.items() if is_small_number(number)}


def first_problem(problems, edition):
    """Return the first problem in words, or nothing.

    What is no longer in the catalogue has the title that the planned edition gives it.
    """
    if not problems:
        return ""
    (words,) = sentences(problems[:1], titles_in(editions.contents_of(edition)))
    return words


def refusal_of(error):
    """Return why something is refused that would leave a catalogue, or a plan, that is wrong."""
    held = editions.contents_of(editions.in_force_now())
    (words,) = sentences(error.problems[:1], titles_in(held))
    return f"Rien n'est changé : {words}"


def with_planned(stages):
    """Return the stages of a work that also looks at what is planned, if anything is."""
    return (*stages, WorkStage.PLANNED) if editions.of_state(in_force.PLANNED) else stages


def may_cancel(rights, edition):
    """Tell whether an account may cancel an edition; a national publisher always may."""
    if rights.may_publish(NATIONAL):
        return True
    # What it changes may be published already: it is still theirs.
    codes = {part.code for part in planned.parts_of(planned.first_of(edition))}
    return bool(codes) and codes <= set(rights.publishable_parts)


def planned_page(site, request, number):
    """Show what a planned edition changes on its day, compared with what is due before it."""
    rights = rights_of(request)
    need(rights.parts)
    edition = get_object_or_404(Edition.objects.exclude(takes_effect_on=None), number=number)
    asked, title = bool(request.GET.get("etude")), "Ce qui est prévu"
    work = begin(
        request.user.pk,
        ("planned", number, asked),
        lambda: _comparison(request, edition),
        EFFECTS if asked else CHECK,
    )
    if not work.finished:
        return waiting_page(site, request, title, work)
    state = editions.states()[number]
    context = {"title": title, "planned": edition, "state": state, **work.result()}
    context["may_cancel"] = state == in_force.PLANNED and may_cancel(rights, edition)
    return page(site, request, "admin/publication/planned_page.html", context)


def _comparison(request, edition):
    """Return the same context as « Publier », for the parts that an edition changes."""
    before = editions.contents_of(edition.based_on)
    codes = [part.code for part in planned.parts_of(edition)]
    about = {"day": edition.takes_effect_on, "check": False}
    contents = editions.contents_of(edition)
    return comparison(request, codes, edition.based_on, before, contents, **about)


def cancel_page(site, request, number):
    """Cancel a planned edition, after a confirmation."""
    edition = get_object_or_404(Edition, number=number)
    need(may_cancel(rights_of(request), edition))
    form = RestorationForm(request.POST or None)
    context = {"title": "Annuler une édition prévue", "form": form, "planned": edition}
    if request.method == "POST" and form.is_valid():
        waits = checking(
            site,
            request,
            context["title"],
            ("cancelling", number, editions.in_force_now()),
            lambda: planned.check_cancel(number),
            RETURN,
            REFUSALS,
        )
        if waits:
            return waits
        try:
            work = made(request, partial(_cancel, request, edition, form), RETURN)
            if not work.finished:
                return waiting_page(site, request, context["title"], work)
            work.result()
        except InvalidCatalogue as error:
            context["refusal"] = refusal_of(error)
        except REFUSALS as error:
            context["refusal"] = str(error)
        else:
            day = day_in_full(edition.takes_effect_on)
            text = f"L'édition {edition.label}, prévue le {day}, est annulée."
            messages.success(request, text)
            return redirect("admin:procedures_edition_changelist")
    state, held = editions.states()[number], editions.in_force_now()
    may_be_cancelled = state in (in_force.PLANNED, in_force.SUSPENDED)
    context |= {"state": state, "may_be_cancelled": may_be_cancelled}
    if may_be_cancelled:
        others = planned_context(editions.contents_of(held), held, cancels=number)["planned"]
        context["others"] = [one for one in others if one["lost"]]
    return page(site, request, "admin/publication/cancel.html", context)


def _cancel(request, edition, form):
    planned.cancel(
        edition.number,
        author=request.user,
        note=form.cleaned_data["note"],
        permitted=lambda: may_cancel(rights_now(request), edition),
    )
    show_now()
