"""Searches the working copy: its texts, its sources, the words that people use for an answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, cached_property, lru_cache
from typing import Any, TypeAlias

from django.db.models import Model

from procedures import models
from procedures.publishing.content import content_now
from procedures.publishing.editions.kept import Kept
from procedures.publishing.spelling import bare
from procedures.translating.catalogue_texts import CatalogueText, read_texts
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
LINKS = "Dans les liens"
# What no language but French has: what colleagues read, and the links. {model: {column: kind}}
UNTRANSLATED: dict[type[Model], dict[str, str]] = {
    models.Case: {"persona": "Dans les personnes d'essai"},
    models.Invariant: {"title": "Dans les garanties"},
    models.DerivedFact: {"title": "Dans les informations déduites"},
    models.DerivedRule: {"label": "Dans les informations déduites"},
    models.Channel: {"url": LINKS},
    models.OrientationLink: {"url": LINKS},
    models.Department: {"prefecture_site": LINKS},
}
ORDER = tuple(
    dict.fromkeys(
        (
            *TITLES.values(),
            TEXTS,
            *(kind for columns in UNTRANSLATED.values() for kind in columns.values()),
            SOURCES,
        )
    )
)
NEAR, MOST_NEAR = 0.72, 3
SHORTEST_NEAR = 4
# The words of a query beside which all those of the texts are held: each takes some 20 ms.
MOST_COMPARED = 10


@dataclass(frozen=True, slots=True)
class Found:
    """A place that says what was looked for, at some ranges of a text.

    A short word stands in thousands of places, of which a page shows some dozens: a place is put
    in words when it is shown.
    """

    kind: str
    part: str
    row: Model = field(repr=False)
    text: str
    ranges: list[tuple[int, int]]
    named: Callable[[], str] = field(repr=False, default=str)

    @property
    def where(self) -> str:
        """The name of the place, or nothing if the row's own name is all."""
        return self.named()

    @property
    def words(self) -> list[tuple[str, bool]]:
        """[(words, whether they were found)] around the first range."""
        return excerpt(self.text, self.ranges)


class _Copy:
    """What the working copy says, folded; a part of it that no search needs is not read."""

    @cached_property
    def texts(self) -> list[tuple[CatalogueText, str, Folded]]:
        """(text, its part, its letters) of every text."""
        return [(text, text.part, _folded(text.french)) for text in read_texts()]

    @cached_property
    def sources(self) -> list[tuple[Any, str, str, Folded]]:
        """(row, its part, its reference and its address, their letters) of every source."""
        # Most have a text too, whose part is known; the others are asked for theirs one by one.
        parts = {(type(text.row), text.row.pk): part for text, part, _ in self.texts}
        found = []
        for model in sourced_models():
            rows: Iterable[Any] = model._default_manager.all()
            for row in rows:
                source = " ".join(filter(None, (row.source_reference, row.source_url)))
                if source:
                    part = parts.get((model, row.pk)) or row.part
                    found.append((row, part, source.casefold(), _folded(source)))
        return found

    @cached_property
    def untranslated(self) -> list[tuple[str, Any, str, Folded]]:
        """(kind, row, its part, its letters) of what is not translated."""
        found = []
        for model, columns in UNTRANSLATED.items():
            inside = [one.name for one in model._meta.concrete_fields if one.name == "department"]
            manager = model._default_manager
            rows: Iterable[Any] = manager.select_related(*inside) if inside else manager.all()
            for row in rows:
                texts = ((kind, getattr(row, column)) for column, kind in columns.items())
                found += [(kind, row, row.part, _folded(words)) for kind, words in texts if words]
        return found

    @cached_property
    def words(self) -> dict[str, dict[str, str]]:
        """{part: {word without accents: word}} of the texts."""
        known: dict[str, dict[str, str]] = {}
        for text, part, _ in self.texts:
            of_part = known.setdefault(part, {})
            for word in text.french.replace("’", " ").replace("'", " ").split():
                word = word.strip('«».,;:!?()…"\u00a0\u202f')
                if len(word) >= SHORTEST_NEAR:
                    of_part.setdefault(bare(word), word.lower())
        return known


_kept: Kept[_Copy] = Kept(1)
# A text that a change leaves as it was is not folded again: 7,700 in the shipped catalogue.
_folded = lru_cache(maxsize=2**15)(Folded.of)


def search(query: str, may_view: Callable[[str], bool]) -> list[Found]:
    """Return what says all the words of a query, in the parts that ``may_view`` accepts."""
    words = wanted(query)
    if not words:
        return []
    copy, may = _copy_now(), cache(may_view)
    found = []
    for text, part, folded in copy.texts:
        if may(part) and (ranges := ranges_of(words, folded)):
            found.append(found_in(text, ranges))
    for kind, row, part, folded in copy.untranslated:
        if may(part) and (ranges := ranges_of(words, folded)):
            found.append(Found(kind, part, row, folded.text, ranges))
    sought = query.casefold()
    for row, part, source, folded in copy.sources:
        if sought in source and may(part):
            ranges = ranges_of(words, folded)
            found.append(Found(SOURCES, part, row, folded.text, ranges))
    return sorted(found, key=lambda one: ORDER.index(one.kind))


def near_words(query: str, may_view: Callable[[str], bool]) -> list[str]:
    """Return words of the texts that are written almost like the first ones of a query.

    What the query itself finds is no other word.
    """
    known: dict[str, str] = {}
    for part, words in _copy_now().words.items():
        if may_view(part):
            known = words | known
    near: list[str] = []
    for word in list(dict.fromkeys(bare(query).split()))[:MOST_COMPARED]:
        found = wanted(word)
        others = get_close_matches(word, known, MOST_NEAR, NEAR)
        near += [known[one] for one in others if not ranges_of(found, _folded(known[one]))]
    return list(dict.fromkeys(near))


def saying(
    finders: Iterable[Finder], row: Model | None, may_view: Callable[[str], bool]
) -> list[Found]:
    """Return the texts in which one of the finders finds something, but those of ``row``."""
    sought = list(finders)
    found = []
    for text, part, _ in _copy_now().texts if sought else ():
        other = row is None or (type(text.row), text.row.pk) != (type(row), row.pk)
        if other and may_view(part):
            ranges = sorted({one for find in sought for one in find(text.french)})
            if ranges:
                found.append(found_in(text, ranges))
    return found


def found_in(
    text: CatalogueText, ranges: list[tuple[int, int]], words: str = "", language: str = ""
) -> Found:
    """Return a place of a text; ``words`` are those of a translation, in a ``language``."""
    kind = TITLES.get((type(text.row), text.column), TEXTS)
    shown = words or text.french
    return Found(kind, text.part, text.row, shown, ranges, lambda: text.where + language)


def texts_now() -> Iterator[CatalogueText]:
    """Yield every French text of the working copy, in the order of the catalogue."""
    return (text for text, _, _ in _copy_now().texts)


def _copy_now() -> _Copy:
    """Return what the working copy says now: it is read again once something changed."""
    now = content_now()
    return _kept.get((now.digest, now.rules), _Copy)
