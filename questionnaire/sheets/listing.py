"""The list of procedures, by family, and the search for procedures by words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from procedures.engine.conditions.tree import NEVER, on_day
from procedures.engine.schema.texts import in_language
from procedures.engine.values.content import Text
from procedures.engine.values.procedure import Procedure
from procedures.publishing.parts.channel_words import family_title, family_titles
from procedures.publishing.spelling import bare
from questionnaire.result.reading import Reading, Shown

from .addresses import procedure_url


def by_family(procedures: Iterable[Procedure]) -> list[tuple[str, str, list[Procedure]]]:
    """Return [(family, title, procedures by rank)] in the order of the page."""
    titles = family_titles()
    found: dict[str, list[Procedure]] = {}
    for procedure in procedures:
        found.setdefault(procedure.family, []).append(procedure)
    order = [*titles, *sorted(set(found) - set(titles))]
    return [
        (
            family,
            family_title(family),
            sorted(found[family], key=lambda one: one.rank),
        )
        for family in order
        if family in found
    ]


# French words have endings: « renouveler » must find « renouvellement », « perdue » « perdu ».
STEM = 6
LEAST_STEM = 4
LONGEST_ENDING = 2
LEAST_LETTERS = 3


def words_wanted(query: str) -> list[str]:
    """Return the words of a query that are long enough to tell something.

    >>> words_wanted("La carte, à l’école")
    ['carte', 'ecole']
    """
    return [word for word in bare(query).split() if len(word) >= LEAST_LETTERS]


def matches(reading: Reading, wanted: list[str], title: Text, *texts: Text) -> tuple[int, int]:
    """Return how many of the words are in a title or a text, and how many in the title."""
    in_title = _words(reading, title)
    anywhere = in_title.union(*(_words(reading, text) for text in texts))
    matched = sum(_begins(word, anywhere) for word in wanted)
    return matched, sum(_begins(word, in_title) for word in wanted)


def _words(reading: Reading, text: Text) -> frozenset[str]:
    words = _words_of(in_language(text, "fr"))
    if reading.language == "fr":
        return words
    return words | _words_of(in_language(text, reading.language))


@lru_cache(maxsize=8192)
def _words_of(text: str) -> frozenset[str]:
    """Return the bare words of a text of the catalogue.

    They are kept: to find them in every text again took half of a search, which anybody may ask for
    as often as they like.
    """
    return frozenset(bare(text).split())


def _begins(word: str, words: frozenset[str]) -> bool:
    """Tell whether a word, without its ending, begins one of the others."""
    shortest = max(LEAST_STEM, len(word) - LONGEST_ENDING)
    return any(
        one.startswith(word[:STEM]) or (len(one) >= shortest and word.startswith(one))
        for one in words
    )


@dataclass(frozen=True, slots=True)
class ListedProcedure:
    title: Shown
    url: str


@dataclass(frozen=True, slots=True)
class ListedFamily:
    """A family with its procedures. ``id`` is its anchor on the page."""

    id: str
    title: str
    procedures: list[ListedProcedure]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The procedures found. ``complete`` is false if none has all the words of the query.

    The procedures are then those with the most words.
    """

    procedures: list[ListedProcedure]
    complete: bool


def families(reading: Reading) -> list[ListedFamily]:
    """Return every procedure, by family."""
    return [
        ListedFamily(family, title, [listed(reading, one) for one in procedures])
        for family, title, procedures in by_family(procedures_in_force(reading))
    ]


def procedures_in_force(reading: Reading) -> list[Procedure]:
    """Return the procedures that somebody may be given today."""
    return [
        one
        for one in reading.rule_set.procedures.values()
        if on_day(one.when, reading.today) != NEVER
    ]


def listed(reading: Reading, procedure: Procedure) -> ListedProcedure:
    return ListedProcedure(reading.shown(procedure.title), procedure_url(procedure.id))


def search(reading: Reading, query: str) -> SearchResult:
    """Return the procedures with the most words of a query, those with words in the title first."""
    wanted = words_wanted(query)
    scored: list[tuple[int, int, float, Procedure]] = []
    for one in procedures_in_force(reading):
        matched, titled = matches(reading, wanted, one.title, one.summary, one.result)
        scored.append((-matched, -titled, one.rank, one))
    most = min((line[0] for line in scored), default=0)
    best = [line for line in scored if most < 0 and line[0] == most]
    kept = sorted(best, key=lambda line: line[:3])
    return SearchResult([listed(reading, line[-1]) for line in kept], complete=-most == len(wanted))
