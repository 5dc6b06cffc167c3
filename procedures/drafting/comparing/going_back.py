"""What a return to an edition changes, in words: for the public, and in the working copy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from procedures.engine.values.plain import Plain, PlainDict
from procedures.publishing.content import content_now
from procedures.publishing.parts import cutting as parts
from procedures.publishing.parts.changes import SECTIONS, ContentChange
from procedures.publishing.parts.cutting import Contents
from procedures.publishing.parts.merging import ORDER, changed

from ..addresses import Addresses
from ..versions import version_of
from ..words.change_text import OTHER_ANSWERS, PERHAPS_OTHERS
from .authors import NoAuthors
from .boxes import change_made
from .grouping import ChangeInWords, Grouping
from .labels import Labels
from .taking_back import without_undone
from .unpublished import read_by_public

# What people would look for in vain, the gravest first; then the order of every page.
GRAVEST = ("procedures", "documents", "overrides", "notices", "channels", "fees", "sites")
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class GoingBack:
    """``lost`` are the names of what the public will no longer read, the gravest first.

    ``groups`` are all the changes that it reads, as « Publier » shows them, ``more`` the number of
    those that are not shown. ``unseen`` is the number of those that it never reads, ``translated``
    that of the entries of which the translations alone change.
    """

    lost: tuple[str, ...]
    groups: tuple[tuple[str, list[ChangeInWords]], ...]
    count: int
    more: int
    unseen: int
    translated: int


@dataclass(frozen=True, slots=True)
class LostWork:
    """A change that would go out of the working copy: what is done to its entry, and its name."""

    kind: str
    kind_label: str
    label: str


def going_back(held: Contents, former: Contents, addresses: Addresses) -> GoingBack:
    """Return what changes for the public if ``former`` is in force again in place of ``held``."""
    held = parts.in_names_of(former, held)
    before, after = version_of(held), version_of(former)
    groups: list[tuple[str, list[ChangeInWords]]] = []
    count = unseen = translated = 0
    for code in former:
        was, will = held.get(code) or {}, former[code]
        if was == will:
            continue
        changes, only_translated = _changes(was, will)
        read = read_by_public(changes, {"examples": [*_examples(was), *_examples(will)]})
        words = Grouping(code, before, after, authors=NoAuthors(), addresses=addresses)
        for title, listed in words.groups(read[: max(MOST_SHOWN - count, 0)]):
            groups.append((title, [_without_study(one) for one in listed]))
        count, unseen = count + len(read), unseen + len(changes) - len(read)
        translated += only_translated
    lost = _lost(one for _, listed in groups for one in listed)
    more = max(count - MOST_SHOWN, 0)
    return GoingBack(tuple(lost), tuple(groups), count, more, unseen, translated)


def lost_work(held: Contents, former: Contents, codes: Iterable[str]) -> list[LostWork]:
    """Return what the working copy of parts would lose with what a return to ``former`` undoes."""
    working = content_now().whole
    found: list[LostWork] = []
    for code in codes:
        wanted = without_undone(held, former, working, code)
        if wanted is None:
            continue
        labels = Labels(*(parts.join({**working, code: one}) for one in (working[code], wanted)))
        changes, _ = _changes(working[code], wanted)
        found += [LostWork(one.kind, one.kind_label, labels.of(one)) for one in changes]
    return found


def _changes(was: Plain, will: Plain) -> tuple[list[ContentChange], int]:
    """Return (the changes that are told one by one, how many entries only change translations)."""
    mets = changed(was, will)
    told = [one for one in mets if one.base != one.ours and one.section != "translations"]
    orders = [ContentChange("modified", one.section, ORDER) for one in mets if one.name == ORDER]
    return [*map(change_made, told), *orders], len(mets) - len(told) - len(orders)


def _examples(content: Plain) -> list[PlainDict]:
    return content.get("examples") or []


def _without_study(one: ChangeInWords) -> ChangeInWords:
    """Return a change that does not lead to the study of what changes for people: none is here."""
    return replace(one, effect=f"{PERHAPS_OTHERS}.") if one.effect == OTHER_ANSWERS else one


def _lost(told: Iterable[ChangeInWords]) -> list[str]:
    """Return the names of entries that go, then of lines and of values of others, each once."""
    found: dict[str, tuple[int, int, int]] = {}
    for one in told:
        section = one.change.section
        place = GRAVEST.index(section) if section in GRAVEST else len(GRAVEST)
        rank = place, SECTIONS.index(section)
        if one.change.kind == "removed":
            found.setdefault(one.label, (0, *rank))
        elif one.change.kind == "modified":
            for difference in one.differences:
                if difference.lost:
                    gravity = 2 if difference.lost == difference.label else 1
                    found.setdefault(f"{one.label} › {difference.lost}", (gravity, *rank))
    return sorted(found, key=lambda name: found[name])
