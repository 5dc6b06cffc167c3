"""A text as pages show it: its place, both languages, and the page to edit it."""

from dataclasses import dataclass

from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst

from procedures.models import Department


@dataclass(frozen=True, slots=True)
class TranslatedEntry:
    where: str
    french: str
    translation: str
    status: object
    url: str


def entry_of(text, language):
    return TranslatedEntry(
        text.where,
        text.french,
        text.translation(language),
        text.status(language),
        f"{url_of(text)}#{anchor_of(text, language)}" if url_of(text) else "",
    )


def url_of(text):
    """Return the « Traductions » page of a text's entry, or an empty string."""
    owners = text.owners[1:] if isinstance(text.owners[0], Department) else ()
    owner = (*owners, text.owners[0])[0]
    name = f"admin:procedures_{owner._meta.model_name}_translations"
    if not admin.site.is_registered(type(owner)):
        return ""
    try:
        return reverse(name, args=[owner.pk])
    except NoReverseMatch:
        return ""


def anchor_of(text, language):
    """Return the name of a text's field on that page."""
    return f"{text.row._meta.model_name}-{text.row.pk}-{text.column}-{language}"


def place_of(studied):
    """Return the place of a studied line in words, or its reference if it matches no text."""
    return capfirst(studied.text.where) if studied.text else studied.line.reference
