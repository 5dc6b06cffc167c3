"""Puts the changes of a part on another state of it, entry by entry; takes some, leaves others.

A change belongs to an entry. Of two works that changed the same entry, who comes last has the last
word on it; everything else is kept from both.
"""

from __future__ import annotations

from collections.abc import Collection

from procedures.engine.values.plain import Plain, PlainDict

from .changes import ORDER, common, content_of
from .items import REST, Item, Items, entries_of, part_of_items


def put(before: Plain, after: Plain, onto: Plain, excluded: Collection[str] = ()) -> PlainDict:
    """Return ``onto`` with what ``after`` changes of ``before``, without the keys ``excluded``.

    The content of an entry is one value, each of its translations another. Where ``onto`` changed
    it too, ``after`` has the last word; but an entry that ``onto`` no longer has stays away.
    """
    was, now, there = (entries_of(side) for side in (before, after, onto))
    found: Items = {}
    for section in dict.fromkeys([*there, *now, *was]):
        old, new, held = (side.get(section, {}) for side in (was, now, there))
        picked = {
            name: held.get(name)
            if f"{section}:{name}" in excluded
            else _put(old.get(name), new.get(name), held.get(name))
            for name in dict.fromkeys([*held, *new])
        }
        moved = common(old, new) != common(new, old) and f"{section}:{ORDER}" not in excluded
        order = _with(list(new), list(held)) if moved else _with(list(held), list(new))
        found[section] = [(name, one) for name in order if (one := picked[name]) is not None]
    languages: PlainDict = {
        language: {} for side in (after, onto) for language in side.get(REST) or {}
    }
    return part_of_items(found, {**after, **onto, REST: languages})


def without(before: Plain, after: Plain, excluded: Collection[str]) -> PlainDict:
    """Return ``after`` with the entries of the keys ``excluded`` as they are in ``before``."""
    return put(before, after, before, excluded)


def _put(old: Item | None, new: Item | None, held: Item | None) -> Item | None:
    """Return an entry that has the change from ``old`` to ``new``; ``None`` for no entry."""
    if old == new:
        return held
    if new is None or held is None:
        return new if old is None else None
    was = old.texts if old else {}
    texts = {path: one for path, one in held.texts.items() if path in new.texts or path not in was}
    texts |= {path: one for path, one in new.texts.items() if was.get(path) != one}
    return Item(held.content if content_of(old) == new.content else new.content, texts)


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
