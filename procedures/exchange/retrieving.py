"""Plain data from the database."""

from collections import defaultdict

from procedures.models import Department, Document, Fee, Inquiry, Procedure

from .columns import french, get_value, in_language, languages
from .keys import Block, Children, Codes, Flag, Hours, Listed, Text
from .plain import canonical, child_names, file_of
from .shapes import DEPARTMENT, LISTS, QUESTION


def plain_from_database():
    """Return the working copy as plain data."""
    return canonical(read_all(Retriever()))


def read_all(retriever):
    """Return all that a Retriever reads, in the order of the tables."""
    plain = {section: retriever.section(section, shape) for section, shape in LISTS.items()}
    plain["inquiries"] = {
        inquiry.key: retriever.entries(
            QUESTION, inquiry.questions.all(), f"enquetes/{inquiry.key}.yaml"
        )
        for inquiry in Inquiry.objects.all()
    }
    plain["departments"] = {
        department.code: retriever.department(department) for department in Department.objects.all()
    }
    plain["translations"] = retriever.translations
    return plain


class Retriever:
    """Reads each table once, and collects the translations of the texts it meets."""

    def __init__(self):
        self.languages = languages()
        self.translations = {}
        self.children = {}
        self.keys = {
            (model, pk): key
            for model in (Document, Fee, Procedure)
            for pk, key in model.objects.values_list("pk", "key")
        }
        codes = Department.objects.values_list("pk", "code")
        self.keys |= {(Department, pk): code for pk, code in codes}

    def section(self, section, shape):
        rows = shape.model.objects.all()
        if section == "questions":
            rows = rows.of_the_questionnaire()
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
        entry = {}
        texts = []
        for key in keys:
            found, inner = self._found(key, row)
            if found is not None:
                entry[key.name] = found
                texts += inner
        return entry, texts

    def _found(self, key, row):
        if isinstance(key, Block):
            entry, texts = self.entry(key.keys, row)
            return entry or None, [(f"{key.name}.{path}", *rest) for path, *rest in texts]
        if isinstance(key, Children):
            return self._list(key, row)
        if isinstance(key, Listed):
            rows = self.children_of(key.model, key.parent, row)
            return [get_value(one, key.column, self.keys) for one in rows] or None, []
        if isinstance(key, Hours) and getattr(row, key.by_weekday):
            return getattr(row, key.by_weekday), []
        if isinstance(key, Text):
            return self._text(key, row)
        found = get_value(row, key.column, self.keys)
        return (found or None) if isinstance(key, (Codes, Flag)) else found, []

    def _list(self, key, row):
        rows = self.children_of(key.shape.model, key.parent, row)
        pairs = [self.entry(key.shape.keys, child) for child in rows]
        names = child_names(key.shape, [entry for entry, _ in pairs])
        texts = [
            (f"{key.name}.{name}.{path}", *rest)
            for name, (_, inner) in zip(names, pairs, strict=True)
            for path, *rest in inner
        ]
        return [entry for entry, _ in pairs] or None, texts

    def _text(self, key, row):
        text = getattr(row, french(key.column))
        texts = []
        for language in self.languages:
            translated = getattr(row, in_language(key.column, language))
            state = row.translation_states.get(language, {}).get(key.column)
            if text and translated and state:
                texts.append((key.name, language, {"text": translated, **state}))
        return text or None, texts

    def children_of(self, model, parent, row):
        if (model, parent) not in self.children:
            rows = self.children[model, parent] = defaultdict(list)
            for child in model.objects.order_by("position", "pk"):
                rows[getattr(child, f"{parent}_id")].append(child)
        return self.children[model, parent][row.pk]
