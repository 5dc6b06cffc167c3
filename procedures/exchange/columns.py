"""Converts a value of plain data to the value of its column, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from django.conf import settings
from django.db import models

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
