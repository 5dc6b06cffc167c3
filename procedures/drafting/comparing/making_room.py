"""What made room for a procedure that passes elsewhere: it goes back with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from procedures.engine.values.plain import Plain
from procedures.models import EntryChange, Procedure
from procedures.models.accounts import Account
from procedures.publishing.parts.changes import ContentChange
from procedures.publishing.parts.merging import Met, changed
from procedures.publishing.parts.taking import with_what_it_needs, with_what_needs

from ..changing.ranks import last_rank
from ..words.ranks import Orders, makes_room

SECTION = "procedures"


def with_what_made_room(was: Plain, now: Plain, key: str, author: Account) -> list[Met]:
    """Return a change of a part, and those that go back with it: they changed by their rank alone.

    They made room for it, or have the rank that it left and were last changed by who puts it back.
    """
    listed = {one.key: one for one in changed(was, now)}
    orders = [Orders.of(SECTION, side.get(SECTION) or []) for side in (was, now)]
    around = with_what_it_needs(was, now, {key}) | with_what_needs(was, now, {key})
    return [
        one
        for one in listed.values()
        if one.key == key
        or (
            one.key in around
            and _only_ranks(one)
            and (makes_room(SECTION, one.base, one.ours, *orders) or _is_of(author, one))
        )
    ]


def only_room(was: Plain, now: Plain) -> set[str]:
    """Return the keys of what only made room for another one of a part: it is told with that one.

    Nothing if no other one moved: what made room then is told alone.
    """
    listed = [one for one in changed(was, now) if one.section == SECTION]
    orders = [Orders.of(SECTION, side.get(SECTION) or []) for side in (was, now)]
    ranked = [one for one in listed if one.base is None or _rank(one.base) != _rank(one.ours)]
    room = {
        one.key
        for one in ranked
        if _only_ranks(one) and makes_room(SECTION, one.base, one.ours, *orders)
    }
    return room if len(room) < len(ranked) else set()


def without_room(changes: list[ContentChange], was: Plain, now: Plain) -> list[ContentChange]:
    """Return the changes of a part without what only made room for another one of them.

    It is asked on every page: the orders are read only if ranks changed.
    """
    if not any("rank" in one.details for one in changes):
        return changes
    room = only_room(was, now)
    return [one for one in changes if f"{one.section}:{one.name}" not in room]


def free_ranks(mets: Iterable[Met]) -> None:
    """Give far ranks to procedures that are about to take back their own: no two have the same."""
    rows = Procedure.objects.filter(key__in=[one.name for one in mets if one.section == SECTION])
    for row in rows:
        Procedure.objects.filter(pk=row.pk).update(rank=last_rank(row))


def _only_ranks(one: Met) -> bool:
    if one.section != SECTION or one.base is None or one.ours is None:
        return False
    sides: list[dict[str, Any]] = [{**side, "rank": 0} for side in (one.base, one.ours)]
    return sides[0] == sides[1]


def _rank(entry: Any) -> Any:
    return entry.get("rank") if isinstance(entry, dict) else None


def _is_of(author: Account, one: Met) -> bool:
    rows = EntryChange.objects.filter(section=SECTION, name=one.name)
    last = rows.values_list("author_id", flat=True).first()
    return bool(author.pk) and last == author.pk
