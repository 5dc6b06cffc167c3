"""Compares two texts side by side, and marks the words that differ."""

import re
from difflib import SequenceMatcher

TOKENS = re.compile(r"\s+|[^\W_]+|[\W_]", re.UNICODE)
# Beyond this number of tokens, comparing word by word takes too long.
MOST = 4000


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
