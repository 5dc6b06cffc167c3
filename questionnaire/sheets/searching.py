"""How well words that somebody typed match a text: endings, accents and the language do not count.

French words are searched in every language, since they are the words on cards and papers.
"""

from __future__ import annotations

from functools import lru_cache

from procedures.engine.schema.texts import in_language
from procedures.engine.values.content import Text
from procedures.publishing.spelling import bare
from questionnaire.result.reading import Reading

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
