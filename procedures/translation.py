"""Registers the translatable columns: modeltranslation gives each one a column per language."""

from django.conf import settings
from modeltranslation.translator import TranslationOptions, translator

from procedures.exchange.columns import Children, Text, flat
from procedures.exchange.shapes import DEPARTMENT, LISTS


def _texts(shape):
    """Yield (model, columns of texts) for a shape and for the shapes inside it."""
    keys = [key for key, _, _ in flat(shape.keys, {})]
    columns = tuple(key.column for key in keys if isinstance(key, Text))
    if columns:
        yield shape.model, columns
    for key in keys:
        if isinstance(key, Children):
            yield from _texts(key.shape)


TEXTS = {
    model: columns for shape in (*LISTS.values(), DEPARTMENT) for model, columns in _texts(shape)
}

for model, fields in TEXTS.items():
    # French is the source language: a required text is required in French only.
    attributes = {"fields": fields, "required_languages": (settings.LANGUAGE_CODE,)}
    options = type(f"{model.__name__}Translation", (TranslationOptions,), attributes)
    translator.register(model, options)
