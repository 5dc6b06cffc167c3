"""Plain data from the database."""

from __future__ import annotations

from procedures.engine.values.plain import PlainDict
from procedures.models import Department, Document, Fee, Inquiry, Procedure, Question

from .columns import french, in_language, languages, plain_value
from .keys import Block, Children, Codes, Flag, Hours, Listed, Text
from .plain import canonical, child_names, file_of
from .shapes import DEPARTMENT, LISTS, QUESTION
from .tables import Tables

# What foreign keys are in plain data: a column of the row that they lead to.
NAMES = {Document: "key", Fee: "key", Procedure: "key", Department: "code"}


def plain_from_database() -> PlainDict:
    """Return the working copy as plain data."""
    return canonical(read_all(Retriever()))


def read_all(retriever):
    """Return all that a Retriever reads, in the order of the tables."""
    plain = {section: retriever.section(section, shape) for section, shape in LISTS.items()}
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
    """Makes entries of rows, and collects the translations of the texts it meets."""

    def __init__(self, tables=None):
        self.tables = tables or Tables()
        self.languages = languages()
        self.translations = {}
        self.names = {
            (model, key): name
            for model, column in NAMES.items()
            for key, name in self.tables.column(model, column).items()
        }
        self._cells, self._values, self._texts = {}, {}, {}

    def rows(self, model):
        return [self.tables.row(model, key) for key in self.tables.keys(model)]

    def section(self, section, shape):
        rows = self.rows(shape.model)
        if section == "questions":
            rows = [row for row in rows if row.inquiry_id is None]
        return [
            entry
            for row in rows
            for entry in self.entries(shape, [row], file_of(section, vars(row)))
        ]

    def entries(self, shape, rows, file):
        """Return the entries of rows that stand in one file, each named by its identity."""
        result = []
        for row in rows:
            entry, texts = self.entry(shape.keys, row)
            self._keep(texts, file, f"{entry[shape.identity]}.")
            result.append(entry)
        return result

    def department(self, row):
        entry, texts = self.entry(DEPARTMENT.keys, row)
        self._keep(texts, f"departements/{row.code}.yaml", "")
        return entry

    def _keep(self, texts, file, prefix):
        for path, language, translation in texts:
            files = self.translations.setdefault(language, {})
            files.setdefault(file, {})[prefix + path] = translation

    def entry(self, keys, row):
        """Return (entry, [(path inside it, language, translation)])."""
        entry, texts = {}, []
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

    def _cells_of(self, keys, row):
        """Return (key, column, function, whether false and empty say something) of each key.

        What is more than one value of the row has no column.
        """
        place = (id(keys), row._meta.label)
        if place not in self._cells:
            cells = [self._cell(key, row._meta) for key in keys]
            self._cells[place] = (keys, cells)  # The keys too: an id is theirs while they live.
        return self._cells[place][1]

    def _cell(self, key, options):
        if isinstance(key, (Block, Children, Listed, Text)):
            return key, None, None, True
        field = options.get_field(key.column)
        convert = plain_value(field, self.names)
        return key, field.attname, convert, not isinstance(key, (Codes, Flag))

    def _found(self, key, row):
        if isinstance(key, Block):
            entry, texts = self.entry(key.keys, row)
            return entry or None, [(f"{key.name}.{path}", *rest) for path, *rest in texts]
        if isinstance(key, Children):
            return self._list(key, row)
        if isinstance(key, Listed):
            return self._listed(key, row), []
        if isinstance(key, Hours) and getattr(row, key.by_weekday):
            return getattr(row, key.by_weekday), []
        return self._text(key, row)

    def _listed(self, key, row):
        keys = self.tables.children(key.model, key.parent, row.pk)
        if keys and key not in self._values:
            field = key.model._meta.get_field(key.column)
            convert = plain_value(field, self.names) or str
            self._values[key] = {
                pk: convert(value) if value else None
                for pk, value in self.tables.column(key.model, field.attname).items()
            }
        return [self._values[key][pk] for pk in keys] or None

    def _list(self, key, row):
        rows = self.children_of(key.shape.model, key.parent, row)
        if not rows:
            return None, []
        pairs = [self.entry(key.shape.keys, child) for child in rows]
        names = child_names(key.shape, [entry for entry, _ in pairs])
        texts = [
            (f"{key.name}.{name}.{path}", *rest)
            for name, (_, inner) in zip(names, pairs, strict=True)
            for path, *rest in inner
        ]
        return [entry for entry, _ in pairs], texts

    def _text(self, key, row):
        values = vars(row)
        column, translations = self._columns_of(key.column)
        text, texts = values[column], []
        for language, column in translations if text and values["translation_states"] else ():
            state = values["translation_states"].get(language, {}).get(key.column)
            if state and values[column]:
                texts.append((key.name, language, {"text": values[column], **state}))
        return text or None, texts

    def _columns_of(self, text):
        """Return the column of a text in French, and the (language, column) of the others."""
        if text not in self._texts:
            others = [(language, in_language(text, language)) for language in self.languages]
            self._texts[text] = (french(text), others)
        return self._texts[text]

    def children_of(self, model, parent, row):
        return [self.tables.row(model, key) for key in self.tables.children(model, parent, row.pk)]
