"""Normalises what people type: without accents, case, hyphens or variants of Arabic letters."""

from __future__ import annotations

import re
import unicodedata

# Letters that Arabic, Persian and their keyboards write in several ways.
VARIANTS = str.maketrans(
    {"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": "", "œ": "oe", "æ": "ae", "\u200c": " "}
)

# How many letters are taken apart at once. Python puts a row of marks in order in a time that grows
# with the square of its length: 60 kB of them, which anybody may send, took seconds.
PIECE = 256


def without_accents(text: str) -> str:
    """Return a text in lower case, without accents, with one letter for all its variants.

    >>> without_accents("Cœur Île")
    'coeur ile'
    """
    folded = text.casefold().translate(VARIANTS)
    # Each letter is taken apart by itself, and the marks go: pieces give what the whole would.
    pieces = (folded[start : start + PIECE] for start in range(0, len(folded), PIECE))
    decomposed = "".join(unicodedata.normalize("NFKD", piece) for piece in pieces)
    return "".join(one for one in decomposed if not unicodedata.combining(one))


def bare(text: str) -> str:
    """Return the words of a text in lower case, without what people often leave out.

    >>> bare("Côte d’Ivoire"), bare("الإمارات")
    ('cote d ivoire', 'امارات')
    """
    words = re.sub(r"[^\w]+|_", " ", without_accents(text)).split()
    # People type the Arabic article or leave it out.
    return " ".join(re.sub(r"^ال(?=\w{2})", "", word) for word in words)


def western_digits(text: str) -> str:
    """Return a text in which the digits of every script are written 0–9.

    >>> western_digits("٢٥ ۲۵")
    '25 25'
    """
    return "".join(
        str(unicodedata.decimal(one)) if unicodedata.decimal(one, None) is not None else one
        for one in text
    )
