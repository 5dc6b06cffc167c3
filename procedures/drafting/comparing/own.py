"""« Mes changements »: what an account changed in the working copy and the public does not see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from procedures.engine.values.plain import Plain
from procedures.models import EntryChange
from procedures.models.accounts import Account
from procedures.publishing.content import content_now
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.kept import Kept
from procedures.publishing.editions.proposed import mark_of
from procedures.publishing.parts.changes import ContentChange, changes_between
from procedures.publishing.parts.items import DEPARTMENT, owner_of
from procedures.publishing.parts.merging import ORDER, Met, changed

from ..addresses import Addresses
from ..versions import published_contents, version_of
from .authors import NoAuthors
from .grouping import ChangeInWords, Grouping
from .unpublished import counted

Rows: TypeAlias = dict[tuple[str, str], list[EntryChange]]
# Every page of who does not publish says the number: one for each account and state.
_numbers: Kept[int] = Kept(64)


@dataclass(frozen=True, slots=True)
class OwnChange:
    """A change that an account made, in words, and the last moment when it did."""

    met: Met
    told: ChangeInWords
    at: datetime

    @property
    def key(self) -> str:
        return self.met.key

    @property
    def mark(self) -> str:
        return mark_of(self.met)


def differing(part: str) -> list[Met]:
    """Return the entries of a part that the public does not see as they are written."""
    _, contents = published_contents()
    working = content_now().by_part
    if part not in contents or part not in working:
        return []
    return changed(contents[part], working[part])


def written_by(user: Account, part: str) -> list[tuple[Met, datetime]]:
    """Return (change, moment) of what the journal knows an account to have changed in a part."""
    mets = differing(part) if user.pk else []
    rows = _rows_of(user, part) if mets else {}
    found = []
    for met in mets:
        name = part if met.section == DEPARTMENT else met.name
        moment = _moment(met, rows.get((met.section, name), []), user)
        if moment is not None:
            found.append((met, moment))
    return found


def count(user: Account, parts: Collection[str]) -> int:
    """Return how many changes of an account are not public yet, in some parts."""
    concerned = sorted(set(counted()) & set(parts))
    last = EntryChange.objects.order_by("pk").values_list("pk", "at").last()
    edition = editions.in_force()
    if not concerned or last is None or edition is None:
        return 0
    key = (user.pk, *last, edition.number, edition.created_at, *concerned)
    return _numbers.get(key, lambda: sum(_count(user, one) for one in concerned))


def _count(user: Account, part: str) -> int:
    return len(written_by(user, part))


def in_words(
    part: str, listed: Iterable[tuple[Met, datetime]], addresses: Addresses
) -> list[OwnChange]:
    """Return changes of a part in words, translations of the same entry with it."""
    pairs = list(listed)
    if not pairs:
        return []
    _, published = published_contents()
    was, now = published[part], content_now().by_part[part]
    versions = version_of(published), version_of({**published, part: now})
    words = Grouping(part, *versions, authors=NoAuthors(), addresses=addresses)
    texts = _texts(was, now)
    return [OwnChange(met, _told(met, words, texts), at) for met, at in pairs]


def _rows_of(user: Account, part: str) -> Rows:
    """Return the rows of the journal about what an account touched, the newest first."""
    rows = EntryChange.objects.filter(part=part)
    touched = set(rows.filter(author_id=user.pk).values_list("section", "name").distinct())
    sections, names = {one for one, _ in touched}, {one for _, one in touched}
    found: Rows = defaultdict(list)
    for row in rows.filter(section__in=sections, name__in=names).order_by("-at", "-pk"):
        found[row.section, row.name].append(row)
    return found


def _moment(met: Met, rows: list[EntryChange], user: Account) -> datetime | None:
    """Return when an account last touched a change, ``None`` if others made it.

    The change begins with the row that left what is published. Of translations alone, the journal
    does not tell where the change begins: whoever touched it last made it.
    """
    for row in rows:
        if row.author_id == user.pk:
            return row.at
        before, after = _entry(row.before), _entry(row.after)
        if met.name != ORDER and (met.base == met.ours or before == met.base != after):
            return None
    return None


def _entry(state: Plain | None) -> Plain | None:
    return state.get("entry") if state else None


def _texts(was: Plain, now: Plain) -> dict[tuple[str, str], list[ContentChange]]:
    """Return {(section, name): changes of its translations}."""
    found = defaultdict(list)
    for change in changes_between(was, now):
        if change.section == "translations":
            _, file, path = change.name.split(" : ", 2)
            section, name, _ = owner_of(file, path)
            found[section, name].append(change)
    return found


def _told(
    met: Met,
    words: Grouping,
    texts: dict[tuple[str, str], list[ContentChange]],
) -> ChangeInWords:
    kind = "added" if met.base is None else "removed" if met.ours is None else "modified"
    if met.name == ORDER:
        kind = "modified"
    change = ContentChange(kind, met.section, met.name, (), met.base, met.ours)
    ((_, (told,)),) = words.groups([change])
    if kind != "modified":
        return told
    more = [
        one for _, group in words.groups(texts.get((met.section, met.name), ())) for one in group
    ]
    return replace(
        told,
        label=told.label + (" (ses traductions)" if more and met.base == met.ours else ""),
        differences=(*told.differences, *(row for one in more for row in one.differences)),
    )
