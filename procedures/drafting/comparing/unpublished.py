"""What the working copy holds that the public does not see yet, and what it has no more."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, TypeAlias

from procedures.engine.proofs.rules_of import Place
from procedures.engine.values.plain import Plain
from procedures.exchange.limits import part_of_file
from procedures.models import EntryChange
from procedures.publishing.content import content_now
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.kept import Kept
from procedures.publishing.parts.changes import EntryDiff, changed, changed_lines
from procedures.publishing.parts.items import owner_of

from ..measures.coming import Turn, coming
from ..versions import published, published_contents
from ..words.announced import SECTION as NOTICES
from ..words.change_text import UNSEEN_SECTIONS

Counted: TypeAlias = dict[str, int]

# What no page of the public shows.
UNREAD = (*UNSEEN_SECTIONS, "inquiries")
# The values by which a line of an entry is known, whatever else it says.
NAMES = ("id", "key", "document", "one_of", "fee", "value")
# One for each state of the working copy and of the edition in force.
_counted: Kept[Counted] = Kept(2)


def both_sides(part: str) -> tuple[Plain, Plain]:
    """Return a part as the public reads it and as it is written; twice the same if it is new."""
    _, contents = published_contents()
    working = content_now().by_part
    if part not in contents or part not in working:
        return {}, {}
    return contents[part], working[part]


def differing(part: str) -> list[EntryDiff]:
    """Return the entries of a part that the public does not see as they are written."""
    return changed(*both_sides(part))


def unpublished(part: str) -> list[EntryDiff]:
    """Return what publishing a part would change, or nothing before its first publication."""
    return changed_lines(*both_sides(part))


def counted() -> Counted:
    """Return {part: number of changes not yet public}, without the parts that have none.

    It is asked on every page: it is counted again only if somebody wrote or published since. What
    no agent has ever written is not counted: the desk then shows what an import brought.
    """
    last = EntryChange.objects.order_by("pk").values_list("pk", "at").last()
    edition = editions.in_force_now()
    if last is None or edition is None:
        return {}
    return _counted.get((*last, edition.number, edition.created_at), _count)


def _count() -> Counted:
    _, contents = published_contents()
    found = {code: len(unpublished(code)) for code in contents}
    return {code: number for code, number in found.items() if number}


def read_by_public(changes: Iterable[EntryDiff], plain: Plain) -> list[EntryDiff]:
    """Return those of some changes that the public reads once they are published.

    Publishing takes the persons of trial too, but the public sees those of « Exemples » only.
    """
    shown = {one["case"] for one in plain.get("examples") or ()}
    return [one for one in changes if one.section != "cases" or one.name in shown]


def still_coming(parts: Collection[str], today: date) -> list[tuple[date, list[Turn]]]:
    """Return [(day, what changes)] of what was taken out of some parts and is still public."""
    version = published()
    gone = {part: found for part in set(parts) & set(counted()) if (found := _gone(part))}
    if not gone or version is None or version.rule_set is None:
        return []
    days = [
        (
            day,
            [
                one
                for one in turns
                if _entry_of(one.place) in gone.get(part_of_file(one.place.file), ())
            ],
        )
        for day, turns in coming(version.rule_set, today)
    ]
    return [(day, turns) for day, turns in days if turns]


def _gone(part: str) -> set[tuple[str, str]]:
    """Return (section, name) of what is public in a part and not written any more."""
    return {(one.section, one.name) for one in differing(part) if one.kind == "removed"}


def _entry_of(place: Place) -> tuple[str, str]:
    """Return (section, name) of the entry in which a rule is written."""
    section, name, _ = owner_of(place.file, place.path)
    return section, name


def withdrawn(part: str) -> frozenset[str]:
    """Return marks of what is public in a part and not written any more: entries, and their lines.

    Of two moments, the marks that only the later one has are what was taken out in between; what
    was never published has no mark.
    """
    return frozenset(
        f"{one.section}:{mark}"
        for one in differing(part)
        if one.section not in UNREAD and one.before is not None
        for mark in (
            [_text(one.before)] if one.after is None else _lost(one.before, one.after, one.name)
        )
    )


def withdrawn_notices(part: str) -> dict[str, Plain]:
    """Return {mark: announcement as the public has it} for those that are taken out of a part."""
    return {
        f"{NOTICES}:{_text(one.before)}": one.before
        for one in differing(part)
        if one.section == NOTICES and one.kind == "removed"
    }


def _lost(was: Any, now: Any, where: str) -> Iterator[str]:
    """Yield a mark for each line of the lists of an entry that is gone."""
    if isinstance(was, dict):
        kept = now if isinstance(now, dict) else {}
        for key, value in was.items():
            yield from _lost(value, kept.get(key), f"{where}.{key}")
    elif isinstance(was, list):
        lines = now if isinstance(now, list) else []
        left = {_name(one): one for one in lines}
        for one in was:
            if _name(one) not in left:
                yield f"{where}.{_name(one)}"
            else:
                yield from _lost(one, left[_name(one)], f"{where}.{_name(one)}")
        # A line without a name may have been changed before it was taken out.
        yield from (f"{where} -{count}" for count in range(len(was) - len(lines)))


def _name(line: Any) -> str:
    if isinstance(line, dict):
        return next((_text(line[key]) for key in NAMES if line.get(key)), _text(line))
    return _text(line)


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
