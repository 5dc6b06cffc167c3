"""Tells whether a page shows French for a missing translation, so that it can say so once."""

from dataclasses import fields, is_dataclass
from functools import cache

from django.utils.translation import get_language


def french_stands_in(value: object) -> bool:
    """Tell whether French replaces a missing translation in the values of a page.

    On a French page nothing does. Elsewhere each value is looked at:

    >>> from django.utils.translation import override
    >>> with override("en"):
    ...     french_stands_in(["Hello", {"text": "Bonjour", "lang": "fr", "dir": "ltr"}])
    True
    """
    return get_language() != "fr" and _holds_french(value)


def _holds_french(value: object) -> bool:
    if value is None or isinstance(value, str | bool | int):
        return False
    if isinstance(value, dict):
        if "text" in value and "lang" in value:
            return value["lang"] == "fr"
        return any(map(_holds_french, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_holds_french, value))
    return any(_holds_french(getattr(value, name)) for name in _names_of(type(value)))


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    """Return the names of the values of a dataclass; nothing for another type."""
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()
