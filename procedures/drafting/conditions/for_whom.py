"""Words a condition outside its editor, and the persons of a line of papers."""

from procedures.models import DocumentEntry

from ..words.formats import window_end_words
from ..working_copy import copy_for_words, lock
from .reading import read_condition

NOTE_MISSING = "celles que la précision doit encore dire"
SOME = "pour certaines personnes seulement"


def whom_in_words(line: DocumentEntry) -> str | None:
    """Return the persons of a paper; nothing for everybody, ``None`` where words are missing."""
    parts = [sentence_of(line.when)] if line.when else []
    if line.for_some:
        parts.append(_quoted(line) or NOTE_MISSING)
    return ", ".join(map(str, parts)) if None not in parts else None


def whom_in_short(line: DocumentEntry) -> str:
    """Return the same for a list of papers, where a condition would be too long."""
    if line.for_some and _quoted(line):
        return _quoted(line)
    return SOME if line.for_some or line.when else ""


def _quoted(line: DocumentEntry) -> str:
    note = (getattr(line, "note_fr", "") or "").strip().removesuffix(".")
    return f"«\u00a0{note}\u00a0»" if note else ""


def sentence_of(data: object) -> str | None:
    """Return a condition as a sentence, or ``None`` if it names something that does not exist."""
    with lock():
        copy = copy_for_words()
        condition, problems = read_condition(data, copy.names.facts, copy.names.groups)
        return None if problems else copy.words.condition(condition)


def window_end_of(data: object) -> str:
    """Return an end of a window in words."""
    with lock():
        return window_end_words(data, copy_for_words().words.fact)
