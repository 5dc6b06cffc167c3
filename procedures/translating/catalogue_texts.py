"""Every French text of the working copy, with the reference that translation files use."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language_info

from procedures.engine.shortening import shortened
from procedures.exchange.columns import french, in_language
from procedures.exchange.labels import file_label
from procedures.exchange.limits import part_of_file
from procedures.exchange.retrieving import Retriever, read_all
from procedures.exchange.tables import Tables
from procedures.models import (
    NATIONAL,
    Channel,
    Department,
    Document,
    Fee,
    Override,
    Procedure,
    TranslationStatus,
)
from procedures.translation import TEXTS

LANGUAGES = tuple(code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
NATIONAL_SECTIONS = (
    *("questions.yaml", "groups.yaml", "fees.yaml", "documents.yaml", "procedures"),
    *("orientations.yaml", "provisional_papers.yaml", "askers.yaml", "letters.yaml"),
    *("wordings.yaml", "online_services.yaml", "examples.yaml", "enquetes"),
)
LOCAL_SECTIONS = ("sites", "channels", "overrides", "notices", "helpers", "waiting_times")
SECTIONS = {
    **{name: file_label(name) for name in NATIONAL_SECTIONS},
    "prefecture": "Préfecture",
    **{name: file_label(name) for name in LOCAL_SECTIONS},
}
UNFINISHED = (TranslationStatus.MISSING, TranslationStatus.STALE, TranslationStatus.MACHINE)
SHORT = 60


@dataclass(frozen=True, slots=True)
class CatalogueText:
    """A French text. ``owners`` leads from the entry of the catalogue to the row of the text."""

    file: str
    path: str
    owners: tuple
    column: str

    @property
    def reference(self):
        """The name of the text in translation files: its catalogue file, then its path."""
        return f"{self.file}#{self.path}"

    @property
    def row(self) -> Any:
        return self.owners[-1]

    @property
    def part(self) -> str:
        return part_of_file(self.file)

    @property
    def section(self):
        """The section of the text: a key of ``SECTIONS``."""
        if self.part == NATIONAL and not self.file.startswith("departements/"):
            return self.file.split("/")[0]
        first = self.path.split(".")[0]
        return first if first in SECTIONS else "prefecture"

    @property
    def french(self) -> str:
        return getattr(self.row, french(self.column))

    @property
    def mark(self) -> str:
        """The hash by which a file recognises whether the French text is still the same."""
        return self.row.french_hash(self.column)

    @property
    def longest(self):
        return type(self.row)._meta.get_field(self.column).max_length

    def translation(self, language: str) -> str:
        return getattr(self.row, in_language(self.column, language)) or ""

    def status(self, language: str) -> str:
        return self.row.translation_status(self.column, language)

    @property
    def where(self) -> str:
        """The place of the text in words, such as « Pièce « Passeport » : titre »."""
        chain = " › ".join(filter(None, map(_named, self.owners)))
        label = type(self.row)._meta.get_field(self.column).verbose_name
        return f"{capfirst(chain)} : {label}"


def read_texts() -> list[CatalogueText]:
    """Return every French text of the working copy, in the order of the catalogue."""
    reader = _TextReader()
    read_all(reader)
    return [
        CatalogueText(file, path, _owners(row), column)
        for file, paths in reader.translations.get(settings.LANGUAGE_CODE, {}).items()
        for path, (row, column) in paths.items()
    ]


def language_name(code: str) -> str:
    """Return the French name of a language, such as « arabe »."""
    return str(get_language_info(code)["name_translated"]).lower()


def is_to_the_left(code):
    """Tell whether a language is written from right to left."""
    return get_language_info(code)["bidi"]


class _Objects(Tables):
    """The tables of the working copy, whose rows are instances of the models."""

    def __init__(self):
        super().__init__()
        self._objects = {}

    def row(self, model, key):
        if model not in self._objects:
            self._objects[model] = model.objects.in_bulk()
        return self._objects[model][key]


class _TextReader(Retriever):
    """Collects (row, column) of each text where ``Retriever`` collects translations."""

    def __init__(self):
        super().__init__(_Objects())
        self.named = {
            (model, row.pk): row for model in (Document, Fee, Procedure) for row in self.rows(model)
        }

    def _text(self, key, row):
        text = getattr(row, french(key.column))
        places = [(key.name, settings.LANGUAGE_CODE, (row, key.column))] if text else []
        return text or None, places

    def children_of(self, model, parent, row):
        children = super().children_of(model, parent, row)
        for child in children:
            # Both relations are already known: set, they spare a query when a text is named.
            setattr(child, parent, row)
            for field in _links(model):
                known = self.named.get((field.related_model, getattr(child, field.attname)))
                if known is not None and field.name != parent:
                    setattr(child, field.name, known)
        return children


@cache
def _links(model):
    return [one for one in model._meta.concrete_fields if isinstance(one, models.ForeignKey)]


def _owners(row):
    owners = [row]
    while (parent := _parent(owners[0])) is not None:
        owners.insert(0, parent)
    return tuple(owners)


def _parent(row):
    for field in _links(type(row)):
        if field.is_cached(row):
            inside = field.remote_field.on_delete is models.CASCADE
            if inside and type(getattr(row, field.name)) in TEXTS:
                return getattr(row, field.name)
    return None


def _named(row):
    kind = row._meta.verbose_name
    name = shortened(_name(row).replace("\n", " "), SHORT)
    return f"{kind} « {name} »" if name else kind


def _name(row):
    """Return the words by which agents know a row."""
    if isinstance(row, Department):
        return "national" if row.code == NATIONAL else str(row)
    if isinstance(row, Channel):
        return row.get_kind_display()
    if isinstance(row, Override):
        return row.procedure.title_fr or ""
    document = getattr(row, "document", None)
    if document is not None and hasattr(row, "form"):
        return document.title_fr or ""
    fee = getattr(row, "fee", None)
    if fee is not None:
        return fee.label_fr or ""
    first = TEXTS[type(row)][0]
    return getattr(row, french(first)) or ""
