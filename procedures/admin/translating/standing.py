"""The progress of translations, and the texts behind each figure."""

from itertools import groupby

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.http import urlencode

from procedures.models import NATIONAL, Department
from procedures.publishing.checks.glossary import glossary
from procedures.rights import rights_of
from procedures.translating.catalogue_texts import (
    LANGUAGES,
    SECTIONS,
    is_to_the_left,
    language_name,
    read_texts,
)
from procedures.translating.progress import IN_FORCE, STATES, chosen, progress

from ..desk_page import need, page
from . import forms
from .entries import entry_of

PER_PAGE = 40
# The width of a bar, in its own units.
WIDTH = 200


def progress_page(site, request):
    """Show how many texts are in each state, for each language, part and section."""
    rights = rights_of(request)
    need(rights.parts)
    figures = [one for one in progress(read_texts()) if rights.may_view(one.part)]
    own = [part for part in rights.parts if part != NATIONAL] or [NATIONAL]
    context = {
        "title": "Traductions",
        "languages": [_language(code, figures, own) for code in LANGUAGES],
        "states": [{"value": state.value, "name": forms.STATES[state]} for state in STATES],
        "may_import": bool(rights.editable_parts),
    }
    return page(site, request, "admin/translating/progress.html", context)


def texts_page(site, request):
    """List the texts of a language, part, section and state: French beside the translation."""
    rights = rights_of(request)
    need(rights.parts)
    form = forms.ListForm(_asked(request), parts=part_names(rights.visible_parts))
    wanted = form.cleaned_data if form.is_valid() else {"langue": LANGUAGES[0]}
    language = wanted["langue"]
    filters = {
        "parts": [wanted["partie"]] if wanted.get("partie") else rights.visible_parts,
        "sections": list(filter(None, [wanted.get("section")])),
        "states": list(filter(None, [wanted.get("etat")])),
    }
    texts = chosen(read_texts(), language, **filters)
    shown = Paginator(texts, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Traductions : les textes",
        "form": form,
        "language": language,
        "language_name": language_name(language),
        "direction": direction_of(language),
        "page": shown,
        "texts": [entry_of(text, language) for text in shown],
        "query": urlencode({key: value for key, value in wanted.items() if value}),
    }
    return page(site, request, "admin/translating/texts.html", context)


def part_names(parts):
    """Return (code, name) of the parts, the national one first."""
    names = {one.code: str(one) for one in Department.objects.exclude(code=NATIONAL)}
    names[NATIONAL] = "contenu national"
    return [(part, names.get(part, part)) for part in sorted(parts, key=_order)]


def direction_of(language):
    return "rtl" if is_to_the_left(language) else "ltr"


def _order(part):
    return part != NATIONAL, part


def _asked(request):
    return {"langue": LANGUAGES[0], **request.GET.dict()}


def _language(code, figures, own):
    listed = [one for one in figures if one.language == code]
    names = dict(part_names({one.part for one in listed}))
    parts = []
    for part, sections in groupby(listed, key=lambda one: one.part):
        rows = [_row(one) for one in sections]
        total = sum(row["total"] for row in rows)
        parts.append(
            {
                "name": names[part],
                "open": part in own,
                "rows": rows,
                "total": total,
                "done": sum(row["done"] for row in rows),
                "caption": f"{names[part]}, {language_name(code)}",
            }
        )
    return {
        "code": code,
        "name": language_name(code),
        "direction": "rtl" if is_to_the_left(code) else "ltr",
        "glossary": glossary(code),
        "parts": parts,
    }


def _row(figures):
    return {
        "name": SECTIONS[figures.section],
        "total": figures.total,
        "done": figures.done,
        "cells": [(figures.counts[state], _address(figures, state), state) for state in STATES],
        "bar": list(_bar(figures)),
        "summary": _in_words(figures),
    }


def _address(figures, state):
    asked = {
        "langue": figures.language,
        "partie": figures.part,
        "section": figures.section,
        "etat": state.value,
    }
    return f"{reverse('admin:desk_translating_texts')}?{urlencode(asked)}"


def _bar(figures):
    """Yield (state, x, width) of the pieces of a bar, in whole units."""
    before = 0
    for state in STATES:
        after = before + figures.counts[state]
        start, end = (WIDTH * count // figures.total for count in (before, after))
        if after > before:
            yield state.value, start, max(end - start, 1)
        before = after


def _in_words(figures):
    share = 100 * sum(figures.counts[state] for state in IN_FORCE) // figures.total
    return f"{share} % des textes se lisent dans cette langue"
