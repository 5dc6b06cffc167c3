"""Names that people write without thinking of it: a civility, then a word with a capital.

It does not prove that a text names no person: a name alone, or in small letters, is not seen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

CIVILITY = (
    r"(?:(?:(?i:Mme|Mmes|Mlle|Melle|Mr|Mrs)|MM|Ms|M)\.?\s+|M\.(?=[^\W\d_][^\W\d_])"
    r"|(?i:madame|mesdames|mademoiselle|monsieur|messieurs|mister|miss)\s+)"
)
PARTICLES = r"(?:(?:al|el|ait|ben|bin|bint|ould|da|de|dos|van|von)\s+|d['’])?"
WORD = r"[^\W\d_][\w'’-]*"
# The second word is read for « Monsieur Le Maire ».
NAMED = re.compile(rf"(?<![\w.'’-]){CIVILITY}(?=({PARTICLES})({WORD})(?:\s+({WORD}))?)")
CIVILITIES = {"madame", "mademoiselle", "monsieur", "mme", "mlle", "mr"}
ARTICLES = {"le", "la", "les"}
# Offices, by which a person is called without a name.
OFFICES = {
    "ambassadeur", "ambassadrice", "chef", "cheffe", "commissaire", "consul", "consule",
    "defenseur", "defenseure", "directeur", "directrice", "juge", "maire", "ministre", "prefet",
    "prefete", "president", "presidente", "procureur", "procureure", "recteur", "rectrice",
    "secretaire", "sous-prefet", "sous-prefete",
}  # fmt: skip


def names_somebody(text: str) -> bool:
    """Tell whether a civility stands before a name.

    >>> names_somebody("vu avec M. Diallo"), names_somebody("Mme El Amrani"), names_somebody("Mr X")
    (True, True, True)
    >>> names_somebody("écrire à Mme la préfète"), names_somebody("MONSIEUR LE PRÉFET")
    (False, False)
    """
    return any(True for _name in _names(unicodedata.normalize("NFKC", text)))


def _names(text: str) -> Iterator[str]:
    for found in NAMED.finditer(text):
        _particle, word, following = found.groups()
        bare = _bare(word)
        office = _bare(following or "") if bare in ARTICLES else bare.removeprefix("l'")
        # A script without capitals, after our civility, is somebody's too.
        capital = word[0].isupper() or unicodedata.category(word[0]) == "Lo"
        if capital and bare not in CIVILITIES and office not in OFFICES:
            yield word


def _bare(word: str) -> str:
    parts = unicodedata.normalize("NFD", word.lower().replace("’", "'"))
    return "".join(one for one in parts if not unicodedata.combining(one))
