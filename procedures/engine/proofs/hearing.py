"""What the proof of invariants reads in texts: words that must not be there, phrases that must."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ..values.content import Text
from ..values.invariants import Invariant


class Heard(NamedTuple):
    """All that the proof of an invariant reads in French texts: a word that it forbids, and whether
    they hold one of its phrases."""

    word: str | None = None
    told_with: bool = False
    told: bool = False
    first: bool = False


def heard(text: str, invariants: Iterable[Invariant]) -> list[Heard]:
    """Return all that the proof of these invariants reads in a French text.

    >>> promise = Invariant("i", "Titre", words=("consulat",), told_with=("sauf si",))
    >>> heard("Allez au Consulat, sauf si…", [promise])
    [Heard(word='consulat', told_with=True, told=False, first=False)]
    """
    return [
        Heard(
            _word_in(text, one),
            _says(text, one.told_with),
            _says(text, one.told),
            _says(text, one.first),
        )
        for one in invariants
    ]


class Ear:
    """Hears each text once: that of a document is read in every procedure that asks for it."""

    def __init__(self, invariants: list[Invariant]) -> None:
        self._invariants = invariants
        self._heard: dict[tuple[str, ...], list[Heard]] = {}

    def to(self, texts: Iterable[Text]) -> list[Heard]:
        """Return what each invariant hears in some texts, at least one, together."""
        said = tuple([text.get("fr", "") for text in texts])
        found = self._heard.get(said)
        if found is None:
            each = zip(*(heard(one, self._invariants) for one in said), strict=True)
            found = self._heard[said] = [_together(one) for one in each]
        return found


def _together(said: Iterable[Heard]) -> Heard:
    word, *phrases = zip(*said, strict=True)
    return Heard(next((one for one in word if one is not None), None), *map(any, phrases))


def _word_in(text: str, invariant: Invariant) -> str | None:
    """Return the first word of a text that an invariant forbids, or ``None``."""
    if not invariant.words:
        return None
    said = _plain(text)
    for phrase in invariant.but_for:
        said = said.replace(_plain(phrase), " ")
    return next((word for word in invariant.words if _plain(word) in said), None)


def _says(text: str, phrases: tuple[str, ...]) -> bool:
    if not phrases:
        return False
    said = _plain(text)
    return any(_plain(phrase) in said for phrase in phrases)


@lru_cache(maxsize=16_384)
def _plain(said: str) -> str:
    """Return a text without what does not change its words: capitals, spaces, apostrophes.

    >>> _plain("N’allez pas  au\\nConsulat")
    "n'allez pas au consulat"
    """
    return " ".join(said.replace("’", "'").casefold().split())
