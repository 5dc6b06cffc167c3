"""Telephone numbers as agents type them: half a number is refused, the rest is written alike.

>>> read_number("05.63.22.82.99")
'05 63 22 82 99'
>>> read_number("0806001620")
'0 806 001 620'
>>> read_number("39 19")
'3919'
"""

from __future__ import annotations

import re

from procedures.engine.schema.shapes import CALL_NUMBER

# Digits, ours alone, with what groups them.
GROUPED = re.compile(r"[0-9\s.\-/()\u00a0\u202f]+")
# In French numbers, what follows the first digits is read by pairs, but for those of services.
OF_A_SERVICE = re.compile(r"08[0-9]{8}")
FRENCH = re.compile(r"0[1-9][0-9]{8}")
SHORT = re.compile(r"3\d{3,4}|1\d{1,3}|118\d{3}")
WHOLE = 10
LACKS = "Ce numéro n'est pas entier : un numéro français a 10 chiffres, celui-ci en a {}."
UNREADABLE = "Écrivez un seul numéro : 10 chiffres, un numéro court (15, 3919), ou un « + »."


def read_number(typed: str) -> str:
    """Return a number in the only way in which it is written; ``ValueError`` says what it lacks."""
    text = typed.strip()
    if text.startswith("+"):
        return _of_a_country(text)
    if not GROUPED.fullmatch(text):
        raise ValueError(UNREADABLE)
    digits = re.sub(r"\D", "", text)
    if digits.startswith("0033"):
        return _of_a_country(f"+{digits[2:]}")
    return _of_france(digits)


def _of_france(digits: str) -> str:
    """Return the digits of a number of France as they are grouped."""
    if SHORT.fullmatch(digits):
        return digits
    if OF_A_SERVICE.fullmatch(digits):
        return f"0 {digits[1:4]} {digits[4:7]} {digits[7:]}"
    if FRENCH.fullmatch(digits):
        return " ".join(re.findall("..", digits))
    raise ValueError(LACKS.format(len(digits)) if len(digits) != WHOLE else UNREADABLE)


def _of_a_country(number: str) -> str:
    """Return a number of another country as it is grouped, and one of France as in France."""
    spaced = " ".join(re.sub(r"[.\-/()\u00a0\u202f]", " ", number).split())
    digits = re.sub(r"\D", "", spaced)
    if digits.startswith("33"):
        return _of_france("0" + digits[2:].removeprefix("0"))
    if not CALL_NUMBER.fullmatch(spaced):
        raise ValueError(UNREADABLE)
    return spaced
