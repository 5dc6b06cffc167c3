"""Filters that show a text of the catalogue in its own language and direction.

A text is a string in the language of the page, or a mapping or object with ``text``, ``lang`` and
``dir`` for another language (a French sentence on an Arabic page), so that a screen reader reads it
with the right voice.
"""

import re

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeData, mark_safe
from django.utils.translation import get_language

register = template.Library()

NO_BREAK = "\N{NO-BREAK SPACE}"
OTHER_SPACES = re.compile(r" (?=»)|(?<=«) |(?<=\d) (?=[\d€])")
FRENCH_SPACES = re.compile(r" (?=[:;?!»€%])|(?<=«) |(?<=\d) (?=\d{3}\b)")


def parts(value):
    """Return (words, language, direction) of a text; empty strings for the page's own language."""
    if isinstance(value, str):
        return value, "", ""
    if isinstance(value, dict):
        return value.get("text", ""), value.get("lang", ""), value.get("dir", "")
    return (
        getattr(value, "text", value),
        getattr(value, "lang", ""),
        getattr(value, "dir", ""),
    )


def typeset(words, lang):
    """Return words with non-breaking spaces where a line must not break.

    French puts a space before « : » and « ? ». In every language, no line breaks inside French
    quotes, which hold the words of a card, or inside a number: from right to left, groups of digits
    would change places around a plain space.
    """
    spaces = FRENCH_SPACES if (lang or get_language()) == "fr" else OTHER_SPACES
    spaced = spaces.sub(NO_BREAK, str(words))
    return mark_safe(spaced) if isinstance(words, SafeData) else spaced  # noqa: S308 - as it was


def language_attributes(lang, direction):
    return format_html(' lang="{}" dir="{}"', lang, direction or "auto") if lang else ""


@register.filter
def text(value):
    """Return a text inside a sentence: bare, or in a span that names its language."""
    if value is None:
        return ""
    words, lang, direction = parts(value)
    words = typeset(words, lang)
    if not lang:
        return conditional_escape(words)
    return format_html("<span{}>{}</span>", language_attributes(lang, direction), words)


@register.filter
def paragraphs(value):
    """Return a text as paragraphs, divided at its empty lines."""
    if value is None:
        return ""
    words, lang, direction = parts(value)
    attributes = language_attributes(lang, direction)
    blocks = [block.strip() for block in str(typeset(words, lang)).split("\n\n")]
    return mark_safe(  # noqa: S308 - each part is escaped by format_html
        "".join(format_html("<p{}>{}</p>", attributes, block) for block in blocks if block)
    )
