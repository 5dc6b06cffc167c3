"""Proposals to who publishes a part: made, withdrawn, sent back, and published of themselves.

A proposal locks nothing: it names changes of the working copy, which are found again by what they
say, else by their names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeAlias

from django.db import transaction
from django.utils import timezone

from procedures.engine.values.plain import Plain
from procedures.models import ChangeProposal, Edition
from procedures.models.accounts import Account
from procedures.security import events

from ..content import content_now
from ..parts.changes import EntryDiff, changed
from . import stored as editions

State = ChangeProposal.State
Named: TypeAlias = Mapping[str, Any]


class NotProposable(Exception):
    """The act on a proposal is refused for the reason in the message."""


def entry_of(diff: EntryDiff, label: str, kind: str) -> dict[str, Any]:
    """Return a change as a proposal stores it, with the words that name it."""
    named = {"section": diff.section, "name": diff.name, "mark": diff.mark}
    return {**named, "label": label, "kind": kind, "published": False}


def found(entry: Named, listed: Iterable[EntryDiff]) -> EntryDiff | None:
    """Return the change that an entry of a proposal names, or ``None`` if it is no longer there."""
    same = [one for one in listed if one.section == entry["section"]]
    by_name = next((one for one in same if one.name == entry["name"]), None)
    return by_name or next((one for one in same if one.mark == entry["mark"]), None)


def propose(
    part: str, entries: Collection[Named], *, author: Account, note: str = ""
) -> ChangeProposal:
    """Propose changes of a part to who publishes it."""
    if not entries:
        raise NotProposable("Rien n'est proposé : cochez au moins un changement.")
    with transaction.atomic():
        fields = {"part": part, "author": author, "note": note.strip()}
        row = ChangeProposal.objects.create(entries=list(entries), **fields)
        _note(events.Kind.CHANGES_PROPOSED, row, author)
    return row


def withdraw(number: int, *, author: Account) -> ChangeProposal:
    """Take back a proposal, open or sent back. Only its author may."""
    with transaction.atomic():
        row = _locked(number, (State.PROPOSED, State.SENT_BACK))
        if row.author_id != author.pk:
            raise NotProposable(
                "Seule la personne qui a proposé ces changements peut les reprendre."
            )
        row.state = State.WITHDRAWN
        row.save(update_fields=["state"])
        _note(events.Kind.CHANGES_WITHDRAWN, row, author)
    return row


def send_back(
    number: int, *, part: str, by: Account, word: str, only: Collection[int] | None = None
) -> ChangeProposal:
    """Send a proposal of a part back to its author with a word that says why.

    ``only`` are the places of the changes that go back; the others go on waiting for an answer.
    """
    if not word.strip():
        raise NotProposable("Dites pourquoi vous renvoyez cette proposition : écrivez un mot.")
    with transaction.atomic():
        row = _locked(number, (State.PROPOSED,), part=part)
        if only is not None:
            row = _cut_out(row, set(only))
        row.state, row.word = State.SENT_BACK, word.strip()
        row.answered_by, row.answered_at = by, timezone.now()
        row.save()
        _note(events.Kind.CHANGES_SENT_BACK, row, by)
    return row


def _cut_out(row: ChangeProposal, places: set[int]) -> ChangeProposal:
    """Return a proposal of the entries at some places, taken out of another one, not saved yet."""
    gone = [one for place, one in enumerate(row.entries) if place in places]
    left = [one for place, one in enumerate(row.entries) if place not in places]
    if not gone:
        raise NotProposable("Rien n'est renvoyé : cochez au moins un changement.")
    if not left:
        return row
    row.entries = left
    row.save(update_fields=["entries"])
    about = {"part": row.part, "author": row.author, "note": row.note}
    return ChangeProposal(entries=gone, proposed_at=row.proposed_at, **about)


def open_in(parts: Collection[str]) -> list[ChangeProposal]:
    """Return the proposals that wait for an answer in these parts, the oldest first."""
    rows = ChangeProposal.objects.filter(state=State.PROPOSED, part__in=parts)
    return list(rows.select_related("author").order_by("proposed_at", "pk"))


def mark_published(edition: Edition, base: Edition | None) -> None:
    """Mark what an edition publishes of the open proposals, and the proposals that it completes.

    A proposal is published once something of it is, and nothing of it is left to publish. Call it
    with the lock of the editions held.
    """
    if base is None:
        return
    codes = editions.parts_that_differ(edition, base)
    open_ones = ChangeProposal.objects.filter(state=State.PROPOSED, part__in=codes)
    rows = list(open_ones.select_for_update())
    if not rows:
        return
    before, after = editions.contents_of(base), editions.contents_of(edition)
    working = content_now().by_part
    for row in rows:
        if row.part in before and row.part in after and row.part in working:
            states = before[row.part], after[row.part], working[row.part]
            _mark(row, edition, *states)


def _mark(
    row: ChangeProposal, edition: Edition, before: Plain, after: Plain, working: Plain
) -> None:
    waiting, taken, left = changed(before, working), changed(before, after), changed(after, working)
    published = False
    for entry in row.entries:
        wanted, got = found(entry, waiting), found(entry, taken)
        if wanted is not None and got is not None and wanted.mark == got.mark:
            entry["published"] = published = True
    if not published:
        return
    if not any(found(one, left) for one in row.entries if not one["published"]):
        row.state, row.edition = State.PUBLISHED, edition
        row.answered_by, row.answered_at = edition.author, timezone.now()
    row.save()


def _locked(number: int, states: Collection[str], **about: str) -> ChangeProposal:
    rows = ChangeProposal.objects.select_for_update().filter(pk=number, state__in=states, **about)
    row = rows.first()
    if row is None:
        raise NotProposable("Cette proposition n'attend plus : quelqu'un y a peut-être répondu.")
    return row


def _note(kind: events.Kind, row: ChangeProposal, account: Account) -> None:
    number = len(row.entries)
    words = f"{number} changement{'s' if number > 1 else ''}"
    events.record(kind, account, about=words, parts=[row.part])
