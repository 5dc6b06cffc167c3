"""The papers of the library that say some words."""

from __future__ import annotations

from procedures.models import Document

from .matching import Folded, ranges_of, wanted


def papers_saying(words: str) -> list[Document]:
    """Return the papers whose title says all the words, then those whose explanation does."""
    sought = wanted(words)
    if not sought:
        return []
    first, then = [], []
    for one in Document.objects.order_by("position", "pk"):
        if ranges_of(sought, Folded.of(one.title_fr or "")):
            first.append(one)
        elif ranges_of(sought, Folded.of(f"{one.title_fr} {one.explanation_fr or ''}")):
            then.append(one)
    return first + then
