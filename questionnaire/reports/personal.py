"""What a short text must not hold: an e-mail address, a number that leads to somebody, a name."""

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
        bare = _bare_word(word)
        office = _bare_word(following or "") if bare in ARTICLES else bare.removeprefix("l'")
        # A script without capitals, after our civility, is somebody's too.
        capital = word[0].isupper() or unicodedata.category(word[0]) == "Lo"
        if capital and bare not in CIVILITIES and office not in OFFICES:
            yield word


def _bare_word(word: str) -> str:
    parts = unicodedata.normalize("NFD", word.lower().replace("’", "'"))
    return "".join(one for one in parts if not unicodedata.combining(one))


# A foreigner's number and a telephone have ten digits; a form (15186*03) has seven.
LEAST_DIGITS = 8
MAIL, NUMBER, NAME = "mail", "number", "name"

# « arobase », and what people write for « @ » and for the dot so that no machine sees it.
AT = r"@|\barr?obas[es]?e?\b|[(\[{<]\s*(?:at|a|à)\s*[)\]}>]|آت|أت\s*ساين"
DOT = r"(?:\.|\bpoint\b|\bdot\b|نقطة)"
MAILS = re.compile(
    rf"{AT}"
    rf"|\bat\b[\s\S]{{1,40}}{DOT}\s*(?:com|fr|net|org)\b"
    rf"|\b(?:gmail|hotmail|yahoo|outlook|laposte|wanadoo|icloud|live|orange|free)\s*{DOT}\s*(?:com|fr|net)\b"
)
# A day of these years, as a meeting has one, is no number: « le 12/11/2026 ».
DAY = re.compile(
    r"(?<![\d])(?:0?[1-9]|[12]\d|3[01])(?P<dot>[/.-])(?:0?[1-9]|1[0-2])(?P=dot)202\d(?!\s*[\d/.-]*\d)"
)
# What people put between the digits of a number: anything but a word, or the « h » of an hour.
BETWEEN = r"(?:[^\w]|_|\b[a-gi-z]\b){0,4}"
NUMBERS = re.compile(rf"\d(?:{BETWEEN}\d){{{LEAST_DIGITS - 1},}}")
SPOKEN = (
    "zero|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize"
    "|vingt|vingts|trente|quarante|cinquante|soixante"
    "|one|two|three|four|five|seven|eight|nine"
)
SPOKEN_NUMBERS = re.compile(rf"\b(?:{SPOKEN})\b(?:\W+(?:et\W+)?(?:{SPOKEN})\b){{4,}}")


def personal(text: str) -> str:
    """Return ``MAIL``, ``NUMBER`` or ``NAME`` if a text holds one, else an empty string.

    >>> [personal(one) for one in ("06 12.34-56 78", "moi (at) exemple point fr", "le 12/11/2026")]
    ['number', 'mail', '']
    >>> personal("Mme Diallo du guichet 3"), personal("la dame du guichet 3")
    ('name', '')
    """
    seen = plain(text)
    if MAILS.search(seen):
        return MAIL
    without_days = DAY.sub(" jour ", seen)
    found = NUMBERS.search(without_days) or SPOKEN_NUMBERS.search(_bare(without_days))
    if found:
        return NUMBER
    return NAME if names_somebody(text) else ""


def plain(text: str) -> str:
    """Return a text in small letters, with our digits and without invisible characters.

    >>> plain("٠٦\\u200b١٢ \\uff20")
    '0612 @'
    """
    wide = unicodedata.normalize("NFKC", text)
    seen = (
        one for one in wide if unicodedata.category(one) not in ("Cf", "Mn", "Cc") or one in "\n\t"
    )
    return "".join(_digit(one) for one in seen).lower()


def _digit(letter: str) -> str:
    number = unicodedata.digit(letter, None)
    return letter if number is None else str(number)


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFD", text)
    return "".join(one for one in parts if not unicodedata.combining(one))
