"""Plain data: walking it, and its one canonical form.

Both ways in (files, database) end in the canonical form, so that the same catalogue is the same
plain data whatever the file's layout, and whatever order a database gives back a JSON object in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, TypeAlias

from procedures.engine.schema.shapes import entry_line_name, item_name
from procedures.engine.schema.texts import text_hash
from procedures.engine.values.department import WEEKDAYS
from procedures.engine.values.plain import Plain, PlainDict

from .keys import Block, Children, Codes, Flag, Hours, Key, Listed, Shape, Text, flat
from .shapes import DEPARTMENT, DOCUMENT_ENTRY, LISTS, QUESTION

Rank: TypeAlias = Mapping[str, int]  # The place of a key of a structured value.

# Keys of structured values, in the order in which they are written. Facts come first: derived
# ones, then the questions in the order of asking.
WORDS = (
    *("text", "status", "not", "any", "all", "fact", "years", "months", "days", "from", "to"),
    *("procedures", "procedures_any_of", "also", "possible", "shown", "not_procedures"),
    *("of", "documents", "include", "exclude", "channel", "window", "costs", "total"),
    *("questions_at_most", *WEEKDAYS),
)


def file_of(section: str, entry: Plain) -> str:
    """The name of the file that holds an entry of one of the lists."""
    if section == "procedures":
        return f"procedures/{entry.get('family')}.yaml"
    if section == "cases":
        return f"cases/{entry.get('file')}.yaml"
    return f"{section}.yaml"


def order_of_case(case: Plain) -> tuple[str, str]:
    """Where a case stands: by file, and in a file the national ones first."""
    return file_of("cases", case), str(case.get("department") or "")


def entries_of(plain: Plain) -> Iterator[tuple[str, Shape, str, PlainDict]]:
    """Yield (file, shape, path, entry) of every entry that is not inside another."""
    for section, shape in LISTS.items():
        for index, entry in enumerate(_dicts(plain.get(section))):
            yield file_of(section, entry), shape, item_name(entry, index), entry
    for key, questions in _pairs(plain.get("inquiries")):
        for index, entry in enumerate(_dicts(questions)):
            yield f"enquetes/{key}.yaml", QUESTION, item_name(entry, index), entry
    for code, entry in _pairs(plain.get("departments")):
        if isinstance(entry, dict):
            yield f"departements/{code}.yaml", DEPARTMENT, "", entry


def children_of(key: Children, entry: Plain) -> Iterator[tuple[str, PlainDict]]:
    """Yield (name in paths, child) of the children that an entry has under one key."""
    items = entry.get(key.name)
    items = items if isinstance(items, list) else []
    children = [{key.bare: item} if key.bare and isinstance(item, str) else item for item in items]
    for name, child in zip(child_names(key.shape, children), children, strict=True):
        if isinstance(child, dict):
            yield name, child


def child_names(shape: Shape, children: Sequence[Any]) -> list[str]:
    """Name the entries of a list for paths: by what tells them apart, else by their position."""
    names: dict[str, int] = {}
    return [
        entry_line_name(child, names)
        if shape is DOCUMENT_ENTRY and _names_documents(child)
        else item_name(child, index)
        for index, child in enumerate(children)
    ]


def _names_documents(entry: object) -> bool:
    found = isinstance(entry, dict) and (entry.get("one_of") or [entry.get("document")])
    return isinstance(found, list) and all(isinstance(one, str) for one in found)


def texts_of(shape: Shape, entry: PlainDict, path: str) -> Iterator[tuple[PlainDict, str, str]]:
    """Yield (mapping that holds it, its key, its path) of every text that an entry has."""
    for key, holder, where in flat(shape.keys, entry, path):
        found = holder.get(key.name)
        if isinstance(key, Children):
            for name, child in children_of(key, holder):
                yield from texts_of(key.shape, child, f"{where}.{name}")
        elif isinstance(key, Text) and (
            isinstance(found, str) or (isinstance(found, dict) and "fr" in found)
        ):
            yield holder, key.name, where


def split_texts(plain: PlainDict) -> list[tuple[str, str, str]]:
    """Leave the French in place, and move the other languages to ``translations``.

    Return the (language, file, path) that were there already.
    """
    twice = []
    translations = plain.setdefault("translations", {})
    for file, shape, path, entry in entries_of(plain):
        for holder, key, where in texts_of(shape, entry, path):
            if isinstance(holder[key], str) or not isinstance(holder[key]["fr"], str):
                continue
            french = holder[key].pop("fr")
            for language, text in holder[key].items():
                paths = translations.setdefault(language, {}).setdefault(file, {})
                if where in paths:
                    twice.append((language, file, where))
                paths[where] = {"text": text, "status": "machine", "of": text_hash(french)}
            holder[key] = french
    return twice


def canonical(plain: Plain) -> PlainDict:
    """Return a copy in which the order of keys is fixed, and what says nothing is left out."""
    rank = _rank(plain)
    result: PlainDict = {}
    for section, shape in LISTS.items():
        entries = plain.get(section) or []
        if section == "procedures":  # One file after the other.
            entries = sorted(entries, key=lambda entry: file_of(section, entry))
        elif section == "cases":
            entries = sorted(entries, key=order_of_case)
        result[section] = [_entry(shape.keys, entry, rank) for entry in entries]
    result["inquiries"] = {
        key: [_entry(QUESTION.keys, entry, rank) for entry in questions]
        for key, questions in sorted(_pairs(plain.get("inquiries")))
    }
    result["departments"] = {
        code: _entry(DEPARTMENT.keys, entry, rank)
        for code, entry in sorted(_pairs(plain.get("departments")))
    }
    result["translations"] = _translations(result, plain.get("translations") or {}, rank)
    return result


def _rank(plain: Plain) -> dict[str, int]:
    facts = [
        entry.get("key")
        for section in (plain.get("derived_facts"), plain.get("questions"))
        for entry in _dicts(section)
    ]
    return {name: place for place, name in enumerate([*facts, *WORDS]) if isinstance(name, str)}


def _entry(keys: Iterable[Key], entry: Any, rank: Rank) -> Any:
    if not isinstance(entry, dict):
        return deepcopy(entry)
    result, left = {}, {**entry}
    for key in keys:
        if key.name in entry:
            found = _key(key, left.pop(key.name), rank)
            if not _says_nothing(key, found):
                result[key.name] = found
    # What the format does not have stays, to be refused by its name.
    return result | deepcopy(left) if left else result


def _key(key: Key, found: Any, rank: Rank) -> Any:
    if isinstance(key, Block):
        return _entry(key.keys, found, rank)
    if isinstance(key, Children) and isinstance(found, list):
        return [_child(key, item, rank) for item in found]
    if isinstance(found, float) and found.is_integer():
        return int(found)
    return _ordered(found, rank)


def _child(key: Children, item: Any, rank: Rank) -> Any:
    entry = _entry(key.shape.keys, item, rank)
    return entry[key.bare] if key.bare and list(entry) == [key.bare] else entry


def _ordered(value: Any, rank: Rank) -> Any:
    if isinstance(value, list):
        return [_ordered(item, rank) for item in value]
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: (rank.get(name, len(rank)), name))
        return {name: _ordered(value[name], rank) for name in names}
    return value


def _says_nothing(key: Key, value: object) -> bool:
    if isinstance(key, Flag):
        return value is False
    return isinstance(key, (Block, Children, Codes, Hours, Listed)) and value in ([], {})


def _translations(
    plain: Plain, translations: Mapping[str, Mapping[str, Plain]], rank: Rank
) -> PlainDict:
    """The translations in the order of the texts; those of no known text come last."""
    order: dict[tuple[str, str], int] = {}
    for file, shape, path, entry in entries_of(plain):
        for _, _, where in texts_of(shape, entry, path):
            order[file, where] = len(order)

    def place(file: str) -> Callable[[str], tuple[int, str]]:
        return lambda path: (order.get((file, path), len(order)), path)

    return {
        language: {
            file: {
                path: _ordered(files[file][path], rank)
                for path in sorted(files[file], key=place(file))
            }
            for file in sorted(files)
            if files[file]
        }
        for language, files in sorted(translations.items())
        if any(files.values())
    }


def without_lost_translations(plain: PlainDict) -> PlainDict:
    """Leave out the translations of no known text: there is nowhere to keep them."""
    known = {
        (file, where)
        for file, shape, path, entry in entries_of(plain)
        for _, _, where in texts_of(shape, entry, path)
    }
    translations = {
        language: {
            file: {path: one for path, one in paths.items() if (file, path) in known}
            for file, paths in files.items()
        }
        for language, files in plain["translations"].items()
    }
    return canonical(plain | {"translations": translations})


def _dicts(items: object) -> list[PlainDict]:
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _pairs(mapping: object) -> list[tuple[str, Any]]:
    return list(mapping.items()) if isinstance(mapping, dict) else []
