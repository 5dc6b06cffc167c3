"""Which columns are texts: modeltranslation gives each one a column a language."""

from django.conf import settings
from modeltranslation.translator import TranslationOptions, translator

from procedures.exchange.keys import Children, Text, flat
from procedures.exchange.shapes import DEPARTMENT, LISTS


def _texts(shape):
    """Yield (model, columns of texts) of a shape, and of what is inside it."""
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
    # French is the source: a text that an entry must have, it must have in French.
    attributes = {"fields": fields, "required_languages": (settings.LANGUAGE_CODE,)}
    options = type(f"{model.__name__}Translation", (TranslationOptions,), attributes)
    translator.register(model, options)
