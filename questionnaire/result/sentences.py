"""Cuts a text after its first sentence: the line that is read, and what opens below it."""

import re
from dataclasses import dataclass

from .reading import Shown

# The end of a sentence: not the point of « n° 2. », of a number, or of an address.
END = re.compile(
    r"(?:(?<=[^\W\d_]{2}[.!?؟…])|(?<=[)»][.!?؟])|(?<=\d\s[€%]\.))\s+(?=[^\W\d_a-zà-ÿ]|«|\d)"
)
SHORTEST = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A text as a line: its first sentence, and what opens below it."""

    lead: Shown
    text: Shown


def line_of(text: Shown) -> Line:
    return Line(*first_sentence(text))


def first_sentence(text: Shown) -> tuple[Shown, Shown]:
    """Return (first sentence, what follows) of a text, in the language of the text.

    A question says nothing alone: what answers it is read with it.

    >>> first_sentence("Déposez la demande. Gardez la preuve.")
    ('Déposez la demande.', 'Gardez la preuve.')
    >>> first_sentence("Voir l'art. 12 du code.")
    ("Voir l'art. 12 du code.", '')
    """
    if isinstance(text, dict):
        first, rest = _cut(text["text"])
        return {**text, "text": first}, {**text, "text": rest} if rest else ""
    return _cut(text)


def _cut(words: str) -> tuple[str, str]:
    for found in END.finditer(words):
        first = words[: found.start()]
        if found.start() >= SHORTEST and not first.endswith((*ABBREVIATED, *QUESTION)):
            return first, words[found.end() :]
    return words, ""


QUESTION = ("?", "؟")
ABBREVIATED = ("art.", "p. ex.", "cf.", "etc.", "M.", "Mme.", "e.g.", "i.e.")
