"""Searches the working copy: its texts, its sources, the words that people use for an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Protocol, TypeAlias

from django.db.models import Model, Q

from procedures import models
from procedures.publishing.content import content_now
from procedures.publishing.editions.kept import Kept
from procedures.publishing.spelling import bare
from procedures.translating.catalogue_texts import read_texts
from procedures.watching.kinds import sourced_models

from .matching import Folded, excerpt, ranges_of, wanted

# What returns [(start, end)] of what it finds in a text.
Finder: TypeAlias = Callable[[str], list[tuple[int, int]]]
TEXTS, SOURCES = "Dans les textes", "Dans les sources"
# The column that names an entry, and the kind that its finds are listed under.
TITLES: dict[tuple[type[Model], str], str] = {
    (models.Procedure, "title"): "Dans les noms de démarches",
    (models.Document, "title"): "Dans les noms de pièces",
    (models.Question, "text"): "Dans les questions",
    (models.Choice, "text"): "Dans les réponses proposées",
    (models.Fee, "label"): "Dans les montants",
    (models.Site, "name"): "Dans les lieux d'accueil",
    (models.Helper, "name"): "Dans les aides de proximité",
    (models.Orientation, "title"): "Dans les orientations",
}
ORDER = (*dict.fromkeys(TITLES.values()), TEXTS, SOURCES)
NEAR, MOST_NEAR = 0.72, 3
_kept: Kept[list[tuple[SaidText, Folded]]] = Kept(1)
SHORTEST_NEAR = 4


class SaidText(Protocol):
    """A text of the working copy: see ``CatalogueText``."""

    @property
    def row(self) -> Any: ...
    @property
    def where(self) -> str: ...
    @property
    def french(self) -> str: ...
    @property
    def part(self) -> str: ...
    @property
    def column(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Found:
    """A place that says what was looked for; ``words`` is [(words, whether they were found)]."""

    kind: str
    where: str
    part: str
    row: Model = field(repr=False)
    words: list[tuple[str, bool]] = field(default_factory=list)


def search(query: str, may_view: Callable[[str], bool]) -> list[Found]:
    """Return what says all the words of a query, in the parts that ``may_view`` accepts."""
    words = wanted(query)
    if not words:
        return []
    found = []
    for text, folded in _readable(may_view):
        ranges = ranges_of(words, folded)
        if ranges:
            found.append(_found(text, ranges))
    found += _sources(query, words, may_view)
    return sorted(found, key=lambda one: ORDER.index(one.kind))


def near_words(query: str, may_view: Callable[[str], bool]) -> list[str]:
    """Return words of the texts that are written almost like those of a query."""
    known: dict[str, str] = {}
    for text, _ in _readable(may_view):
        for word in text.french.replace("’", " ").replace("'", " ").split():
            word = word.strip('«».,;:!?()…"\u00a0\u202f')
            if len(word) >= SHORTEST_NEAR:
                known.setdefault(bare(word), word.lower())
    near: list[str] = []
    for word in bare(query).split():
        near += [known[one] for one in get_close_matches(word, known, MOST_NEAR, NEAR)]
    return list(dict.fromkeys(near))


def saying(finders: Iterable[Finder], row: Model, may_view: Callable[[str], bool]) -> list[Found]:
    """Return the texts in which one of the finders finds something, but those of ``row``."""
    sought = list(finders)
    found = []
    for text, _ in _readable(may_view) if sought else ():
        if (type(text.row), text.row.pk) != (type(row), row.pk):
            ranges = sorted({one for find in sought for one in find(text.french)})
            if ranges:
                found.append(_found(text, ranges))
    return found


def _readable(may_view: Callable[[str], bool]) -> list[tuple[SaidText, Folded]]:
    """Return the texts that an account may read; they are read again once something changed."""
    now = content_now()
    every = _kept.get((now.digest, now.rules), _read)
    return [(text, folded) for text, folded in every if may_view(text.part)]


def _read() -> list[tuple[SaidText, Folded]]:
    return [(text, Folded.of(text.french)) for text in read_texts()]


def _found(text: SaidText, ranges: list[tuple[int, int]]) -> Found:
    kind = TITLES.get((type(text.row), text.column), TEXTS)
    return Found(kind, text.where, text.part, text.row, excerpt(text.french, ranges))


def _sources(query: str, words: list[str], may_view: Callable[[str], bool]) -> Iterable[Found]:
    """Yield the rows whose source, or whose address on the web, has the words of a query."""
    for model in sourced_models():
        asked = Q(source_reference__icontains=query) | Q(source_url__icontains=query)
        rows: Iterable[Any] = model._default_manager.filter(asked)
        for row in rows:
            if may_view(row.part):
                said = " ".join(filter(None, (row.source_reference, row.source_url)))
                ranges = ranges_of(words, Folded.of(said))
                yield Found(SOURCES, "", row.part, row, excerpt(said, ranges))
