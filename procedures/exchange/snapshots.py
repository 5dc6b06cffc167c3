"""The working copy entry by entry, and the rows that differ between two readings of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from django.db.models import Model

from procedures.engine.files import file_of
from procedures.engine.schema.shapes import item_name
from procedures.engine.values.plain import Plain, PlainDict
from procedures.models import NATIONAL, Department, Inquiry, Question

from .columns import Block, Children, Key, Listed, field_of, model_of
from .retrieving import NAMES, Retriever, Translations
from .shapes import DEPARTMENT, LISTS, QUESTION
from .tables import StoredRow, Tables

Places: TypeAlias = set[tuple[type[Model], int]]
Parents: TypeAlias = dict[type[Model], list[str]]


def changed_rows(before: Tables, after: Tables) -> Places | None:
    """Return the (model, primary key) of each row that differs, and of every row around it.

    Return ``None`` if an entry has another name: any other row may refer to it by that name.
    """
    if any(_renamed(model, column, before, after) for model, column in NAMES.items()):
        return None
    # A row that has another parent than before changes both: each reading is followed apart.
    return _differing(before, after) | _differing(after, before)


def _differing(tables: Tables, others: Tables) -> Places:
    """Return the rows of one reading that the other has otherwise, and every row around them."""
    found: Places = set()
    for model in PARENTS:
        table, known = tables.table(model), others.table(model).by_key
        for key, raw in table.by_key.items():
            if known.get(key) != raw:
                _add(found, tables, model, key)
    return found


def _renamed(model: type[Model], column: str, before: Tables, after: Tables) -> bool:
    names = after.column(model, column)
    return any(names.get(key, name) != name for key, name in before.column(model, column).items())


def _add(found: Places, tables: Tables, model: type[Model], key: int) -> None:
    """Add a row and the rows that contain it."""
    if (model, key) in found:
        return
    found.add((model, key))
    for name in PARENTS[model]:
        parent = tables.column(model, f"{name}_id").get(key)
        if parent is not None:
            _add(found, tables, model_of(field_of(model, name)), parent)


def _parents() -> Parents:
    """Return {model: foreign keys to the rows that contain its rows}, for the whole catalogue."""
    parents: Parents = defaultdict(list)
    for shape in (*LISTS.values(), DEPARTMENT):
        parents[shape.model] += []
        _look_into(shape.keys, parents)
    parents[Inquiry] = []
    parents[Question] = ["inquiry"]
    return {model: list(dict.fromkeys(names)) for model, names in parents.items()}


def _look_into(keys: Iterable[Key], parents: Parents) -> None:
    for key in keys:
        if isinstance(key, Block):
            _look_into(key.keys, parents)
        elif isinstance(key, Listed):
            parents[key.model].append(key.parent)
        elif isinstance(key, Children):
            parents[key.shape.model].append(key.parent)
            _look_into(key.shape.keys, parents)


PARENTS = _parents()


def parents_of(model: type[Model]) -> list[str]:
    """Return the foreign keys to what a row may be a line of: to one entry, or one of two."""
    return [name for name in PARENTS.get(model, ()) if name != "inquiry"]


INSIDE = {key.name: key for key in DEPARTMENT.keys if isinstance(key, Children)}
OF_DEPARTMENT = tuple(key for key in DEPARTMENT.keys if not isinstance(key, Children))
# {section: (model, keys of its entries)}
KINDS: dict[str, tuple[type[Model], tuple[Key, ...]]] = {
    **{section: (shape.model, shape.keys) for section, shape in LISTS.items()},
    "inquiries": (Inquiry, ()),
    "department": (Department, OF_DEPARTMENT),
    **{section: (key.shape.model, key.shape.keys) for section, key in INSIDE.items()},
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry with its lines. ``row`` is its primary key, ``place`` its index in its list.

    ``texts`` holds its translations: {language: {path from the entry: translation}}.
    """

    part: str
    section: str
    row: int = field(compare=False)
    place: int = field(compare=False)
    content: PlainDict
    texts: dict[str, dict[str, Plain]]

    @property
    def name(self) -> str:
        """The name in its section."""
        shape = LISTS.get(self.section)
        if shape is not None:
            return str(self.content[shape.identity])
        if self.section == "inquiries":
            return str(self.content["key"])
        if self.section == "department":
            return self.part
        return str(self.content.get(INSIDE[self.section].shape.identity) or self.row)

    @property
    def file(self) -> str:
        if self.section in LISTS:
            return file_of(self.section, self.content)
        if self.section == "inquiries":
            return f"enquetes/{self.name}.yaml"
        return f"departements/{self.part}.yaml"


