"""A return to a former edition: who may, what it changes in words, and what it takes out."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace

from django.db.models import ProtectedError

from procedures.engine.errors import InvalidCatalogue
from procedures.engine.values.plain import Plain, PlainDict
from procedures.exchange import load_into_database
from procedures.exchange.putting_back import SHAPES, put_back
from procedures.exchange.snapshots import Entry, take_snapshot
from procedures.models import NATIONAL, Edition
from procedures.models.accounts import Account
from procedures.publishing.content import content_now
from procedures.publishing.editions.planned import UndoableEdition, undoable_editions
from procedures.publishing.editions.stored import parts_that_differ
from procedures.publishing.journal import recording
from procedures.publishing.parts.changes import ORDER, SECTIONS, EntryDiff, changed
from procedures.publishing.parts.items import REST, items_of
from procedures.publishing.parts.merging import put
from procedures.publishing.parts.preparing import Contents, in_names_of, join
from procedures.rights import Rights

from ..addresses import Addresses
from ..versions import version_of
from ..words.change_text import OTHER_ANSWERS, PERHAPS_OTHERS
from .grouping import ChangeInWords, Grouping
from .labels import Labels
from .unpublished import both_sides, read_by_public

HOW = "retour en arrière"
REVERTED = "remis comme publié"
# What people would look for in vain, the gravest first; then the order of every page.
GRAVEST = ("procedures", "documents", "overrides", "notices", "channels", "fees", "sites")
MOST_SHOWN = 200


class NotReverted(Exception):
    """A change stays in the working copy, for the reason in the message."""


def may_restore(rights: Rights, edition: Edition, held: Edition | None) -> bool:
    """Tell whether an account may go back to an edition while ``held`` is in force."""
    only = parts_to_restore(rights, edition, held)
    return only is None or bool(only)


def undoable_edition(rights: Rights, number: str) -> UndoableEdition | None:
    """Return an edition by its number if an account may undo it alone, or ``None``.

    It may not once the same parts were published again.
    """
    found = (
        one
        for one in undoable_editions(rights.publishable_parts)
        if str(one.edition.number) == number
    )
    return next(found, None)


def parts_to_restore(rights: Rights, edition: Edition, held: Edition | None) -> set[str] | None:
    """Return the parts that go back if an account goes back to an edition; ``None`` for all.

    A publisher of the national content goes back as a whole. Another one takes back what they
    publish, whatever others published since.
    """
    # An account that may undo everything is not asked about: comparing editions costs queries.
    if rights.may_publish(NATIONAL):
        return None
    return parts_that_differ(edition, held) & set(rights.publishable_parts)


def may_undo(rights: Rights, changed: Set[str]) -> bool:
    """Tell whether an account may make a restoration that changes these parts."""
    if rights.may_publish(NATIONAL):
        return True
    return bool(changed) and changed <= set(rights.publishable_parts)


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
    held = in_names_of(former, held)
    versions = version_of(held), version_of(former)
    groups: list[tuple[str, list[ChangeInWords]]] = []
    count = unseen = translated = 0
    for code in former:
        was, will = held.get(code) or {}, former[code]
        if was == will:
            continue
        changes, only_translated = _changes(was, will)
        read = read_by_public(changes, {"examples": [*_examples(was), *_examples(will)]})
        words = Grouping(code, *versions, addresses=addresses)
        for title, worded in words.groups(read[: max(MOST_SHOWN - count, 0)]):
            groups.append((title, [_without_study(one) for one in worded]))
        count, unseen = count + len(read), unseen + len(changes) - len(read)
        translated += only_translated
    lost = _lost(one for _, worded in groups for one in worded)
    more = max(count - MOST_SHOWN, 0)
    return GoingBack(tuple(lost), tuple(groups), count, more, unseen, translated)


def lost_work(held: Contents, former: Contents, codes: Iterable[str]) -> list[LostWork]:
    """Return what the working copy of parts would lose with what a return to ``former`` undoes."""
    working = content_now().whole
    found: list[LostWork] = []
    for code in codes:
        wanted = _without_undone(held, former, working, code)
        if wanted is None:
            continue
        labels = Labels(*(join({**working, code: one}) for one in (working[code], wanted)))
        changes, _ = _changes(working[code], wanted)
        found += [LostWork(one.kind, one.kind_label, labels.of(one)) for one in changes]
    return found


def _changes(was: Plain, will: Plain) -> tuple[list[EntryDiff], int]:
    """Return (the changes that are shown one by one, how many entries only change translations)."""
    found = changed(was, will)
    shown = [one for one in found if one.name == ORDER or one.before != one.after]
    return shown, len(found) - len(shown)


def _examples(content: Plain) -> list[PlainDict]:
    return content.get("examples") or []


def _without_study(one: ChangeInWords) -> ChangeInWords:
    """Return a change that does not lead to the study of what changes for people: none is here."""
    return replace(one, effect=f"{PERHAPS_OTHERS}.") if one.effect == OTHER_ANSWERS else one


def _lost(changes: Iterable[ChangeInWords]) -> list[str]:
    """Return the names of entries that go, then of lines and of values of others, each once."""
    found: dict[str, tuple[int, int, int]] = {}
    for one in changes:
        section = one.diff.section
        place = GRAVEST.index(section) if section in GRAVEST else len(GRAVEST)
        rank = place, SECTIONS.index(section)
        if one.diff.kind == "removed":
            found.setdefault(one.label, (0, *rank))
        elif one.diff.kind == "modified":
            for difference in one.differences:
                if difference.lost:
                    gravity = 2 if difference.lost == difference.label else 1
                    found.setdefault(f"{one.label} › {difference.lost}", (gravity, *rank))
    return sorted(found, key=lambda name: found[name])


def take_back(
    undone: Contents, former: Contents, parts: Iterable[str], author: Account
) -> list[str]:
    """Put the working copy of parts back to a former edition, and return the parts that changed.

    ``undone`` is what was in force before the return, ``former`` what is in force since. What
    somebody changed after the undone edition is kept, also where both changed one entry. Raises
    ``InvalidCatalogue``, with nothing changed, if the result is not valid.
    """
    found = []
    with recording(author, how=HOW):
        for code in parts:
            # With the drafts of everybody: what is in preparation stays.
            working = content_now().whole
            wanted = _without_undone(undone, former, working, code)
            if wanted is not None:
                load_into_database(join({**working, code: wanted}), only=code)
                found.append(code)
    return found


def _without_undone(
    undone: Contents, former: Contents, working: Contents, code: str
) -> PlainDict | None:
    """Return a part of the working copy without what a return undoes; ``None`` if it stays."""
    if code not in working or code not in undone or code not in former:
        return None
    since = {one.key for one in changed(undone[code], working[code])}
    wanted = put(undone[code], former[code], working[code], since)
    return wanted if wanted != working[code] else None


def revert(part: str, key: str, mark: str, author: Account) -> None:
    """Put one entry of the working copy back to what the public reads; its row stays the same.

    ``mark`` is that of the change as its author saw it: see ``EntryDiff.mark``. Raises
    ``NotReverted``, with nothing changed.
    """
    with recording(author, how=REVERTED):
        was, now = both_sides(part)[0], content_now().whole.get(part) or {}
        if not was:
            raise NotReverted("Cette partie n'est pas encore publiée.")
        diff = next((one for one in changed(was, now) if one.key == key), None)
        if diff is None or diff.mark != mark:
            raise NotReverted("Ce changement n'est plus le même. Rien n'est remis : relisez-le.")
        if diff.name == ORDER or diff.section == REST:
            raise NotReverted("Remettez l'ordre ou les traductions sur la page de chaque fiche.")
        before = version_of(content_now().whole).problems
        try:
            _put_back(part, diff, was)
        except (InvalidCatalogue, ProtectedError) as error:
            raise NotReverted(
                "Le reste de votre travail en a besoin. Rien n'est remis : changez-le d'abord."
            ) from error
        if set(version_of(content_now().whole).problems) - set(before):
            raise NotReverted(
                "D'autres changements en ont besoin. Rien n'est remis : remettez-les d'abord."
            )


def _put_back(part: str, diff: EntryDiff, was: Plain) -> None:
    place = (part, diff.section, diff.name)
    entries = (one for one in take_snapshot() if (one.part, one.section, one.name) == place)
    standing = next(entries, None) if diff.after is not None else None
    if standing is None and diff.after is not None:
        raise NotReverted("Ce changement n'est plus dans votre travail.")
    row = None
    if standing is not None:
        row = SHAPES[diff.section].model._default_manager.get(pk=standing.row)
    if diff.before is None:
        if row is not None:
            row.delete()
        return
    listed = [one for _, one in items_of(was)[diff.section]]
    number = next(number for number, one in enumerate(listed) if one.content == diff.before)
    texts: dict[str, dict[str, Plain]] = {}
    for (language, path), text in listed[number].texts.items():
        texts.setdefault(language, {})[path] = text
    put_back(Entry(part, diff.section, 0, number, dict(diff.before), texts), row)
