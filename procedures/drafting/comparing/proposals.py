"""Proposals beside the working copy: what of them still waits, for their authors and publishers."""

from collections.abc import Collection
from dataclasses import dataclass

from procedures.models import ChangeProposal
from procedures.models.accounts import Account
from procedures.publishing.editions.proposed import State, found, mark_of
from procedures.publishing.parts.merging import Met

from .needed import needed
from .own import differing

CHANGED, PUBLISHED, GONE = "changé depuis", "déjà publié", "n'est plus à publier"


@dataclass(frozen=True, slots=True)
class ProposedEntry:
    """A change of a proposal: its name, what it does, and what became of it since."""

    label: str
    kind: str
    since: str


def entries_of(proposal: ChangeProposal) -> list[ProposedEntry]:
    """Return the changes of a proposal, as they are now."""
    listed = differing(proposal.part)
    return [
        ProposedEntry(one["label"], one["kind"], _since(one, listed)) for one in proposal.entries
    ]


def keys_of(proposal: ChangeProposal) -> set[str]:
    """Return the keys of the changes of a proposal that are still to be published."""
    listed = differing(proposal.part)
    return {met.key for one in proposal.entries if (met := _left(one, listed)) is not None}


def aside(proposal: ChangeProposal) -> set[str]:
    """Return the keys of the changes to leave, so that a proposal is published, and no more.

    What it needs goes with it: without that, it would be refused each time that it is taken.
    """
    return {one.key for one in differing(proposal.part)} - keys_of(proposal) - needed_by(proposal)


def needed_by(proposal: ChangeProposal) -> set[str]:
    """Return the keys of the changes without which a proposal cannot be published."""
    return needed(proposal.part, keys_of(proposal))


def proposed_keys(user: Account, part: str) -> set[str]:
    """Return the keys of the changes that an account proposed in a part and that wait."""
    rows = ChangeProposal.objects.filter(author_id=user.pk, part=part, state=State.PROPOSED)
    return {key for row in rows for key in keys_of(row)}


def sent_back_to(user: Account, parts: Collection[str]) -> list[ChangeProposal]:
    """Return what was sent back to an account and is neither proposed again nor gone."""
    rows = ChangeProposal.objects.filter(author_id=user.pk, state=State.SENT_BACK, part__in=parts)
    listed = rows.select_related("answered_by")
    return [one for one in listed if keys_of(one) - proposed_keys(user, one.part)]


def _left(entry: dict[str, str], listed: list[Met]) -> Met | None:
    return None if entry["published"] else found(entry, listed)


def _since(entry: dict[str, str], listed: list[Met]) -> str:
    if entry["published"]:
        return PUBLISHED
    met = found(entry, listed)
    if met is None:
        return GONE
    return "" if mark_of(met) == entry["mark"] else CHANGED
