"""The papers of the library that say some words."""

from __future__ import annotations

from collections.abc import Iterable
from math import log

from procedures.models import Document, DocumentEntry, Override, Procedure

from .matching import Folded, ranges_of, wanted
from .texts import MOST_COMPARED


def papers_saying(words: str) -> list[Document]:
    """Return the papers whose title says all the words, then those whose explanation does.

    If none does, return those that are recognized by these words: by their everyday names.
    """
    sought = wanted(words)
    if not sought:
        return []
    first, then, known = [], [], []
    for one in _library():
        title, explanation, look = _texts_of(one)
        if ranges_of(sought, Folded.of(title)):
            first.append(one)
        elif ranges_of(sought, Folded.of(f"{title} {explanation}")):
            then.append(one)
        elif ranges_of(sought, Folded.of(f"{title} {explanation} {look}")):
            known.append(one)
    return first + then or known


def papers_nearest(words: str) -> list[Document]:
    """Return the papers that say some of the first words, those that say most of them first.

    Among those that say as many, the rarer words count more, then the words of a title. What half
    of the papers say or more, as « de », tells none apart and counts for nothing.
    """
    sought = list(dict.fromkeys(wanted(words)))[:MOST_COMPARED]
    papers = list(_library())
    titles = [_words_in(one.title_fr or "", sought) for one in papers]
    everywhere = [_words_in(" ".join(_texts_of(one)), sought) for one in papers]
    weights = {}
    for word in sought:
        count = sum(word in found_words for found_words in everywhere)
        if 0 < count * 2 < len(papers):
            weights[word] = log(len(papers) / count)
    ranked = []
    for one, title, found_words in zip(papers, titles, everywhere, strict=True):
        known = [weights[word] for word in found_words if word in weights]
        if known:
            named = sum(weights.get(word, 0) for word in title)
            ranked.append(((len(known), sum(known), named), one))
    return [one for _, one in sorted(ranked, key=lambda found: found[0], reverse=True)]


def _library() -> Iterable[Document]:
    return Document.objects.order_by("position", "pk")


def _texts_of(document: Document) -> tuple[str, ...]:
    """Return what names a paper: its title, what it is, how it is recognized."""
    texts = (document.title_fr, document.explanation_fr, document.looks_like_fr)
    return tuple(one or "" for one in texts)


def _words_in(text: str, sought: list[str]) -> set[str]:
    folded = Folded.of(text)
    return {word for word in sought if ranges_of([word], folded)}


def likely_first(found: Iterable[Document], procedure: Procedure) -> list[Document]:
    """Return papers, those of the procedure first, then those of its family, then the others."""
    own = _papers_of(procedure=procedure)
    family = _papers_of(procedure__family=procedure.family)
    return sorted(found, key=lambda one: (one.pk not in own, one.pk not in family))


def in_a_choice(document: Document, procedure: Procedure, override: Override | None) -> bool:
    """Tell whether a paper is one of several, of which the list or a préfecture asks one."""
    lines = DocumentEntry.objects.filter(alternatives__document=document)
    around = lines.filter(procedure=procedure)
    return around.exists() or (override is not None and lines.filter(override=override).exists())


def _papers_of(**whose: object) -> set[int]:
    lines = DocumentEntry.objects.filter(**whose)
    return {
        one
        for pair in lines.values_list("document_id", "alternatives__document_id")
        for one in pair
        if one is not None
    }