def take_snapshot() -> list[Entry]:
    """Return every entry of the working copy, in the order of the catalogue."""
    return Snapshots().take()


class Snapshots:
    """Takes snapshots one after the other, and reads again only the entries whose rows changed.

    The snapshots share their contents: do not modify them.
    """

    def __init__(self) -> None:
        self._tables: Tables | None = None
        self._known: dict[tuple[str, int], Entry] = {}

    def copy(self) -> Snapshots:
        """Return snapshots that go on from the last of these, apart from them."""
        found = Snapshots()
        found._tables, found._known = self._tables, self._known
        return found

    def take(self, tables: Tables | None = None) -> list[Entry]:
        """Return every entry as it is now, or as it is in ``tables``."""
        before, self._tables = self._tables, tables or Tables()
        if before is not None:
            changed = changed_rows(before, self._tables)
            self._known = {
                (section, row): entry
                for (section, row), entry in self._known.items()
                if changed is not None and (KINDS[section][0], row) not in changed
            }
        self._reader = Retriever(self._tables)
        entries = [self._entry(*place) for place in self._places(self._tables)]
        self._known = {(entry.section, entry.row): entry for entry in entries}
        return entries

    def _places(self, tables: Tables) -> Iterator[tuple[str, str, int, int]]:
        """Yield (part, section, primary key, place) for each entry."""
        for section, shape in LISTS.items():
            keys = tables.keys(shape.model)
            if section == "questions":
                keys = tables.children(Question, "inquiry", None)
            yield from _numbered(NATIONAL, section, keys)
        yield from _numbered(NATIONAL, "inquiries", tables.keys(Inquiry))
        for place, (key, code) in enumerate(tables.column(Department, "code").items()):
            yield code, "department", key, place
            for section, inside in INSIDE.items():
                keys = tables.children(inside.shape.model, inside.parent, key)
                yield from _numbered(code, section, keys)

    def _entry(self, part: str, section: str, key: int, place: int) -> Entry:
        known = self._known.get((section, key))
        if known is not None:
            return known if known.place == place else replace(known, place=place)
        model, keys = KINDS[section]
        row = self._reader.tables.row(model, key)
        read = self._inquiry(row) if section == "inquiries" else self._reader.entry(keys, row)
        content, texts = read
        if section == "cases":
            part = content.get("department", part)
        return Entry(part, section, key, place, content, _by_language(texts))

    def _inquiry(self, row: StoredRow) -> tuple[PlainDict, Translations]:
        questions = self._reader.children_of(Question, "inquiry", row)
        pairs = [self._reader.entry(QUESTION.keys, question) for question in questions]
        texts = [
            (f"{content['key']}.{path}", language, text)
            for content, inner in pairs
            for path, language, text in inner
        ]
        return {"key": row.key, "questions": [content for content, _ in pairs]}, texts


def _numbered(part: str, section: str, keys: Iterable[int]) -> Iterator[tuple[str, str, int, int]]:
    return ((part, section, key, place) for place, key in enumerate(keys))


def plain_of_snapshot(entries: Iterable[Entry]) -> PlainDict:
    """Return the plain data that entries make together, not in canonical order.

    It shares its values with the entries.
    """
    plain: PlainDict = {section: [] for section in LISTS}
    plain |= {"inquiries": {}, "departments": {}, "translations": {}}
    for entry in entries:
        prefix = _put(plain, entry)
        for language, texts in entry.texts.items():
            files = plain["translations"].setdefault(language, {})
            paths = files.setdefault(entry.file, {})
            paths |= {prefix + path: translation for path, translation in texts.items()}
    return plain


def _put(plain: PlainDict, entry: Entry) -> str:
    """Put an entry at its place in plain data, and return the prefix of its texts' paths."""
    if entry.section in LISTS:
        plain[entry.section].append(entry.content)
        return f"{entry.name}."
    if entry.section == "inquiries":
        plain["inquiries"][entry.name] = entry.content["questions"]
        return ""
    if entry.section == "department":
        plain["departments"][entry.part] = dict(entry.content)
        return ""
    siblings = plain["departments"][entry.part].setdefault(entry.section, [])
    siblings.append(entry.content)
    return f"{entry.section}.{item_name(entry.content, len(siblings) - 1)}."


def _by_language(texts: Translations) -> dict[str, dict[str, Plain]]:
    found: dict[str, dict[str, Plain]] = defaultdict(dict)
    for path, language, translation in texts:
        found[language][path] = translation
    return dict(found)
