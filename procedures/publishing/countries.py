"""The names of countries and of their citizens. No other module asks Babel for them."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from babel import Locale, UnknownLocaleError

from procedures.engine.values.facts import COUNTRY_CODES

from .spelling import bare


def country_name(code: str, language: str = "fr") -> str:
    """Return the name of a country in a language, or in French if the language lacks it.

    >>> country_name("MA"), country_name("MA", "en")
    ('Maroc', 'Morocco')
    """
    french = Locale.parse("fr").territories
    try:
        names = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        names = french
    return str(names.get(code) or french.get(code, code))


@cache
def country_names(language: str = "fr") -> Mapping[str, str]:
    """Return {code: name} for every country, in alphabetical order regardless of accents."""
    named = {code: country_name(code, language) for code in COUNTRY_CODES}
    return MappingProxyType(dict(sorted(named.items(), key=lambda pair: bare(pair[1]))))


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
