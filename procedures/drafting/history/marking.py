"""Compares two texts side by side, and marks the words that differ."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from procedures.drafting.words.change_text import NOTHING, Difference

TOKENS = re.compile(r"\s+|[^\W_]+|[\W_]", re.UNICODE)
# Beyond this number of tokens, comparing word by word takes too long.
MOST = 4000


@dataclass(frozen=True, slots=True)
class MarkedDifference:
    """A value whose words that change are marked, before and after: see ``marked``.

    ``same`` tells that it is shown for what is around it. ``lost`` is the name of what is
    removed: a line of a list, or this value alone.
    """

    label: str
    before: list[tuple[str, bool]]
    after: list[tuple[str, bool]]
    same: bool = False
    lost: str = ""
    language: str = ""


def marked_difference(
    label: str, before: str, after: str, *, whole: bool = False, **more: Any
) -> MarkedDifference:
    """Return a difference of two texts, marked; ``more`` are its other fields."""
    sides = marked(before, after, whole=whole), marked(after, before, whole=whole)
    return MarkedDifference(label, *sides, **more)


def marked(text: str, other: str, *, whole: bool = False) -> list[tuple[str, bool]]:
    """Return ``text`` as [(words, whether they differ from ``other``)]; in one piece if ``whole``.

    >>> marked("Écrivez au 82.", "Écrivez au 34.")
    [('Écrivez au ', False), ('82', True), ('.', False)]
    """
    tokens, others = TOKENS.findall(text), TOKENS.findall(other)
    if whole or not text or not other or max(len(tokens), len(others)) > MOST:
        return [(text, text != other)] if text else []
    matcher = SequenceMatcher(None, tokens, others, autojunk=False)
    found = []
    for operation, start, end, _, _ in matcher.get_opcodes():
        if start != end:
            found.append(("".join(tokens[start:end]), operation != "equal"))
    return found


def marked_words(one: Difference) -> MarkedDifference:
    """Return a difference in words, marked; what stands for nothing is left out."""
    texts = (words if words != NOTHING else "" for words in (one.before, one.after))
    return marked_difference(one.label, *texts, whole=one.whole, same=one.same, lost=one.lost)
