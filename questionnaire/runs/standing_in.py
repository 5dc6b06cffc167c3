"""Tells whether a page shows French for a missing translation, so that it can say so once."""

from dataclasses import fields, is_dataclass


def french_stands_in(value: object) -> bool:
    """Tell whether French replaces a missing translation in the values of a page.

    >>> french_stands_in(["Hello", {"text": "Bonjour", "lang": "fr", "dir": "ltr"}])
    True
    """
    if isinstance(value, dict):
        if "text" in value and "lang" in value:
            return value["lang"] == "fr"
        return any(french_stands_in(one) for one in value.values())
    if isinstance(value, list | tuple):
        return any(french_stands_in(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return any(french_stands_in(getattr(value, field.name)) for field in fields(value))
    return False
