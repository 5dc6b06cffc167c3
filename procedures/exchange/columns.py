"""From a value of plain data to its column, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from django.conf import settings
from django.db import models

Rows: TypeAlias = Mapping[tuple[type[models.Model], str], int]  # Primary keys, by keys.
Keys: TypeAlias = Mapping[tuple[type[models.Model], int], str]  # Keys, by primary keys.
AnyField: TypeAlias = "models.Field[Any, Any]"


def languages() -> list[str]:
    """The languages that a text may be translated into: those of the columns."""
    return [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def in_language(column: str, language: str) -> str:
    return f"{column}_{language}"


def french(column: str) -> str:
    return in_language(column, settings.LANGUAGE_CODE)


def field_of(model: type[models.Model], column: str) -> AnyField:
    """Return the field of a column: never a relation that is seen from its other end."""
    field = model._meta.get_field(column)
    if not isinstance(field, models.Field):
        raise TypeError(f"{model.__name__}.{column} is no column")
    return field


def model_of(field: AnyField) -> type[models.Model]:
    """Return the model that a foreign key leads to."""
    if field.related_model is None:
        raise TypeError(f"{field} is no foreign key")
    return field.related_model


def set_value(row: models.Model, column: str, value: Any, rows: Rows) -> None:
    """Set a column; ``rows`` gives the primary key of (model, key) for foreign keys."""
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
    """Return the function that makes plain data of a column's value; nothing if it is already.

    ``keys`` gives the key of (model, primary key) for foreign keys.
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
