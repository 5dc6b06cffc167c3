"""« Mes changements »: what an account changed and the public does not see, and its proposals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from procedures.engine.values.plain import Plain
from procedures.models import ChangeProposal, EntryChange
from procedures.models.accounts import Account
from procedures.publishing.content import content_now
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.kept import Kept
from procedures.publishing.editions.proposed import State, found
from procedures.publishing.parts.changes import ORDER, EntryDiff, translated
from procedures.publishing.parts.items import owner_of
from procedures.publishing.parts.preparing import drafts_of, title_of

from ..addresses import Addresses
from ..versions import own_drafts, published_contents, version_of
from .grouping import ChangeInWords, Grouping
from .unpublished import both_sides, counted, differing

CHANGED, PUBLISHED, GONE = "changé depuis", "déjà publié", "n'est plus à publier"
# Every page of who does not publish says the number: one for each account and state.
_numbers: Kept[int] = Kept(64)


@dataclass(frozen=True, slots=True)
class ProposedEntry:
    """A change of a proposal: its name, what it does, and what became of it since."""

    label: str
    kind: str
    since: str


def written_by(user: Account, part: str) -> list[tuple[EntryDiff, datetime]]:
    """Return (change, moment) of what the journal knows an account to have changed in a part."""
    diffs = differing(part) if user.pk else []
    rows = _rows_of(user, part) if diffs else {}
    moments = ((one, _moment(one, rows.get((one.section, one.name), []), user)) for one in diffs)
    return [(one, moment) for one, moment in moments if moment is not None]


def count(user: Account, parts: Collection[str]) -> int:
    """Return how many changes of an account are not public yet, in some parts."""
    concerned = sorted(set(counted()) & set(parts))
    last = EntryChange.objects.order_by("pk").values_list("pk", "at").last()
    edition = editions.in_force_now()
    if not concerned or last is None or edition is None:
        return 0
    key = (user.pk, *last, edition.number, edition.created_at, *concerned)
    return _numbers.get(key, lambda: sum(len(written_by(user, one)) for one in concerned))


def in_words(
    part: str, diffs: Iterable[tuple[EntryDiff, datetime]], addresses: Addresses
) -> list[ChangeInWords]:
    """Return changes of a part in words, each with its translations and its moment."""
    pairs = list(diffs)
    if not pairs:
        return []
    _, published = published_contents()
    was, now = both_sides(part)
    versions = version_of(published), version_of({**published, part: now})
    words = Grouping(part, *versions, addresses=addresses)
    texts = defaultdict(list)
    for one in translated(was, now):
        _, file, path = one.name.split(" : ", 2)
        texts[owner_of(file, path)[:2]].append(words.word(one))
    found = []
    for diff, at in pairs:
        worded = words.word(diff)
        more = texts[diff.section, diff.name] if diff.kind == "modified" else ()
        rows = (row for one in more for row in one.differences)
        found.append(replace(worded, moment=at, differences=(*worded.differences, *rows)))
    return found


def prepared(user: Account, part: str) -> list[str]:
    """Return the titles of what an account prepares in a part: none of it is published."""
    now = content_now()
    own = own_drafts(user, now).get(part, set())
    drafts = drafts_of(now.whole[part]).items()
    return [title_of(entry) or "sans titre" for key, entry in drafts if key in own]


def _rows_of(user: Account, part: str) -> dict[tuple[str, str], list[EntryChange]]:
    """Return the rows of the journal about what an account touched, the newest first."""
    rows = EntryChange.objects.filter(part=part)
    touched = set(rows.filter(author_id=user.pk).values_list("section", "name").distinct())
    sections, names = {one for one, _ in touched}, {one for _, one in touched}
    found = defaultdict(list)
    for row in rows.filter(section__in=sections, name__in=names).order_by("-at", "-pk"):
        found[row.section, row.name].append(row)
    return found


def _moment(diff: EntryDiff, rows: list[EntryChange], user: Account) -> datetime | None:
    """Return when an account last touched a change, ``None`` if others made it.

    The change begins with the row that left what is published. Of translations alone, the journal
    does not say where the change begins: who touched it last made it.
    """
    for row in rows:
        if row.author_id == user.pk:
            return row.at
        before, after = _entry(row.before), _entry(row.after)
        if diff.name != ORDER and (diff.before == diff.after or before == diff.before != after):
            return None
    return None


def _entry(state: Plain | None) -> Plain | None:
    return state.get("entry") if state else None


def entries_of(proposal: ChangeProposal) -> list[ProposedEntry]:
    """Return the changes of a proposal, as they are now."""
    diffs = differing(proposal.part)
    return [
        ProposedEntry(one["label"], one["kind"], _since(one, diffs)) for one in proposal.entries
    ]


def _since(entry: dict[str, str], diffs: list[EntryDiff]) -> str:
    if entry["published"]:
        return PUBLISHED
    diff = found(entry, diffs)
    if diff is None:
        return GONE
    return "" if diff.mark == entry["mark"] else CHANGED


def keys_of(proposal: ChangeProposal) -> set[str]:
    """Return the keys of the changes of a proposal that are still to be published."""
    diffs = differing(proposal.part)
    waiting = (found(one, diffs) for one in proposal.entries if not one["published"])
    return {one.key for one in waiting if one is not None}


def excluded_by(proposal: ChangeProposal) -> set[str]:
    """Return the keys of the changes to leave, so that a proposal is published, and no more."""
    return {one.key for one in differing(proposal.part)} - keys_of(proposal)


def proposed_keys(user: Account, part: str) -> set[str]:
    """Return the keys of the changes that an account proposed in a part and that wait."""
    rows = ChangeProposal.objects.filter(author_id=user.pk, part=part, state=State.PROPOSED)
    return {key for row in rows for key in keys_of(row)}


def sent_back_to(user: Account, parts: Collection[str]) -> list[ChangeProposal]:
    """Return what was sent back to an account and is neither proposed again nor gone."""
    rows = ChangeProposal.objects.filter(author_id=user.pk, state=State.SENT_BACK, part__in=parts)
    listed = rows.select_related("answered_by")
    return [one for one in listed if keys_of(one) - proposed_keys(user, one.part)]
