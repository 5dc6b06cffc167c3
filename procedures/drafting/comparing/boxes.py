"""The changes of a part that are taken or left one by one on « Publier », in words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from procedures.engine.values.plain import Plain
from procedures.publishing.parts.changes import ContentChange
from procedures.publishing.parts.cutting import Contents
from procedures.publishing.parts.merging import ORDER, Met, changed
from procedures.publishing.parts.taking import with_what_needs

from ..addresses import Addresses
from ..versions import version_of
from .authors import NoAuthors
from .grouping import Grouping


@dataclass(frozen=True, slots=True)
class TakenChange:
    """A change that is taken or left. ``needs`` says that it stays because another one does.

    ``url`` is the page of its entry, if it has one.
    """

    key: str
    label: str
    kind: str
    taken: bool
    needs: bool
    url: str = ""


def boxes(
    part: str,
    published: Contents,
    working: Plain,
    aside: Collection[str],
    addresses: Addresses,
) -> list[TakenChange]:
    """Return a box for each change of a part; ``aside`` are the keys of those that were left."""
    was = published.get(part) or {}
    left = with_what_needs(was, working, aside)
    versions = version_of(published), version_of({**published, part: working})
    words = Grouping(part, *versions, authors=NoAuthors(), addresses=addresses)
    return [
        _box(one, words, taken=one.key not in left, needs=one.key in left - set(aside))
        for one in changed(was, working)
    ]


def _box(one: Met, words: Grouping, *, taken: bool, needs: bool) -> TakenChange:
    label, kind, url = _told(one, words)
    return TakenChange(one.key, label, kind, taken, needs, url)


def change_made(one: Met) -> ContentChange:
    """Return what is done to an entry from ``base`` to ``ours``."""
    kind = "added" if one.base is None else "removed" if one.ours is None else "modified"
    return ContentChange(kind, one.section, one.name, (), one.base, one.ours)


def names_of(
    mets: Iterable[tuple[str, Met]], before: Contents, after: Contents, addresses: Addresses
) -> list[str]:
    """Return the names of changes of several parts, each once."""
    versions, found = (version_of(before), version_of(after)), dict[str, str]()
    for part, one in mets:
        words = Grouping(part, *versions, authors=NoAuthors(), addresses=addresses)
        found[_told(one, words)[0]] = part
    return list(found)


def _told(one: Met, words: Grouping) -> tuple[str, str, str]:
    """Return (name of the entry, what happens to it, its page)."""
    if one.section == "translations":
        return "des traductions", "modification", ""
    if one.name == ORDER:
        change = ContentChange("modified", one.section, ORDER)
    else:
        change = change_made(one)
    ((_, (told,)),) = words.groups([change])
    label = told.label
    if one.base == one.ours and one.name != ORDER:
        label += " (ses traductions)"
    return label, change.kind_label, told.url
