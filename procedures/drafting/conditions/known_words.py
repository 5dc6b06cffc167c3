"""The words of a question that say its answer too: « mineur (moins de 18) », « fini (passé) »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from procedures.drafting.offered import BARE, offered_tests
from procedures.publishing.spelling import bare

_IN_BRACKETS = re.compile(r"(?P<word>.+?)\s*\((?P<words>[^()]+)\)\s*")
_ANSWERS = {"oui": True, "non": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWord:
    """A word that people say, with the test that it means, if it says one."""

    word: str
    test: str = ""
    values: tuple[object, ...] = ()
    words: str = ""


def known_word(text: str, kind: str) -> KnownWord:
    """Return a known word, and the test of its question that stands behind it in brackets.

    Brackets that say no test of the question's kind are part of the word.

    >>> known_word("mineur (moins de 18)", "integer")
    KnownWord(word='mineur', test='lt', values=(18,), words='est moins de 18')
    >>> known_word("carte (rose)", "choice").word
    'carte (rose)'
    """
    match = _IN_BRACKETS.fullmatch(text)
    if match is None:
        return KnownWord(word=text)
    inside = match["words"]
    if kind == "yes_no" and bare(inside) in _ANSWERS:
        answer = bare(inside)
        return KnownWord(
            word=match["word"], test=BARE, values=(_ANSWERS[answer],), words=f"est « {answer} »"
        )
    for test, words, pattern in _tests(kind):
        found = pattern.fullmatch(bare(inside))
        if found is not None:
            values = tuple(int(one) for one in found.groups())
            shown = words.format(*values)
            return KnownWord(word=match["word"], test=test, values=values, words=shown)
    return KnownWord(word=text)


@cache
def _tests(kind: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(_spoken(kind))


def _spoken(kind: str) -> Iterator[tuple[str, str, re.Pattern[str]]]:
    for test, *pieces in offered_tests().get(kind, ()):
        if len(pieces) > 1 and kind != "integer":
            continue  # What follows is a day, a duration or a list: no word says it.
        words = " {} ".join(pieces).strip()
        parts = [re.escape(bare(one).removeprefix("est ")) for one in pieces]
        pattern = r" ?(\d+) ?".join(parts)
        yield test, words, re.compile(rf"(?:est )?{pattern}")
