"""The tasks of an account on the first page: proposals and reviews to answer, sites to look at."""

from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from procedures.drafting.comparing.my_changes import sent_back_to
from procedures.models import NATIONAL, ApprovedHost
from procedures.publishing import hosts
from procedures.publishing.editions import proposed, reviews
from procedures.templatetags.days import full_day

# How long an approval by somebody else is shown.
SHOWN_FOR = timedelta(days=7)


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
