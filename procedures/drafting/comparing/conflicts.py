"""Words what a planned edition and a later publication both changed, for somebody to choose."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from procedures.models.accounts import Account
from procedures.publishing.editions.orphaned import Orphan
from procedures.publishing.editions.rebasing import Conflict
from procedures.publishing.parts.changes import ContentChange
from procedures.publishing.parts.cutting import Contents
from procedures.publishing.parts.merging import Met

from ..addresses import Addresses
from ..versions import version_of
from .authors import Authors
from .grouping import Grouping, MarkedChange
from .labels import Labels


@dataclass(frozen=True, slots=True)
class ToldConflict:
    """An entry that both changed: its name, and each value as published and as planned."""

    key: str
    label: str
    url: str
    differences: tuple[MarkedChange, ...]
    # What the planned edition does where there is nothing to lay side by side.
    planned: str = ""
    # The names of what was removed since: the entry itself, or those that it names.
    gone: tuple[str, ...] = ()
    # Whether who may settle it may put back what it names.
    comes_back: bool = True


class NoAuthors(Authors):
    """No authors: the changes of a frozen edition are not attributed one by one."""

    def __init__(self) -> None:
        pass

    def of(self, change: ContentChange) -> tuple[Account, datetime] | None:
        return None


def told_conflicts(
    conflicts: Iterable[Conflict], published: Contents, planned: Contents, addresses: Addresses
) -> list[ToldConflict]:
    """Return conflicts in words; both contents are whole, by part."""
    listed = list(conflicts)
    if not listed:
        return []
    versions = version_of(published), version_of(planned)
    return [_told(one, published, versions, addresses) for one in listed]


def _told(
    one: Conflict, published: Contents, versions: tuple[Any, Any], addresses: Addresses
) -> ToldConflict:
    if one.met.section == "translations":
        return ToldConflict(one.key, "des traductions", "", ())
    grouping = Grouping(one.part, *versions, authors=NoAuthors(), addresses=addresses)
    change = change_of(one.met)
    ((_, (told,)),) = grouping.groups([change])
    if change.kind == "added":
        return ToldConflict(one.key, told.label, told.url, (), gone=(told.label,))
    # Nothing is laid side by side of an entry that only made room.
    otherwise = "" if told.differences else told.effect
    planned = "Ce qui était prévu le retire." if change.kind == "removed" else otherwise
    return ToldConflict(one.key, told.label, told.url, told.differences, planned)


def told_orphans(
    orphans: Iterable[Orphan], published: Contents, planned: Contents
) -> list[ToldConflict]:
    """Return changes that name what was removed since, in words, with what was removed."""
    listed = list(orphans)
    if not listed:
        return []
    before, after = version_of(published), version_of(planned)
    labels = Labels(before.plain, after.plain)

    def label(met: Met) -> str:
        kind = "modified" if met.ours else "removed"
        return labels.of(ContentChange(kind, met.section, met.name, (), met.base, met.ours))

    own = {one.part for one in listed}
    return [
        ToldConflict(
            *(one.key, label(one.met), "", ()),
            gone=tuple(label(lost.met) for lost in one.gone),
            comes_back=all(lost.part in own for lost in one.gone),
        )
        for one in listed
    ]


def change_of(met: Met) -> ContentChange:
    """Return the change from what is published of an entry to what was planned for it."""
    before, after = met.theirs, met.ours
    kind = "modified" if before and after else "removed" if before else "added"
    return ContentChange(kind, met.section, met.name, (), before, after)
