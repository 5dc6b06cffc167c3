"""The label on screen of each key of the exchange format: the verbose name of its field."""

from __future__ import annotations

from django.db.models import Model
from django.utils.text import capfirst

from procedures.models import Inquiry

from .columns import Block, Children, Key, Listed, field_of
from .shapes import QUESTION
from .snapshots import KINDS

NOTHING_KNOWN = (None, ())
# The folders that are not called like the section that they hold.
SECTIONS_OF_FOLDERS = {
    "enquetes": "inquiries",
    "departements": "department",
    "territoires": "authorities",
}
# The model of an inquiry has no text of its own: plain data lists its questions under its name.
INQUIRY = (Inquiry, (Children("questions", QUESTION, "inquiry"),))


def kind_of(section: str) -> tuple[type[Model] | None, tuple[Key, ...]]:
    """Return the (model, keys) of the entries of a section of plain data.

    >>> kind_of("fees")[0].__name__
    'Fee'
    """
    return INQUIRY if section == "inquiries" else KINDS.get(section, NOTHING_KNOWN)


def key_label(model: type[Model], key: Key) -> str:
    """Return the label of a key of ``model``, which may be empty for a block.

    >>> model, keys = kind_of("procedures")
    >>> [key_label(model, key) for key in keys if key.name in ("rank", "steps", "meanwhile")]
    ['rang', '', 'étapes']
    """
    if isinstance(key, Block):
        return key.label
    if isinstance(key, Children):
        return str(key.shape.model._meta.verbose_name_plural)
    if isinstance(key, Listed):
        return str(key.model._meta.verbose_name_plural)
    return str(field_of(model, key.column).verbose_name)


def entry_label(section: str) -> str:
    """Return the French name of one entry of a section of plain data.

    >>> entry_label("sites"), entry_label("department")
    ("lieu d'accueil", 'département')
    """
    if section in ("translations", "department"):
        return {"translations": "traduction", "department": "département"}[section]
    return str(KINDS[section][0]._meta.verbose_name)


def section_label(section: str) -> str:
    """Return the French name of a section of plain data: the plural of its entries.

    >>> section_label("sites"), section_label("translations")
    ("lieux d'accueil", 'traductions')
    """
    # Translations have no model, and a département is one entry, not a list.
    if section in ("translations", "department"):
        return {"translations": "traductions", "department": "département"}[section]
    return str(KINDS[section][0]._meta.verbose_name_plural)


def file_label(name: str) -> str:
    """Return the French name of what a file, a folder or a list of the catalogue holds.

    >>> file_label("groups.yaml"), file_label("enquetes"), file_label("sites")
    ('Groupes de valeurs', 'Enquêtes', "Lieux d'accueil")
    """
    model = KINDS[SECTIONS_OF_FOLDERS.get(name, name.removesuffix(".yaml"))][0]
    return str(capfirst(model._meta.verbose_name_plural))
