"""The working copy entry by entry: each with its row, its translations and its place."""

from collections import defaultdict
from dataclasses import dataclass, field

from procedures.engine.shapes import item_name
from procedures.models import NATIONAL, Department, Inquiry

from .keys import Children
from .plain import file_of
from .retrieving import Retriever
from .shapes import DEPARTMENT, LISTS, QUESTION

INSIDE = {key.name: key for key in DEPARTMENT.keys if isinstance(key, Children)}
OF_DEPARTMENT = tuple(key for key in DEPARTMENT.keys if not isinstance(key, Children))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, with its lines. ``row`` is its primary key, ``place`` its rank in its list.

    ``texts`` are its translations by language and by path from the entry.
    """

    part: str
    section: str
    row: int = field(compare=False)
    place: int = field(compare=False)
    content: dict
    texts: dict

    @property
    def name(self):
        """The name in its section; the row's number for what agents give no name."""
        shape = LISTS.get(self.section)
        if shape is not None:
            return self.content[shape.identity]
        if self.section == "inquiries":
            return self.content["key"]
        if self.section == "department":
            return self.part
        identity = INSIDE[self.section].shape.identity
        return self.content.get(identity) or str(self.row)

    @property
    def label(self):
        """How a list says it: its name, or its first words."""
        words = (self.content.get(key) for key in ("name", "text", "kind"))
        named = self.name != str(self.row)
        return self.name if named else next(filter(None, words), self.name)

    @property
    def file(self):
        if self.section in LISTS:
            return file_of(self.section, self.content)
        if self.section == "inquiries":
            return f"enquetes/{self.name}.yaml"
        return f"departements/{self.part}.yaml"


def take_snapshot():
    """Return every Entry of the working copy, in the order of the catalogue."""
    reader = Retriever()
    entries = []
    for section, shape in LISTS.items():
        rows = shape.model.objects.all()
        if section == "questions":
            rows = rows.of_the_questionnaire()
        entries += _entries(reader, NATIONAL, section, shape.keys, rows)
    entries += [
        _inquiry(reader, inquiry, place) for place, inquiry in enumerate(Inquiry.objects.all())
    ]
    for place, row in enumerate(Department.objects.all()):
        entries.append(_entry(reader, (row.code, "department", place), OF_DEPARTMENT, row))
        for section, key in INSIDE.items():
            rows = reader.children_of(key.shape.model, key.parent, row)
            entries += _entries(reader, row.code, section, key.shape.keys, rows)
    return entries


def plain_of_snapshot(entries):
    """Return the plain data that entries make, its keys in no order: ``canonical`` gives one.

    It shares what it holds with the entries.
    """
    plain = {section: [] for section in LISTS}
    plain |= {"inquiries": {}, "departments": {}, "translations": {}}
    for entry in entries:
        prefix = _put(plain, entry)
        for language, texts in entry.texts.items():
            files = plain["translations"].setdefault(language, {})
            paths = files.setdefault(entry.file, {})
            paths |= {prefix + path: translation for path, translation in texts.items()}
    return plain


def _put(plain, entry):
    """Put an entry where plain data has it; return the beginning of the paths of its texts."""
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


def _entries(reader, part, section, keys, rows):
    return [_entry(reader, (part, section, place), keys, row) for place, row in enumerate(rows)]


def _entry(reader, where, keys, row):
    part, section, place = where
    content, texts = reader.entry(keys, row)
    if section == "cases":
        part = content.get("department", part)
    return Entry(part, section, row.pk, place, content, _by_language(texts))


def _inquiry(reader, inquiry, place):
    pairs = [reader.entry(QUESTION.keys, row) for row in inquiry.questions.all()]
    texts = [
        (f"{question['key']}.{path}", *rest) for question, inner in pairs for path, *rest in inner
    ]
    content = {"key": inquiry.key, "questions": [question for question, _ in pairs]}
    return Entry(NATIONAL, "inquiries", inquiry.pk, place, content, _by_language(texts))


def _by_language(texts):
    found = defaultdict(dict)
    for path, language, translation in texts:
        found[language][path] = translation
    return dict(found)
