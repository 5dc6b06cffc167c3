"""Compares what people type with names: without accents, case, hyphens or Arabic variants."""

import re
import unicodedata

# Letters that Arabic, Persian and their keyboards write in several ways.
VARIANTS = str.maketrans(
    {"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": "", "œ": "oe", "æ": "ae", "\u200c": " "}
)


def bare(text: str) -> str:
    """Return the words of a text in lower case, bare of all that people leave out.

    >>> bare("Côte d’Ivoire"), bare("الإمارات")
    ('cote d ivoire', 'امارات')
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(VARIANTS))
    letters = "".join(one for one in decomposed if not unicodedata.combining(one))
    words = re.sub(r"[^\w]+|_", " ", letters).split()
    # The Arabic article is typed or not.
    return " ".join(re.sub(r"^ال(?=\w{2})", "", word) for word in words)


def western_digits(text: str) -> str:
    """Return a text with the digits of any script as 0-9.

    >>> western_digits("٢٥ ۲۵")
    '25 25'
    """
    return "".join(
        str(unicodedata.decimal(one)) if unicodedata.decimal(one, None) is not None else one
        for one in text
    )
