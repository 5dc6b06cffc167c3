"""Puts the changes of a part on another state of it, entry by entry; takes some, leaves others.

A change belongs to an entry. Of two works that changed the same entry, who comes last has the last
word on it; everything else is kept from both.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from procedures.engine.values.plain import Plain, PlainDict
from procedures.exchange.limits import part_of_file
from procedures.exchange.uses import NamesOfToday
from procedures.models import NATIONAL

from ..content import compiled
from .changes import ORDER, common, content_of
from .items import DEPARTMENT, REST, Item, Items, entries_of, items_of, part_of_items
from .preparing import Contents, joined


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


# What is left out may be named by something else: a few rounds, then the check says the rest.
ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Dropped:
    """An entry of a part in force, as it was and as it stays; ``after`` is ``None`` if it goes."""

    part: str
    section: str
    before: Plain = field(repr=False)
    after: Plain | None = field(repr=False)


def fitted(candidate: Contents, own: Collection[str]) -> tuple[Contents, list[Dropped]]:
    """Return (a candidate of which every part fits the national one, what was left out).

    ``own`` are the parts being published: their author mends them. It is the same object if all
    fits already, which takes no more than reading the names.
    """
    left: list[Dropped] = []
    for _ in range(ROUNDS):
        places = _places(candidate, own)
        if not places:
            break
        today = NamesOfToday(candidate.get(NATIONAL) or {})
        found = dict(candidate)
        for code, faulty in places.items():
            content = today.of_part(code, candidate[code])
            found[code], gone = _fitted(code, content, faulty, candidate[NATIONAL])
            left += gone
        if found == candidate:
            break
        candidate = found
    return candidate, left


def _places(candidate: Contents, own: Collection[str]) -> dict[str, set[tuple[str, str]]]:
    """Return {part: {(section, name)}} of the entries of other parts that do not compile."""
    places: dict[str, set[tuple[str, str]]] = {}
    for one in compiled(*joined(candidate))[1]:
        code = part_of_file(one.file)
        section, _, rest = one.path.partition(".")
        if not one.blocking or code in own or code == NATIONAL or code not in candidate:
            continue
        if one.file.startswith("departements/"):
            places.setdefault(code, set()).add((section, rest.partition(".")[0]))
    return places


def _fitted(
    code: str, part: Plain, faulty: Collection[tuple[str, str]], national: Plain
) -> tuple[PlainDict, list[Dropped]]:
    kept: Items = {}
    left: list[Dropped] = []
    for section, listed in items_of(part).items():
        kept[section] = []
        for name, item in listed:
            if (section, name) not in faulty or section == DEPARTMENT:
                kept[section].append((name, item))
                continue
            content = _lightened(section, item.content, national)
            left.append(Dropped(code, section, item.content, content))
            if content is not None:
                kept[section].append((name, Item(content, item.texts)))
    return part_of_items(kept, part), left


def _lightened(section: str, entry: Plain, national: Plain) -> PlainDict | None:
    """Return an entry without the names that the nation no longer has, or ``None`` for nothing."""
    procedures = {one["id"] for one in national.get("procedures") or []}
    families = {one.get("family") for one in national.get("procedures") or []}
    documents = {one["id"] for one in national.get("documents") or []}
    found: PlainDict = {**entry}
    if section == "channels" and "for" in entry:
        known = {"procedures": procedures, "families": families}
        purpose = {key: [one for one in v if one in known[key]] for key, v in entry["for"].items()}
        found["for"] = {key: names for key, names in purpose.items() if names}
        if not found["for"]:
            # Without anything that it is for, it would be for everything.
            return None
    for key, known_names in (("families", families), ("handles", {*procedures, *families})):
        if entry.get(key):
            found[key] = [one for one in entry[key] if one in known_names]
            if not found[key]:
                return None
    if section == "overrides":
        if entry["procedure"] not in procedures:
            return None
        if "drop_documents" in entry:
            found["drop_documents"] = [one for one in entry["drop_documents"] if one in documents]
        lines = [_line(one, documents) for one in entry.get("add_documents") or []]
        found["add_documents"] = [one for one in lines if one is not None]
        found = {key: one for key, one in found.items() if one != []}
    # What names something else that is gone, in a condition, cannot be lightened: it goes whole.
    return None if found == entry else found


def _line(line: str | Plain, documents: Collection[str]) -> str | Plain | None:
    """Return a line of papers without those that are gone, or ``None`` if none is left."""
    if isinstance(line, str):
        return line if line in documents else None
    if "one_of" in line:
        names = [one for one in line["one_of"] if one in documents]
        return {**line, "one_of": names} if names else None
    return line if line.get("document") in documents else None
