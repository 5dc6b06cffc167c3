"""The letters of a short code: how it is drawn, written, and read as people type it."""

from __future__ import annotations

import secrets

# No vowel, so that a code spells no word. Of letters and digits that look alike, one.
LETTERS = "0123456789CDFGHJKMNPQRTVWXY"
LENGTH = 8
# What is read or heard for another: the letter that a code never has, and the one that it means.
MISREAD = str.maketrans("OILZSBU", "0112 8V".replace(" ", "5"))
SEPARATORS = (
    " -_.·\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"
)


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def written(code: str) -> str:
    """Return a code in two groups, as it is read aloud.

    >>> written("7K3M9QXT").replace("\N{NO-BREAK SPACE}", " ")
    '7K3M 9QXT'
    """
    return f"{code[:4]}\N{NO-BREAK SPACE}{code[4:]}"


def bare(typed: str) -> str:
    """Return what was typed without separators, in capitals and with western digits."""
    kept = "".join(one for one in typed[:60] if one not in SEPARATORS and not one.isspace())
    return kept.translate(ARABIC_DIGITS).upper()


def normalised(typed: str) -> str:
    """Return the code that was meant, or an empty string if it cannot be one.

    >>> normalised(" 7k3m-oqxt "), normalised("7K3M"), normalised("7K3M9QXA")
    ('7K3M0QXT', '', '')
    """
    code = bare(typed).translate(MISREAD)
    return code if len(code) == LENGTH and set(code) <= set(LETTERS) else ""


# A telephone in Arabic may write its own digits, and one in Persian others.
ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
