"""Puts the changes of a part on another state of it, entry by entry; takes some, leaves others.

A change belongs to an entry. Two works on one part meet only where both changed the same entry, and
differently: that is a conflict, and somebody chooses. Everything else is kept from both.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from procedures.engine.values.plain import Plain, PlainDict

from .items import Item, Items, items_of, part_of_items

ORDER = "ordre"

Named: TypeAlias = dict[str, dict[str, Item]]


@dataclass(frozen=True, slots=True)
class Met:
    """An entry as each side has it; ``None`` where it does not exist. ``key`` names it in forms."""

    section: str
    name: str
    base: Any = field(default=None, repr=False)
    ours: Any = field(default=None, repr=False)
    theirs: Any = field(default=None, repr=False)

    @property
    def key(self) -> str:
        return f"{self.section}:{self.name}"


def merged(
    base: Plain, ours: Plain, theirs: Plain, choose: Callable[[Met], Any] | None = None
) -> tuple[PlainDict, list[Met]]:
    """Return (what ``ours`` changed since ``base``, put on ``theirs``; the conflicts).

    Where both changed one entry differently, ``choose(met)`` returns « ours » or « theirs »; if
    there is no choice, the entry is a conflict, and the result has that of ``theirs``.
    """
    was, here, there = (_entries(side) for side in (base, ours, theirs))
    found: Items = {}
    conflicts: list[Met] = []
    for section in dict.fromkeys([*there, *here, *was]):
        b, o, t = (side.get(section, {}) for side in (was, here, there))
        kept = {}
        for name in dict.fromkeys([*t, *o, *b]):
            item, lost = _of_three(section, name, (b.get(name), o.get(name), t.get(name)), choose)
            if item is not None:
                kept[name] = item
            conflicts += lost
        order, is_lost = _order(list(b), list(o), list(t))
        if is_lost and section != "translations":
            met = Met(section, ORDER)
            said = choose(met) if choose else None
            if said is None:
                conflicts.append(met)
            elif said == "ours":
                order = _with(list(o), list(t))
        found[section] = [(name, kept[name]) for name in order if name in kept]
    return part_of_items(found, theirs), conflicts


def changed(before: Plain, after: Plain) -> list[Met]:
    """Return the entries that differ, ``base`` before and ``ours`` after."""
    was, now = _entries(before), _entries(after)
    found = []
    for section in dict.fromkeys([*now, *was]):
        old, new = was.get(section, {}), now.get(section, {})
        found += [
            Met(section, name, _bare(old.get(name)), _bare(new.get(name)))
            for name in dict.fromkeys([*new, *old])
            if old.get(name) != new.get(name)
        ]
        if _common(old, new) != _common(new, old):
            found.append(Met(section, ORDER))
    return found


def without(before: Plain, after: Plain, aside: Collection[str]) -> PlainDict:
    """Return ``after`` with the entries of the keys ``aside`` as they are in ``before``."""
    was, now = _entries(before), _entries(after)
    found: Items = {}
    for section in dict.fromkeys([*now, *was]):
        old, new = was.get(section, {}), now.get(section, {})
        picked = {
            name: old.get(name) if f"{section}:{name}" in aside else new.get(name)
            for name in dict.fromkeys([*new, *old])
        }
        order = _with(list(new), list(old))
        if f"{section}:{ORDER}" in aside:
            order = _with(list(old), list(new))
        found[section] = [(name, one) for name in order if (one := picked[name]) is not None]
    return part_of_items(found, after)


def _of_three(
    section: str,
    name: str,
    sides: tuple[Item | None, Item | None, Item | None],
    choose: Callable[[Met], Any] | None,
) -> tuple[Item | None, list[Met]]:
    """Return an entry made of three, and the conflict if there is one."""
    _, ours, theirs = sides
    content, clash = _value(*(_bare(one) for one in sides))
    texts: dict[tuple[str, str], Any] = {}
    held = [one.texts if one else {} for one in sides]
    for path in dict.fromkeys([*held[2], *held[1]]):
        told, differs = _value(*(one.get(path) for one in held))
        clash = clash or differs
        if told is not None:
            texts[path] = told
    if not clash:
        gone = content is None and section != "translations"
        return (None if gone else Item(content, texts)), []
    met = Met(section, name, *(_bare(one) for one in sides))
    said = choose(met) if choose else None
    if said is None:
        return theirs, [met]
    return (ours if said == "ours" else theirs), []


def _value(base: Any, ours: Any, theirs: Any) -> tuple[Any, bool]:
    """Return (the value that three make, whether two changed it differently)."""
    if ours in (theirs, base):
        return theirs, False
    return ours, theirs != base


def _bare(item: Item | None) -> Any:
    return None if item is None else item.content


def _order(base: list[str], ours: list[str], theirs: list[str]) -> tuple[list[str], bool]:
    """Return (the names in the order that three make, whether both sides moved them)."""
    moved = [_common(base, side) != _common(side, base) for side in (ours, theirs)]
    if not moved[0]:
        return _with(theirs, ours), False
    if not moved[1]:
        return _with(ours, theirs), False
    return _with(theirs, ours), _common(ours, theirs) != _common(theirs, ours)


def _common(one: Iterable[str], other: Iterable[str]) -> list[str]:
    known = set(other)
    return [name for name in one if name in known]


def _with(order: list[str], other: list[str]) -> list[str]:
    """Return an order with the names that only the other has, each behind the one before it."""
    result, known, last = list(order), set(order), -1
    for name in other:
        if name in known:
            last = result.index(name)
        else:
            last += 1
            result.insert(last, name)
            known.add(name)
    return result


def _entries(part: Plain) -> Named:
    return {section: dict(items) for section, items in items_of(part).items()}
