"""The nightly work on dossiers: old ones are deleted, keys are changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from questionnaire.models import Dossier, Invitation, LoggedAct, Organisation

from . import acts
from .sealing import cipher_of, new_key, rewrapped

# A dossier unopened for so long is of no use to the person; the page says the months.
KEPT = timedelta(days=365)
NOTICE = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Purged:
    """How many rows went."""

    dossiers: int
    acts: int
    invitations: int


def ends_at(dossier: Dossier) -> datetime:
    """Return when a dossier is deleted if it stays unopened."""
    return dossier.opened_at + KEPT


def purge(now: datetime | None = None) -> Purged:
    """Delete the dossiers unopened for twelve months, and what else is too old."""
    now = now or timezone.now()
    old = Dossier.objects.filter(opened_at__lte=now - KEPT).select_related("organisation")
    count = 0
    for dossier in old.iterator():
        with transaction.atomic():
            # Somebody may open it at this very moment: then it stays.
            gone, _models = Dossier.objects.filter(
                pk=dossier.pk, opened_at__lte=now - KEPT
            ).delete()
            if gone:
                card = cipher_of(dossier.organisation).opened(dossier.card, dossier.code)
                acts.note(dossier.organisation, None, acts.DossierAct.EXPIRED, card["reference"])
                count += 1
    return Purged(
        count,
        LoggedAct.objects.filter(at__lte=now - KEPT).delete()[0],
        Invitation.objects.filter(expires_at__lte=now).delete()[0],
    )


def rotate(*, with_organisations: bool) -> int:
    """Wrap every key with the newest key of the server; give new keys too, if asked."""
    count = 0
    for pk in Organisation.objects.values_list("pk", flat=True):
        with transaction.atomic():
            held = Organisation.objects.select_for_update().get(pk=pk)
            if with_organisations:
                _reseal(held)
            else:
                held.wrapped_key = rewrapped(held.wrapped_key)
            held.save(update_fields=["wrapped_key"])
            count += 1
    return count


def _reseal(held: Organisation) -> None:
    """Seal all that an association keeps with a new key; the caller saves the key."""
    before = cipher_of(held)
    held.wrapped_key = new_key()
    after = cipher_of(held)
    for dossier in held.dossiers.select_for_update().iterator():
        card = before.opened(dossier.card, dossier.code)
        content = before.opened(dossier.content, dossier.code)
        dossier.card = after.sealed(card, dossier.code)
        dossier.content = after.sealed(content, dossier.code)
        dossier.reference_digest = after.digest(card["reference"].casefold())
        dossier.save(update_fields=["card", "content", "reference_digest"])
    for act in held.acts.iterator():
        act.sealed = after.sealed(before.opened(act.sealed, acts.OWNER), acts.OWNER)
        act.save(update_fields=["sealed"])
