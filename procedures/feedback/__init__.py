"""What people tell of a line, write-only: the desk alone reads it, in ``lines.py``.

A caller says what is told of which line, never by whom.
"""

from .storage import LONGEST_WORDS, MONTHS_KEPT, NewFeedback, NotStored, forget, store

__all__ = ["LONGEST_WORDS", "MONTHS_KEPT", "NewFeedback", "NotStored", "forget", "store"]
