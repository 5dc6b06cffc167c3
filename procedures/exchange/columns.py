"""From a value of plain data to its column, and back."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models


def languages():
    """The languages that a text may be translated into: those of the columns."""
    return [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def in_language(column, language):
    return f"{column}_{language}"


def french(column):
    return in_language(column, settings.LANGUAGE_CODE)


def set_value(row, column, value, rows):
    """Set a column; ``rows`` gives the primary key of (model, key) for foreign keys."""
    field = row._meta.get_field(column)
    if value is None:
        setattr(row, field.attname, field.get_default())
    elif isinstance(field, models.ForeignKey):
        setattr(row, field.attname, rows[field.related_model, value])
    elif isinstance(field, models.DateField):
        setattr(row, column, date.fromisoformat(value))
    elif isinstance(field, models.DecimalField):
        setattr(row, column, Decimal(str(value)))
    else:
        setattr(row, column, value)


def get_value(row, column, keys):
    """Return a column's value for plain data, ``None`` where nothing is said.

    ``keys`` gives the key of (model, primary key) for foreign keys.
    """
    field = row._meta.get_field(column)
    value = getattr(row, field.attname)
    if value is None or value == "":
        return None
    if isinstance(field, models.ForeignKey):
        return keys[field.related_model, value]
    if isinstance(field, models.DateField):
        return value.isoformat()
    if isinstance(field, models.DecimalField):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
