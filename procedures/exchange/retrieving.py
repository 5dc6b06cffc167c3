"""Reads plain data from the database."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from django.db.models import Model

from procedures.engine.files import file_of
from procedures.engine.values.department import NOTE
from procedures.engine.values.plain import Plain, PlainDict
from procedures.models import Department, Document, Fee, Inquiry, Procedure, Question

from .columns import (
    Block,
    Children,
    Codes,
    Contrary,
    Flag,
    Hours,
    Key,
    Listed,
    Shape,
    Text,
    Value,
    field_of,
    french,
    in_language,
    languages,
    plain_value,
)
from .plain import canonical, child_names
from .shapes import DEPARTMENT, LISTS, QUESTION
from .tables import StoredRow, Tables

# [(path inside an entry, language, translation)]
Translations: TypeAlias = list[tuple[str, str, Plain]]
# (key, column or None, conversion or None, whether an empty value is kept)
Cell: TypeAlias = tuple[Key, str | None, Callable[[Any], object] | None, bool]

# {model: the column whose value stands for a foreign key in plain data}
NAMES: dict[type[Model], str] = {Document: "key", Fee: "key", Procedure: "key", Department: "code"}


def plain_from_database() -> PlainDict:
    """Return the working copy as canonical plain data."""
    return canonical(read_all(Retriever()))


def read_all(retriever: Retriever) -> PlainDict:
    """Return all the plain data that a retriever reads, in the order of the tables."""
    plain: PlainDict = {
        section: retriever.section(section, shape) for section, shape in LISTS.items()
    }
    plain["inquiries"] = {
        inquiry.key: retriever.entries(
            QUESTION,
            retriever.children_of(Question, "inquiry", inquiry),
            f"enquetes/{inquiry.key}.yaml",
        )
        for inquiry in retriever.rows(Inquiry)
    }
    plain["departments"] = {
        department.code: retriever.department(department)
        for department in retriever.rows(Department)
    }
    plain["translations"] = retriever.translations
    return plain


class Retriever:
    """Makes entries from rows, and collects the translations of their texts."""

    def __init__(self, tables: Tables | None = None) -> None:
        self.tables = tables or Tables()
        self.languages = languages()
        self.translations: dict[str, dict[str, PlainDict]] = {}
        self.names = {
            (model, key): name
            for model, column in NAMES.items()
            for key, name in self.tables.column(model, column).items()
        }
        self._cells: dict[tuple[int, str], tuple[Sequence[Key], list[Cell]]] = {}
        self._values: dict[Listed, dict[int, object]] = {}
        self._texts: dict[str, tuple[str, list[tuple[str, str]]]] = {}

    def rows(self, model: type[Model]) -> list[StoredRow]:
        return [self.tables.row(model, key) for key in self.tables.keys(model)]

    def section(self, section: str, shape: Shape) -> list[PlainDict]:
        rows = self.rows(shape.model)
        if section == "questions":
            rows = [row for row in rows if row.inquiry_id is None]
        return [
            entry
            for row in rows
            for entry in self.entries(shape, [row], file_of(section, vars(row)))
        ]

    def entries(self, shape: Shape, rows: Iterable[StoredRow], file: str) -> list[PlainDict]:
        """Return the entries of rows that belong to one file."""
        result = []
        for row in rows:
            entry, texts = self.entry(shape.keys, row)
            self._keep(texts, file, f"{entry[shape.identity]}.")
            result.append(entry)
        return result

    def department(self, row: StoredRow) -> PlainDict:
        entry, texts = self.entry(DEPARTMENT.keys, row)
        self._keep(texts, f"departements/{row.code}.yaml", "")
        return entry

    def _keep(self, texts: Translations, file: str, prefix: str) -> None:
        for path, language, translation in texts:
            files = self.translations.setdefault(language, {})
            files.setdefault(file, {})[prefix + path] = translation

    def entry(self, keys: Sequence[Key], row: StoredRow) -> tuple[PlainDict, Translations]:
        """Return (entry, [(path inside it, language, translation)]) for a row."""
        entry: PlainDict = {}
        texts: Translations = []
        values = vars(row)
        for key, column, convert, matters in self._cells_of(keys, row):
            if column is None:
                found, inner = self._found(key, row)
                if found is not None:
                    entry[key.name] = found
                    texts += inner
                continue
            value = values[column]
            if value is not None and value != "" and (value or matters):
                entry[key.name] = convert(value) if convert else value
        return entry, texts

    def _cells_of(self, keys: Sequence[Key], row: StoredRow) -> list[Cell]:
        """Return the cells of keys: (key, column, conversion, whether an empty value is kept).

        A key that is more than one value of the row has no column.
        """
        place = (id(keys), row._meta.label)
        if place not in self._cells:
            cells = [self._cell(key, row._meta.model) for key in keys]
            # The keys are kept too: their ``id()`` is theirs only as long as they live.
            self._cells[place] = (keys, cells)
        return self._cells[place][1]

    def _cell(self, key: Key, model: type[Model]) -> Cell:
        if isinstance(key, (Block, Children, Listed, Text)):
            return key, None, None, True
        field = field_of(model, key.column)
        convert = operator.not_ if isinstance(key, Contrary) else plain_value(field, self.names)
        return key, field.attname, convert, not isinstance(key, (Codes, Contrary, Flag))

    def _found(self, key: Key, row: StoredRow) -> tuple[Any, Translations]:
        if isinstance(key, Block):
            entry, texts = self.entry(key.keys, row)
            return entry or None, [
                (f"{key.name}.{path}", language, text) for path, language, text in texts
            ]
        if isinstance(key, Children):
            return self._list(key, row)
        if isinstance(key, Listed):
            return self._listed(key, row), []
        if isinstance(key, Hours) and getattr(row, key.by_weekday):
            note, texts = self._text(key, row)
            week = getattr(row, key.by_weekday)
            return ({**week, NOTE: note} if note else week), texts
        return self._text(key, row)

    def _listed(self, key: Listed, row: StoredRow) -> list[object] | None:
        keys = self.tables.children(key.model, key.parent, row.pk)
        if keys and key not in self._values:
            field = field_of(key.model, key.column)
            convert = plain_value(field, self.names) or str
            self._values[key] = {
                pk: convert(value) if value else None
                for pk, value in self.tables.column(key.model, field.attname).items()
            }
        return [self._values[key][pk] for pk in keys] or None

    def _list(self, key: Children, row: StoredRow) -> tuple[list[PlainDict] | None, Translations]:
        rows = self.children_of(key.shape.model, key.parent, row)
        if not rows:
            return None, []
        pairs = [self.entry(key.shape.keys, child) for child in rows]
        names = child_names(key.shape, [entry for entry, _ in pairs])
        texts = [
            (f"{key.name}.{name}.{path}", language, text)
            for name, (_, inner) in zip(names, pairs, strict=True)
            for path, language, text in inner
        ]
        return [entry for entry, _ in pairs], texts

    def _text(self, key: Value, row: StoredRow) -> tuple[str | None, Translations]:
        values = vars(row)
        column, translations = self._columns_of(key.column)
        text: str = values[column]
        texts: Translations = []
        for language, column in translations if text and values["translation_states"] else ():
            state = values["translation_states"].get(language, {}).get(key.column)
            if state and values[column]:
                texts.append((key.name, language, {"text": values[column], **state}))
        return text or None, texts

    def _columns_of(self, text: str) -> tuple[str, list[tuple[str, str]]]:
        """Return (French column, [(language, column)]) for a text."""
        if text not in self._texts:
            others = [(language, in_language(text, language)) for language in self.languages]
            self._texts[text] = (french(text), others)
        return self._texts[text]

    def children_of(self, model: type[Model], parent: str, row: StoredRow) -> list[StoredRow]:
        return [self.tables.row(model, key) for key in self.tables.children(model, parent, row.pk)]
