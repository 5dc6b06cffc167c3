"""The words and phrases of invariants in texts: the forbidden, and the required ones."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from ..values.cases import Invariant
from ..values.content import Text

# The shipped catalogue has 5,900 different French texts that a proof reads.
MOST_TEXTS = 16_384


class TextMatch(NamedTuple):
    """All that the proof of an invariant reads in French texts: a word that it forbids, and whether
    they hold one of its phrases."""

    word: str | None = None
    told_with: bool = False
    told: bool = False
    first: bool = False


class MatchesOfAll(NamedTuple):
    """The match of each invariant in some texts; ``words`` are those with a forbidden word."""

    each: tuple[TextMatch, ...]
    words: frozenset[int]


@lru_cache(maxsize=2)
def matcher_for(invariants: tuple[Invariant, ...]) -> TextMatcher:
    """Return the matcher of these invariants; most texts stay as they are between proofs."""
    return TextMatcher(invariants)


class TextMatcher:
    """Reads each text once: that of a document is read in every procedure that asks for it.

    >>> promise = Invariant("i", "Titre", words=("consulat",), told_with=("sauf si",))
    >>> TextMatcher([promise]).match("Allez au Consulat, sauf si…")
    (TextMatch(word='consulat', told_with=True, told=False, first=False),)
    """

    def __init__(self, invariants: Iterable[Invariant]) -> None:
        self._wanted = tuple([_Wanted(one) for one in invariants])
        self._looked_for = tuple(dict.fromkeys(one for each in self._wanted for one in each.all))
        self._nothing = (TextMatch(),) * len(self._wanted)
        self.match = lru_cache(MOST_TEXTS)(self._match)
        self._together = lru_cache(MOST_TEXTS)(self._match_together)

    def to(self, texts: Iterable[Text]) -> MatchesOfAll:
        """Return the matches of some texts, at least one, together."""
        return self._together(tuple([text.get("fr", "") for text in texts]))

    def _match(self, text: str) -> tuple[TextMatch, ...]:
        bare = _plain(text)
        # Nineteen texts of twenty hold nothing that any of them looks for.
        if not any(map(bare.__contains__, self._looked_for)):
            return self._nothing
        return tuple([wanted.in_a_text(bare) for wanted in self._wanted])

    def _match_together(self, texts: tuple[str, ...]) -> MatchesOfAll:
        found = [one for one in map(self.match, texts) if one is not self._nothing]
        each = tuple([_together(one) for one in zip(*found, strict=True)] or self._nothing)
        words = frozenset(number for number, one in enumerate(each) if one.word is not None)
        return MatchesOfAll(each, words)


class _Wanted:
    """The words and phrases that an invariant looks for, as ``_plain`` leaves them."""

    def __init__(self, invariant: Invariant) -> None:
        # [(word, as it is looked for)]
        self._words = [(word, _plain(word)) for word in invariant.words]
        self._but_for = [_plain(one) for one in invariant.but_for]
        phrases = (invariant.told_with, invariant.told, invariant.first)
        self._phrases = [[_plain(one) for one in each] for each in phrases]
        # Where none of these is, nothing is found: a text without « but for » is left as it is.
        self.all = [*(one for _, one in self._words), *self._but_for, *chain(*self._phrases)]

    def in_a_text(self, bare: str) -> TextMatch:
        """Return the match of a text that ``_plain`` has been through."""
        phrases = [any(one in bare for one in phrases) for phrases in self._phrases]
        return TextMatch(self._word_in(bare), *phrases)

    def _word_in(self, bare: str) -> str | None:
        """Return the first word of a text that the invariant forbids, or ``None``."""
        if self._words:
            for phrase in self._but_for:
                bare = bare.replace(phrase, " ")
        return next((word for word, looked_for in self._words if looked_for in bare), None)


def _together(matches: Iterable[TextMatch]) -> TextMatch:
    word, *phrases = zip(*matches, strict=True)
    return TextMatch(next((one for one in word if one is not None), None), *map(any, phrases))


def _plain(text: str) -> str:
    """Return a text without what does not change its words: capitals, spaces, apostrophes.

    >>> _plain("N’allez pas  au\\nConsulat")
    "n'allez pas au consulat"
    """
    return " ".join(text.replace("’", "'").casefold().split())
