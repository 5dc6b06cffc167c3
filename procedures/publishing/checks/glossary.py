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
from functools import cache
from pathlib import Path

from procedures.engine.errors import Problem
from procedures.engine.schema.texts import text_hash
from procedures.engine.values.plain import Plain, PlainDict
from procedures.exchange.plain import entries_of, texts_of
from procedures.exchange.reading import read_yaml

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
    french: re.Pattern[str]
    pattern: re.Pattern[str]

    def is_in(self, french: str) -> bool:
        return bool(self.french.search(QUOTED.sub("", french)))

    def is_said_in(self, translation: str) -> bool:
        return bool(self.pattern.search(bare(translation)))


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
        terms = glossary(language, folder)
        for file, paths in files.items() if terms else ():
            for path, entry in paths.items():
                said = french.get((file, path))
                if isinstance(said, str) and entry.get("of") == text_hash(said):
                    yield from _compared(
                        terms, said, f"translations/{language}/{file}", path, entry
                    )


def bare(text: str) -> str:
    """Return a text without the signs that a pattern does not know.

    >>> bare("محامٍ")
    'محام'
    """
    return UNWRITTEN.sub("", unicodedata.normalize("NFC", text))


def _compared(
    terms: tuple[Term, ...], said: str, file: str, path: str, entry: PlainDict
) -> Iterator[Problem]:
    for term in terms:
        if term.is_in(said) and not term.is_said_in(entry["text"]):
            message = f"« {term.term} » se dit « {term.translation} » (voir le glossaire)"
            yield Problem(file, path, message, blocking=False)


def _term(entry: PlainDict) -> Term:
    return Term(
        term=entry["term"],
        translation=entry["translation"],
        french=_words(entry.get("french") or _plurals(entry["term"])),
        pattern=re.compile(entry["pattern"], re.IGNORECASE),
    )


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


def _plurals(term: str) -> str:
    """Return a pattern of the words of a term, each with or without its plural."""
    words = re.split(r"[\s'’]+", term)
    return r"[\s'’]+".join(
        re.escape(word) + ("[sx]?" if len(word) >= SHORTEST_PLURAL else "") for word in words
    )
