"""Normalises what people type: without accents, case, hyphens or variants of Arabic letters."""

from __future__ import annotations

import re
import unicodedata

# Letters that Arabic, Persian and their keyboards write in several ways.
VARIANTS = str.maketrans(
    {"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": "", "œ": "oe", "æ": "ae", "\u200c": " "}
)


def without_accents(text: str) -> str:
    """Return a text in lower case, without accents, with one letter for all its variants.

    >>> without_accents("Cœur Île")
    'coeur ile'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(VARIANTS))
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
