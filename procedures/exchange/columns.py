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


def plain_value(field, keys):
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


def _number(value):
    return int(value) if value == value.to_integral_value() else float(value)
