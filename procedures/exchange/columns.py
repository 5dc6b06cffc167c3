"""The keys of an entry of the exchange format: how each is stored, and its value in a column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from django.conf import settings
from django.db import models
from django.db.models import Model

from procedures.engine.schema.shapes import join
from procedures.engine.values.plain import PlainDict


@dataclass(frozen=True, slots=True)
class Value:
    """A key stored in one column, and converted by the type of that column.

    A foreign key is written as the name of the entry it refers to.
    """

    name: str
    column: str


class Flag(Value):
    """A boolean that is false when the key is missing."""


class Contrary(Value):
    """A boolean that is true when the key is missing, and whose column says the contrary."""


class Codes(Value):
    """A list of codes. An empty list means the same as a missing key."""


class Text(Value):
    """A translatable text, stored in one column per language."""


class Hours(Text):
    """Opening hours: a text, or a mapping by weekday, which has its own column.

    The mapping may hold the text too, as its ``note``: the path of the text is the same.
    """

    by_weekday = "weekly_hours"


@dataclass(frozen=True, slots=True)
class Block:
    """A mapping whose keys are columns of the same row.

    ``label`` is shown before the labels of these keys, for blocks whose keys are not clear alone.
    """

    name: str
    keys: tuple[Key, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Children:
    """A list of entries stored as rows of another model; ``parent`` is their foreign key.

    An entry whose only key is ``bare`` is written as the value of that key.
    """

    name: str
    shape: Shape
    parent: str
    bare: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of simple values; each is the column ``column`` of a row of ``model``."""

    name: str
    model: type[Model]
    parent: str
    column: str


@dataclass(frozen=True, slots=True)
class Shape:
    """The model and the keys of a kind of entry.

    ``identity`` is the key whose value is unique among an entry's siblings.
    """

    model: type[Model]
    keys: tuple[Key, ...]
    identity: str = ""


Key: TypeAlias = Value | Block | Children | Listed
# Every kind of key but ``Block``.
LeafKey: TypeAlias = Value | Children | Listed


def flat(
    keys: Iterable[Key], entry: PlainDict, path: str = ""
) -> Iterator[tuple[LeafKey, PlainDict, str]]:
    """Yield (key, mapping that may hold it, path) for each key of an entry.

    The keys inside blocks are included, the blocks themselves are not.
    """
    for key in keys:
        here = join(path, key.name)
        if isinstance(key, Block):
            block = entry.get(key.name)
            yield from flat(key.keys, block if isinstance(block, dict) else {}, here)
        else:
            yield key, entry, here


# {(model, name of the entry): primary key}
Rows: TypeAlias = Mapping[tuple[type[models.Model], str], int]
# {(model, primary key): name of the entry}
Keys: TypeAlias = Mapping[tuple[type[models.Model], int], str]
AnyField: TypeAlias = "models.Field[Any, Any]"


def languages() -> list[str]:
    """Return the languages, other than French, that the columns of a text exist in."""
    return [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def in_language(column: str, language: str) -> str:
    return f"{column}_{language}"


def french(column: str) -> str:
    return in_language(column, settings.LANGUAGE_CODE)


def field_of(model: type[models.Model], column: str) -> AnyField:
    """Return the field of a column, never a reverse relation."""
    field = model._meta.get_field(column)
    if not isinstance(field, models.Field):
        raise TypeError(f"{model.__name__}.{column} is no column")
    return field


def model_of(field: AnyField) -> type[models.Model]:
    """Return the model that a foreign key refers to."""
    if field.related_model is None:
        raise TypeError(f"{field} is no foreign key")
    return field.related_model


def set_value(row: models.Model, column: str, value: Any, rows: Rows) -> None:
    """Set a column of a row from plain data; ``None`` sets the default of the column.

    ``rows`` gives the primary key of (model, name) for foreign keys.
    """
    field = field_of(type(row), column)
    if value is None:
        setattr(row, field.attname, field.get_default())
    elif isinstance(field, models.ForeignKey):
        setattr(row, field.attname, rows[model_of(field), value])
    elif isinstance(field, models.DateField):
        setattr(row, column, date.fromisoformat(value))
    elif isinstance(field, models.DecimalField):
        setattr(row, column, Decimal(str(value)))
    else:
        setattr(row, column, value)


def plain_value(field: AnyField, keys: Keys) -> Callable[[Any], object] | None:
    """Return the function that converts a column's value to plain data, or ``None``.

    ``None`` means that the value is plain data already. ``keys`` gives the name of (model, primary
    key) for foreign keys.
    """
    if isinstance(field, models.ForeignKey):
        return lambda value: keys[field.related_model, value]
    if isinstance(field, models.DateField):
        return date.isoformat
    if isinstance(field, models.DecimalField):
        return _number
    return None


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
