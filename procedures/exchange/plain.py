"""Walks plain data, and gives it its one canonical form.

Files and the database both end in the canonical form. The same catalogue is therefore the same
plain data, whatever the layout of the files, and in whatever order the database returns a JSON
object.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, TypeAlias

from procedures.engine.files import file_of
from procedures.engine.schema.shapes import entry_line_name, item_name, join
from procedures.engine.schema.texts import text_hash
from procedures.engine.values.department import NOTE, WEEKDAYS
from procedures.engine.values.plain import Plain, PlainDict

from .columns import Block, Children, Codes, Contrary, Flag, Hours, Key, Listed, Shape, Text, flat
from .shapes import DEPARTMENT, DOCUMENT_ENTRY, LISTS, QUESTION

# The order in which the keys of structured values are written. Facts come before these words:
# derived facts, then questions in the order of asking.
WORDS = (
    *("text", "status", "not", "any", "all", "fact", "years", "months", "days", "from", "to"),
    *("procedures", "procedures_any_of", "also", "possible", "shown", "not_procedures"),
    *("of", "documents", "include", "exclude", "channel", "window", "costs", "total"),
    *("questions_at_most", *WEEKDAYS, NOTE),
)


def order_of_case(case: Plain) -> tuple[str, str]:
    """Return the sort key of a case: by file, the national cases first in each file."""
    return file_of("cases", case), str(case.get("department") or "")


def entries_of(plain: Plain) -> Iterator[tuple[str, Shape, str, PlainDict]]:
    """Yield (file, shape, path, entry) for each entry that is not inside another entry."""
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
    """Yield (name in paths, child) for each child that an entry has under one key."""
    items = entry.get(key.name)
    items = items if isinstance(items, list) else []
    children = [{key.bare: item} if key.bare and isinstance(item, str) else item for item in items]
    for name, child in zip(child_names(key.shape, children), children, strict=True):
        if isinstance(child, dict):
            yield name, child


def child_names(shape: Shape, children: Sequence[Any]) -> list[str]:
    """Return the names of a list's entries in paths: their identity, else their position."""
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
    """Yield (mapping, key in it, path) for each translatable text of an entry."""
    for key, holder, where in flat(shape.keys, entry, path):
        found = holder.get(key.name)
        if isinstance(key, Children):
            for name, child in children_of(key, holder):
                yield from texts_of(key.shape, child, f"{where}.{name}")
        elif isinstance(key, Hours) and isinstance(found, dict) and NOTE in found:
            if isinstance(found[NOTE], str) or "fr" in found[NOTE]:
                yield found, NOTE, where
        elif isinstance(key, Text) and (
            isinstance(found, str) or (isinstance(found, dict) and "fr" in found)
        ):
            yield holder, key.name, where


