"""The refusals of a reference or a note that would tell who somebody is."""

from __future__ import annotations

import re
import unicodedata

from questionnaire.reports import personal
from questionnaire.reports.personal import names_somebody

# Nine digits in a row, whatever separates them: a telephone number, or that of a foreigner's card.
SEPARATORS = r"[\s.\-_/()·‑–—]*"
NUMBER = re.compile(rf"\+?(?:\d{SEPARATORS}){{8,}}\d")
# Two days in one note are no number.
YEAR = r"(?:19|20)\d{2}"
DATE = re.compile(
    rf"(?<![\d./-])(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]{YEAR}|{YEAR}-\d{{2}}-\d{{2}})(?!\d|[./-]\d)"
)

WORD = re.compile(r"[^\W\d_]{3,}")

# Signs without a picture that Unicode counts among the letters and their marks.
UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef]"
)


def looks_like_a_code(reference: str) -> bool:
    """Tell whether a reference holds a digit and one word at most: otherwise it is often a name.

    >>> looks_like_a_code("Mars-042"), looks_like_a_code("Fatou"), looks_like_a_code("Awa Diop 7")
    (True, False, False)
    """
    plain = unicodedata.normalize("NFKC", reference)
    return any(one.isdecimal() for one in plain) and len(WORD.findall(plain)) < 2


def hides_something(name: str) -> bool:
    """Tell whether a name holds invisible characters, and so may look like another.

    >>> hides_something("Awa N’Diaye-Sow"), hides_something("Awa\\xa0Sow"), hides_something("عائشة")
    (False, False, False)
    >>> hides_something("Aw\\u200ba"), hides_something("\\u202eawA"), hides_something("Awa\\u3164")
    (True, True, True)
    """
    spaced = "".join(" " if unicodedata.category(one) == "Zs" else one for one in name)
    return not spaced.isprintable() or bool(UNSEEN.search(name))


def refusal(text: str) -> str:
    """Return why a text is refused, in French, or an empty string.

    >>> refusal("K-2026-014"), refusal("RDV le 12/01/2027, puis le 03/02/2027")
    ('', '')
    >>> bool(refusal("9912345678")), bool(refusal("0 6 12 34 56 78")), bool(refusal("a@b.fr"))
    (True, True, True)
    >>> refusal("awa arobase exemple point fr") == refusal("a@b.fr")
    True
    """
    plain = personal.plain(text)
    if personal.MAILS.search(plain):
        return "N’écrivez pas d’adresse électronique : elle dit qui est la personne."
    if NUMBER.search(DATE.sub(" jour ", plain)):
        return (
            "N’écrivez ni numéro de téléphone, ni numéro d’étranger : ils disent qui est la "
            "personne."
        )
    if names_somebody(text):
        return (
            "N’écrivez pas de nom, même celui d’un proche ou d’un agent. Écrivez par exemple « la "
            "dame », « le père » ou « l’agent »."
        )
    return ""
