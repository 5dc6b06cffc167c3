"""Finds words in a text as people type them: without accents or capitals, by their beginning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from procedures.publishing.spelling import bare, without_accents

# The letters shown before the first word found, and after it.
BEFORE, AFTER = 50, 110
# A longer word is found in the singular and in the plural.
PLURAL_FROM = 4
MENU = "Dans « Consulter »"
# {page: what it is for}, where agents look for it by other words than its name.
FOR = {
    "Question": "Leurs réponses, et les mots des gens : les synonymes par lesquels on les trouve.",
    "desk_facts": (
        "Les mots des gens, ou synonymes : ce qu'un mot veut dire dans une condition, et où "
        "l'ajouter."
    ),
    "desk_reception": (
        "Mode accueil : un écran à l'entrée, un ordinateur du guichet ou une borne, qui donne un "
        "ticket à chaque personne."
    ),
}


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without accents, capitals or punctuation, with the place of each letter in it."""

    text: str
    letters: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Folded:
        letters, places = [" "], [0]
        for place, letter in enumerate(text):
            for one in _bare(letter):
                if one.isalnum():
                    letters.append(one)
                    places.append(place)
                elif letters[-1] != " ":
                    letters.append(" ")
                    places.append(place)
        return cls(text, "".join(letters), tuple(places))


def wanted(query: str) -> list[str]:
    """Return the words of a query, each as the beginning of the words that it finds.

    >>> wanted("Récépissés de l'été")
    ['recepisse', 'de', 'l', 'ete']
    """
    return [_singular(word) for word in bare(query).split()]


def ranges_of(words: Iterable[str], folded: Folded) -> list[tuple[int, int]]:
    """Return [(start, end)] of the words found in a text, or nothing if one of them is missing.

    >>> ranges_of(["recepisse"], Folded.of("Gardez vos récépissés."))
    [(11, 21)]
    """
    found: list[tuple[int, int]] = []
    for word in words:
        starts = list(_starts(f" {word}", folded.letters))
        if not starts:
            return []
        found += [_whole_word(start + 1, folded) for start in starts]
    return sorted(set(found))


def phrase_in(phrase: str, text: str) -> list[tuple[int, int]]:
    """Return [(start, end)] of a phrase, whatever its accents, capitals and punctuation are.

    >>> phrase_in("2, allée de l'Empereur", "Au 2 allée de l’Empereur.")
    [(3, 24)]
    """
    folded = Folded.of(text)
    sought = Folded.of(phrase).letters.strip()
    if not sought:
        return []
    found = []
    for start in _starts(f" {sought}", folded.letters):
        first, last = start + 1, start + len(sought)
        if folded.letters[last + 1 : last + 2] in ("", " "):
            found.append((folded.places[first], folded.places[last] + 1))
    return found


def excerpt(text: str, ranges: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Return [(words, whether they were found)] of the part of a text around the first range.

    >>> excerpt("Gardez le récépissé.", [(10, 19)])
    [('Gardez le ', False), ('récépissé', True), ('.', False)]
    """
    first = ranges[0][0] if ranges else 0
    start = 0 if first <= BEFORE else text.find(" ", first - BEFORE) + 1
    end = len(text) if len(text) <= first + AFTER else text.rfind(" ", start, first + AFTER)
    end = max(end, ranges[0][1]) if ranges else end
    parts: list[tuple[str, bool]] = []
    at = start
    for low, high in ranges:
        if low < at or high > end:
            continue
        parts += [(text[at:low], False), (text[low:high], True)]
        at = high
    parts.append((text[at:end], False))
    shown = [("… ", False)] * bool(start) + parts + [(" …", False)] * (end < len(text))
    return [(words.replace("\n", " "), found) for words, found in shown if words]


@lru_cache(maxsize=2048)
def _bare(letter: str) -> str:
    return without_accents(letter)


def _starts(sought: str, letters: str) -> Iterable[int]:
    at = letters.find(sought)
    while at >= 0:
        yield at
        at = letters.find(sought, at + 1)


def _whole_word(start: int, folded: Folded) -> tuple[int, int]:
    end = folded.letters.find(" ", start)
    last = (end if end >= 0 else len(folded.letters)) - 1
    return folded.places[start], folded.places[last] + 1


def _singular(word: str) -> str:
    return word[:-1] if len(word) >= PLURAL_FROM and word[-1] in "sx" else word


def of_the_menu(
    query: str, sections: Iterable[Mapping[str, Any]]
) -> Iterator[tuple[str, list[tuple[str, bool]], str]]:
    """Yield (name, words, address) of what a menu lists, where it says the words of a query."""
    words = wanted(query)
    for section in sections:
        for entry in section["models"]:
            text = " : ".join(
                one for one in (entry["name"], FOR.get(entry["object_name"], "")) if one
            )
            if words and (ranges := ranges_of(words, Folded.of(text))):
                yield entry["name"], excerpt(text, ranges), entry["admin_url"]
