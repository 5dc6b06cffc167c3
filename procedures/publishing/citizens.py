"""The countries of the citizens that a word names: « marocaine », « Moroccan », « مغربية »."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from procedures.engine.values.facts import COUNTRY_CODES

from .countries import country_name
from .spelling import bare

DATA = Path(__file__).parent / "data" / "demonyms.csv"
KOSOVO = "XK"
# What Arabic takes from the end of a country's name before the « ي » of its citizens.
ENDINGS = re.compile(r"(يا|يه|ا|ه)$")


def citizens(word: str) -> frozenset[str]:
    """Return the codes of the countries whose citizens a word names, men or women, one or many.

    >>> sorted(citizens("marocaines")), sorted(citizens("congolais")), sorted(citizens("lune"))
    (['MA'], ['CD', 'CG'], [])
    """
    words = bare(word)
    return _by_word().get(_root(words), frozenset()) if words else frozenset()


@cache
def _by_word() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    with DATA.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            for word in (*line["fr"].split("|"), *line["en"].split("|")):
                found.setdefault(_root(bare(word)), set()).add(line["code"])
    for code in COUNTRY_CODES | {KOSOVO}:
        name = bare(country_name(code, "ar"))
        for stem in {name, ENDINGS.sub("", name)}:
            found.setdefault(_root(f"{stem}ي"), set()).add(code)
    return {word: frozenset(codes) for word, codes in found.items()}


def _root(words: str) -> str:
    """Return the words without the marks of the feminine and of the plural.

    >>> _root("algeriennes") == _root("algerien"), _root("francaise") == _root("francais")
    (True, True)
    """
    for mark in ("s", "e", "s"):
        words = words.removesuffix(mark)
    words = words.removesuffix("ه").removesuffix("ون").removesuffix("ين")
    return words[:-1] if words.endswith("nn") else words
