"""What the working copy of a part holds that the public does not see yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from procedures.engine.values.plain import Plain
from procedures.models import EntryChange
from procedures.publishing.content import content_now
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.kept import Kept
from procedures.publishing.parts.changes import ContentChange, changes_between

from ..versions import published_contents

Counted: TypeAlias = dict[str, int]

# One for each state of the working copy and of the edition in force.
_counted: Kept[Counted] = Kept(2)


def unpublished(part: str) -> list[ContentChange]:
    """Return what publishing a part would change, or nothing before its first publication."""
    _, contents = published_contents()
    now = content_now()
    if part not in contents or part not in now.by_part:
        return []
    return changes_between(contents[part], now.by_part[part])


def counted() -> Counted:
    """Return {part: number of changes not yet public}, without the parts that have none.

    It is asked on every page: it is counted again only if somebody wrote or published since. What
    no agent has ever written is not counted: the desk then shows what an import brought.
    """
    last = EntryChange.objects.order_by("pk").values_list("pk", "at").last()
    edition = editions.in_force()
    if last is None or edition is None:
        return {}
    return _counted.get((*last, edition.number, edition.created_at), _count)


def _count() -> Counted:
    _, contents = published_contents()
    by_part = content_now().by_part
    found = {
        code: len(changes_between(content, by_part[code]))
        for code, content in contents.items()
        if code in by_part
    }
    return {code: number for code, number in found.items() if number}


def read_by_public(changes: Iterable[ContentChange], plain: Plain) -> list[ContentChange]:
    """Return those of some changes that the public reads once they are published.

    Publishing takes the persons of trial too, but the public sees those of « Exemples » only.
    """
    told = {one["case"] for one in plain.get("examples") or ()}
    return [one for one in changes if one.section != "cases" or one.name in told]
