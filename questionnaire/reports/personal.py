"""What a short text must not hold: an e-mail address, a number that leads to somebody, a name.

It does not prove that a text names no person: it stops what people write without thinking.
"""

from __future__ import annotations

import re
import unicodedata

from .named_people import names_somebody

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
