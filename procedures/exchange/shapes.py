"""Derives where each entry of the exchange format is stored, from what its dataclass declares.

A key is stored in the column, or in the rows, of its own name. The name of a block and « _ » come
before the names of its keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from django.db.models import BooleanField, ManyToOneRel, Model

from procedures import models
from procedures.engine import files
from procedures.engine.schema import declared
from procedures.engine.schema.shapes import text
from procedures.engine.values import department, procedure

from .columns import Block, Children, Codes, Contrary, Flag, Hours, Key, Listed, Shape, Text, Value

# The columns and the relations whose name differs from that of their key.
COLUMNS = {
    "id": "key",
    "enabled": "withdrawn",
    "from": "starts_on",
    "until": "ends_on",
    "one_of": "alternatives",
    "exclusive_with": "exclusions",
    "except": "barred",
    "for_procedures": "procedures",
    "for_families": "families",
    "waiting_times": "waitingtimes",
}
# The columns that say the contrary of their key, so that an empty box is what is usual.
CONTRARIES = {"withdrawn"}
# What stands before the labels of a block's keys, for blocks whose keys are not clear alone.
LABELS = {"prefecture": "préfecture", "bounds": "ce qui est possible"}


@cache
def shape_of(entry: type, model: type[Model]) -> Shape:
    """Return the shape of a dataclass of entries, each stored in a row of ``model``."""
    keys = tuple(_keys(declared.keys_of(entry), model, ""))
    return Shape(model, keys, declared.identity_of(entry))


def _keys(
    keys: tuple[declared.Key | declared.Block, ...], model: type[Model], prefix: str
) -> Iterator[Key]:
    for key in keys:
        if isinstance(key, declared.Key):
            yield _key(key, model, COLUMNS.get(prefix + key.name, prefix + key.name))
        elif key.name:
            inside = tuple(_keys(key.keys, model, f"{prefix}{key.name}_"))
            yield Block(key.name, inside, LABELS.get(key.name, ""))
        else:
            yield from _keys(key.keys, model, prefix)


def _key(key: declared.Key, model: type[Model], column: str) -> Key:
    field = model._meta.get_field(column)
    if isinstance(field, ManyToOneRel):
        return _rows(key, field)
    if key.shape is text:
        return Text(key.name, column)
    if key.type is department.Hours:
        return Hours(key.name, column)
    if column in CONTRARIES:
        return Contrary(key.name, column)
    if isinstance(field, BooleanField) and not field.null:
        return Flag(key.name, column)
    if isinstance(field, models.CodesField) and not key.required:
        return Codes(key.name, column)
    return Value(key.name, column)


def _rows(key: declared.Key, relation: ManyToOneRel) -> Key:
    model, parent = relation.related_model, relation.field.name
    if key.entry:
        return Children(key.name, shape_of(key.type, model), parent, key.bare)
    columns = [one.name for one in model._meta.concrete_fields if not one.primary_key]
    (column,) = (name for name in columns if name not in (parent, "position"))
    return Listed(key.name, model, parent, column)


# The sections of plain data that are lists. Inquiries and départements are mappings.
LISTS = {
    section: shape_of(entry, getattr(models, entry.__name__))
    for section, entry in files.LISTS.items()
}
QUESTION, CASE = LISTS["questions"], LISTS["cases"]
DOCUMENT_ENTRY = shape_of(procedure.DocumentEntry, models.DocumentEntry)
DEPARTMENT = shape_of(department.Department, models.Department)
