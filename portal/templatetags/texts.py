"""Filters that show a text of the catalogue in its own language and direction.

A text is a string in the language of the page, or a mapping or object with ``text``, ``lang`` and
``dir`` for another language (a French sentence on an Arabic page), so that a screen reader reads it
with the right voice.
"""

import re
from functools import lru_cache

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeData, mark_safe
from django.utils.translation import get_language, get_language_bidi

register = template.Library()

NO_BREAK = "\N{NO-BREAK SPACE}"
NO_BREAK_HYPHEN = "\N{NON-BREAKING HYPHEN}"
OTHER_SPACES = re.compile(r" (?=»)|(?<=«) |(?<=\d) (?=[\d€])")
# A word that hyphens hold together is not cut at one: « a-t-elle », « avez-vous ».
HYPHEN = re.compile(
    r"(?<=\w)-(?=(?:t-)?(?:je|tu|il|ils|elle|elles|on|nous|vous|ce|le|la|les|lui|leur|y|en|là|ci)\b)",
    re.IGNORECASE,
)
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
# What holds no letter of a script from right to left, between brackets or quotes, and a letter.
FRENCH_PART = re.compile(r"[(«](?=[^()«»]*[A-Za-zÀ-ÿ])[^()«»\u0590-\u08ff]*[)»]")
ISOLATE, END_OF_ISOLATE = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
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
    """Return words as they are printed: nothing breaks where a line must not.

    French puts a space before « : » and « ? ». In every language, no line breaks inside French
    quotes, which hold the words of a card, or inside a number: from right to left, groups of digits
    would change places around a plain space.
    """
    spaced = _spaced(str(words), (lang or get_language()) == "fr")
    return mark_safe(spaced) if isinstance(words, SafeData) else spaced  # noqa: S308 - as it was


@lru_cache(4_000)
def _spaced(words, is_french):
    if not is_french:
        return OTHER_SPACES.sub(NO_BREAK, words)
    words = HYPHEN.sub(NO_BREAK_HYPHEN, FRENCH_SPACES.sub(NO_BREAK, words))
    return APOSTROPHE.sub("’", words)


@lru_cache(4_000)
def _escaped(words, is_french):
    return conditional_escape(_spaced(words, is_french))


def language_attributes(lang, direction):
    return format_html(' lang="{}" dir="{}"', lang, direction or "auto") if lang else ""


@register.filter
def french(words):
    """Return words that are French whatever the page is in, with the spaces of French."""
    if type(words) is str:
        return _escaped(words, True)
    return conditional_escape(typeset(words or "", "fr"))


@register.filter
def text(value):
    """Return a text inside a sentence: bare, or in a span that names its language."""
    if value is None:
        return ""
    if type(value) is str:
        return _escaped(value, get_language() == "fr")
    words, lang, direction = parts(value)
    words = typeset(words, lang)
    if not lang:
        return conditional_escape(words)
    return format_html("<span{}>{}</span>", language_attributes(lang, direction), words)


@register.filter
def tile(value):
    """Return a text in a narrow place, where words from the left stand in a page from the right.

    They take two lines there: their brackets or quotes would be turned round at the wrong ends.
    """
    if type(value) is not str or not get_language_bidi():
        return text(value)
    return text(FRENCH_PART.sub(rf"{ISOLATE}\g<0>{END_OF_ISOLATE}", value))


@register.filter
def pair(value):
    """Return a line in French, then ``value.own``: the same in the language of the page, if any."""
    words = f"<span>{_remarked(french(value.french), french(value.remark))}</span>"
    if value.own:
        direction = "rtl" if get_language_bidi() else "ltr"
        lang = language_attributes(get_language(), direction)
        own = _remarked(text(value.own), text(value.own_remark))
        words += f'<span class="pair__own"{lang}>{own}</span>'
    return mark_safe(words)  # noqa: S308 - both sides are escaped


def _remarked(line, remark):
    """Return a line alone, or as a part of its own before its remark: a script looks for it."""
    return f"<span>{line}</span> ({remark})" if remark else line


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
