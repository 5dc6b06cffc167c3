"""Finds the translations that call a term of the law otherwise than the glossary of their language.

The glossaries are files beside the catalogue, `glossary/<language>.yaml`: they are about how all
texts are written, so they are neither imported nor published. An entry has the French ``term``, its
``translation``, and the ``pattern`` that bears its inflections. ``french`` is given if the term is
not found by its words and their plurals.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from procedures.engine.errors import Problem
from procedures.engine.schema.texts import text_hash
from procedures.engine.values.plain import Plain, PlainDict
from procedures.exchange.plain import entries_of, texts_of
from procedures.exchange.reading import read_yaml

# « \S » in lower case is another class.
_CLASS_IN_CAPITALS = re.compile(r"\\[A-Z]")


@dataclass(frozen=True, slots=True)
class Expression:
    """A pattern with its limits, and what a text in lower case holds wherever that is found.

    Of the forty terms of a glossary, a text holds two thirds of one. Python looks for a pattern
    eight times faster if it ignores no case and begins with a letter.
    """

    whole: re.Pattern[str]
    trace: re.Pattern[str]

    def search(self, words: str, lowered: str | None = None) -> re.Match[str] | None:
        """Return where the expression is first; ``lowered`` are the words in lower case."""
        if not self.trace.search(words.lower() if lowered is None else lowered):
            return None
        return self.whole.search(words)


def expression(pattern: str) -> Expression:
    """Return the expression of a pattern that stands by itself, between words.

    >>> bool(expression("avocats?").search("Un Avocat.")), expression("avoca").search("Un avocat.")
    (True, None)
    """
    trace = (
        re.compile(pattern, re.IGNORECASE)
        if _CLASS_IN_CAPITALS.search(pattern)
        else re.compile(pattern.lower())
    )
    return Expression(re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), trace)


FOLDER = Path(__file__).resolve().parents[3] / "catalogue" / "glossary"

# What is quoted is copied: it is the word on a letter, a card or a screen.
QUOTED = re.compile(r"«[^»]*»")
# Names and addresses are copied too.
COPIED = ("name", "address", "hours")
# The short vowels of Arabic, and what only stretches a word: writers put them or not.
UNWRITTEN = re.compile("[\u064b-\u0652\u0670\u0640]")
# Words shorter than this take no « s » in a plural: « de », « la ».
SHORTEST_PLURAL = 4


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the law, and how a language says it."""

    term: str
    translation: str
    french: Expression
    pattern: re.Pattern[str]

    def is_in(self, french: str, lowered: str | None = None) -> bool:
        """Tell whether the term is in a text without its quotations; see ``Expression.search``."""
        return bool(self.french.search(french, lowered))

    def is_translated_in(self, translation: str) -> bool:
        """Tell whether a ``bare`` translation has the word."""
        return bool(self.pattern.search(translation))


@cache
def glossary(language: str, folder: Path = FOLDER) -> tuple[Term, ...]:
    """Return the terms of a language, none if it has no glossary."""
    file = folder / f"{language}.yaml"
    if not file.is_file():
        return ()
    data, problems = read_yaml(file.read_bytes(), file.name)
    if problems:
        raise ValueError(str(problems[0]))
    return tuple(_term(entry) for entry in data or [])


def other_words(plain: Plain, folder: Path = FOLDER) -> Iterator[Problem]:
    """Yield a warning for each translation that has not the word of the glossary for a term."""
    french = {
        (file, where): holder[key]
        for file, shape, path, entry in entries_of(plain)
        for holder, key, where in texts_of(shape, entry, path)
        if key not in COPIED
    }
    for language, files in (plain.get("translations") or {}).items():
        for file, paths in files.items() if glossary(language, folder) else ():
            for path, entry in paths.items():
                text = french.get((file, path))
                if isinstance(text, str) and entry.get("of") == text_hash(text):
                    for term in _missing_terms(language, folder, text, entry["text"]):
                        message = (
                            f"« {term.term} » se dit « {term.translation} » (voir le glossaire)"
                        )
                        place = f"translations/{language}/{file}"
                        yield Problem(place, path, message, blocking=False, kind="other_word")


def bare(text: str) -> str:
    """Return a text without the signs that a pattern does not know.

    >>> bare("محامٍ")
    'محام'
    """
    return UNWRITTEN.sub("", unicodedata.normalize("NFC", text))


# The shipped catalogue has 13,300 translations of texts; most stay as they are between two checks.
@lru_cache(maxsize=32_768)
def _missing_terms(language: str, folder: Path, french: str, translation: str) -> tuple[Term, ...]:
    """Return the terms of a French text for which its translation has not the word."""
    terms = _terms_in(language, folder, french)
    bare_translation = bare(translation) if terms else ""
    return tuple(one for one in terms if not one.is_translated_in(bare_translation))


def _terms_in(language: str, folder: Path, french: str) -> list[Term]:
    own = QUOTED.sub("", french)
    lowered = own.lower()
    return [one for one in glossary(language, folder) if one.is_in(own, lowered)]


def _term(entry: PlainDict) -> Term:
    return Term(
        term=entry["term"],
        translation=entry["translation"],
        french=expression(entry.get("french") or _plurals(entry["term"])),
        pattern=re.compile(entry["pattern"], re.IGNORECASE),
    )


def _plurals(term: str) -> str:
    """Return a pattern of the words of a term, each with or without its plural."""
    words = re.split(r"[\s'’]+", term)
    return r"[\s'’]+".join(
        re.escape(word) + ("[sx]?" if len(word) >= SHORTEST_PLURAL else "") for word in words
    )
