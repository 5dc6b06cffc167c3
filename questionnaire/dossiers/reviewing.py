"""Reads dossiers again with another edition, and marks those whose answer it changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone, translation

from procedures.publishing.editions.in_memory import CompiledEdition
from questionnaire.models import Dossier, Organisation
from questionnaire.result.records import differences

from .access import LANGUAGE
from .answered import Answered
from .content import DossierCard, card_of, cards_of, content_of, seal
from .sealing import KeyLost, OrganisationCipher, cipher_of

BATCH = 500
# What a page reads again while somebody waits for it: a third of a second at most.
AT_ONCE = 300
WRITTEN = ("card", "content", "reference_digest", "edition")


def review(
    dossier: Dossier, cipher: OrganisationCipher, edition: CompiledEdition, today: date
) -> bool:
    """Read one dossier with an edition; return whether its answer has changed since it was seen.

    The caller saves it. Read twice with the same edition, it stays as it is.
    """
    card, content = card_of(dossier, cipher), content_of(dossier, cipher)
    answered = Answered(edition.rule_set, content, today)
    changes = differences(content.seen_record, answered.record)
    new_card = answered.card(**card.own)
    if changes:
        same = changes == content.changes
        new_card.changed_on = card.changed_on if same else today.isoformat()
    if changes != content.changes:
        content.changes = changes
        seal(dossier, cipher, content=content)
    if new_card != card:
        seal(dossier, cipher, card=new_card)
    dossier.edition = edition.number
    return bool(changes)


def review_all(edition: CompiledEdition, today: date | None = None) -> tuple[int, int]:
    """Review every dossier that another edition was read with: (how many, how many changed).

    Stopped, it goes on later where it was. Two that run at once do the same twice, and no harm.
    """
    today = today or timezone.localdate()
    count = changed = 0
    last = 0
    with translation.override(LANGUAGE):
        while rows := _batch(edition.number, last):
            found = _review_batch(rows, edition, today)
            count, changed, last = count + len(rows), changed + found, rows[-1].pk
    return count, changed


def cards_of_today(
    organisation: Organisation,
    cipher: OrganisationCipher,
    edition: CompiledEdition | None,
    today: date,
) -> list[tuple[Dossier, DossierCard]]:
    """Return every dossier of an association that is looking, with its card as it is today.

    Without an edition, or beyond ``AT_ONCE``, cards stay as they were read: those of which a day
    has passed come first, since only time tells that somebody is late, or no longer is.
    """
    found = list(cards_of(organisation, cipher))
    if edition is None:
        return found
    due = [one for one in found if is_due(*one, edition, today)]
    due.sort(key=lambda one: (not _has_passed(one[1], today), one[0].pk))
    if not due:
        return found
    rows = organisation.dossiers.filter(pk__in=[one.pk for one, _card in due[:AT_ONCE]])
    read = list(rows.select_related("organisation"))
    _review_batch(read, edition, today)
    cards = {one.pk: card_of(one, cipher) for one in read}
    return [(dossier, cards.get(dossier.pk, card)) for dossier, card in found]


def is_due(dossier: Dossier, card: DossierCard, edition: CompiledEdition, today: date) -> bool:
    """Tell whether a card is of another edition, or of another day."""
    return dossier.edition != edition.number or card.read_on != today.isoformat()


def _has_passed(card: DossierCard, today: date) -> bool:
    return not card.read_on or any(one.day < today for one in card.reminders())


def _batch(number: int, after: int) -> list[Dossier]:
    due = Dossier.objects.exclude(edition=number).filter(pk__gt=after).order_by("pk")
    return list(due.select_related("organisation")[:BATCH])


def _review_batch(rows: Sequence[Dossier], edition: CompiledEdition, today: date) -> int:
    changed = 0
    same, written = [], []
    for dossier in rows:
        before = (dossier.saved_at, dossier.card, dossier.content)
        try:
            changed += review(dossier, cipher_of(dossier.organisation), edition, today)
        except KeyLost:
            # A dossier that nothing opens must not keep the others from being read.
            continue
        after = (dossier.saved_at, dossier.card, dossier.content)
        (same if before == after else written).append(dossier)
    with transaction.atomic():
        _keep_what_was_saved_meanwhile(same, written, edition.number)
    return changed


def _keep_what_was_saved_meanwhile(
    same: Sequence[Dossier], written: Sequence[Dossier], number: int
) -> None:
    """Write a batch, but for the dossiers that somebody saved since they were read."""
    read = {one.pk: one.saved_at for one in (*same, *written)}
    held = Dossier.objects.select_for_update().filter(pk__in=read)
    now = dict(held.values_list("pk", "saved_at"))
    unchanged = {pk for pk, moment in now.items() if moment == read[pk]}
    Dossier.objects.filter(pk__in=[one.pk for one in same if one.pk in unchanged]).update(
        edition=number
    )
    Dossier.objects.bulk_update(
        [one for one in written if one.pk in unchanged], WRITTEN, batch_size=BATCH
    )