def split_texts(plain: PlainDict) -> list[tuple[str, str, str]]:
    """Move the texts in other languages to ``translations``, and leave the French in place.

    Return the (language, file, path) of each translation that was in both places.
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


def canonical(plain: Plain, forms: Forms | None = None) -> PlainDict:
    """Return a copy with the keys in a fixed order and without the values that mean nothing.

    With ``forms``, the copy shares entries with those made before: it is not to be changed, nor are
    the entries of ``plain``.
    """
    rank, forms = _rank(plain), forms or Forms()
    forms.begin(rank)

    def form(shape: Shape, entry: Any) -> Any:
        return forms.of(entry, lambda entry: _entry(shape.keys, entry, rank))

    result: PlainDict = {}
    for section, shape in LISTS.items():
        entries = plain.get(section) or []
        # The order of the files is that of the families, and of the kinds.
        if section in ("procedures", "authorities"):
            entries = sorted(entries, key=lambda entry: file_of(section, entry))
        elif section == "cases":
            entries = sorted(entries, key=order_of_case)
        result[section] = [form(shape, entry) for entry in entries]
    result["inquiries"] = {
        key: [form(QUESTION, entry) for entry in questions]
        for key, questions in sorted(_pairs(plain.get("inquiries")))
    }
    result["departments"] = {
        code: form(DEPARTMENT, entry) for code, entry in sorted(_pairs(plain.get("departments")))
    }
    result["translations"] = _translations(result, plain.get("translations") or {}, rank, forms)
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
    # Unknown keys stay, so that the check refuses them by name.
    return result | deepcopy(left) if left else result


def _key(key: Key, found: Any, rank: Rank) -> Any:
    if isinstance(key, Block):
        return _entry(key.keys, found, rank)
    if isinstance(key, Children) and isinstance(found, list):
        return [_child(key, item, rank) for item in found]
    if isinstance(found, float) and found.is_integer():
        return int(found)
    if isinstance(key, Hours) and isinstance(found, dict) and set(found) == {NOTE}:
        return found[NOTE]
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
    if isinstance(key, (Contrary, Flag)):
        return value is isinstance(key, Contrary)
    return isinstance(key, (Block, Children, Codes, Hours, Listed)) and value in ([], {})


def _translations(
    plain: Plain, translations: Mapping[str, Mapping[str, Plain]], rank: Rank, forms: Forms
) -> PlainDict:
    """Return the translations in the order of the texts; those of unknown texts come last."""
    order: dict[tuple[str, str], int] = {}
    for file, shape, path, entry in entries_of(plain):
        for where in forms.of(entry, _paths_in(shape)):
            order[file, join(path, where)] = len(order)

    def place(file: str) -> Callable[[str], tuple[int, str]]:
        return lambda path: (order.get((file, path), len(order)), path)

    return {
        language: {
            file: {
                path: forms.of(files[file][path], lambda texts: _ordered(texts, rank))
                for path in sorted(files[file], key=place(file))
            }
            for file in sorted(files)
            if files[file]
        }
        for language, files in sorted(translations.items())
        if any(files.values())
    }


def _paths_in(shape: Shape) -> Callable[[PlainDict], list[str]]:
    return lambda entry: [where for _, _, where in texts_of(shape, entry, "")]


def with_texts_read(plain: Plain, read: Callable[[str], Any]) -> PlainDict:
    """Return canonical plain data with what ``read`` returns in the place of each French text.

    Translations are left out. What is no text is shared with ``plain``: it is not to be changed.
    """
    result: PlainDict = {
        section: [_read_entry(shape.keys, entry, read) for entry in plain.get(section) or []]
        for section, shape in LISTS.items()
    }
    for key, questions in _pairs(plain.get("inquiries")):
        entries = [_read_entry(QUESTION.keys, entry, read) for entry in questions]
        result.setdefault("inquiries", {})[key] = entries
    for code, entry in _pairs(plain.get("departments")):
        entries = _read_entry(DEPARTMENT.keys, entry, read)
        result.setdefault("departments", {})[code] = entries
    return result


def _read_entry(keys: Iterable[Key], entry: Any, read: Callable[[str], Any]) -> Any:
    if not isinstance(entry, dict):
        return entry
    result = {**entry}
    for key in keys:
        found = entry.get(key.name)
        if isinstance(key, Block) and isinstance(found, dict):
            result[key.name] = _read_entry(key.keys, found, read)
        elif isinstance(key, Children) and isinstance(found, list):
            result[key.name] = [_read_entry(key.shape.keys, item, read) for item in found]
        elif isinstance(key, Hours) and isinstance(found, dict) and NOTE in found:
            result[key.name] = {**found, NOTE: read(found[NOTE])}
        elif isinstance(key, Text) and isinstance(found, str):
            result[key.name] = read(found)
    return result


def without_lost_translations(plain: PlainDict) -> PlainDict:
    """Return plain data without the translations of unknown texts: no column can hold them."""
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


# {key of a structured value: its place}
Rank: TypeAlias = Mapping[str, int]


class Forms:
    """The canonical forms of values, to use again for those that are the same objects next time."""

    def __init__(self) -> None:
        self._rank: Rank = {}
        self._known: dict[int, tuple[Any, Any]] = {}
        self._used: dict[int, tuple[Any, Any]] = {}

    def begin(self, rank: Rank) -> None:
        """Forget what was not used since the last beginning, and all if the facts moved."""
        self._known, self._used = self._used if rank == self._rank else {}, {}
        self._rank = rank

    def of(self, value: Any, make: Callable[[Any], Any]) -> Any:
        """Return ``make(value)``; the value is kept, for its ``id()`` is its own while it lives."""
        found = self._known.get(id(value)) or (value, make(value))
        self._used[id(value)] = found
        return found[1]
