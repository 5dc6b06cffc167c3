"""Words a condition for the pages that show it without editing it."""

from ..words.formats import window_end_words
from ..working_copy import copy_for_words, lock
from .reading import read_condition


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
