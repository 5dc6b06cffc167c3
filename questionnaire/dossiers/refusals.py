"""What must not be written in a reference or a note: what would tell who somebody is."""

from __future__ import annotations

import re
import unicodedata

from questionnaire.telling import personal

from .named_people import names_somebody

# Nine digits in a row, whatever separates them: a telephone number, or that of a foreigner's card.
SEPARATORS = r"[\s.\-_/()·‑–—]*"
NUMBER = re.compile(rf"\+?(?:\d{SEPARATORS}){{8,}}\d")
# Two days in one note are no number.
YEAR = r"(?:19|20)\d{2}"
DATE = re.compile(
    rf"(?<![\d./-])(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]{YEAR}|{YEAR}-\d{{2}}-\d{{2}})(?!\d|[./-]\d)"
)


def is_numbered(reference: str) -> bool:
    """Tell whether a reference holds a digit: without one it is most often a name.

    >>> is_numbered("A-042"), is_numbered("Fatou Diop")
    (True, False)
    """
    return any(one.isdecimal() for one in unicodedata.normalize("NFKC", reference))


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
