"""What people tell of a line, write-only: the desk alone reads it, in ``lines.py``.

A caller says what was reported of which line, and never names the person.
"""

from .storage import LONGEST_WORDS, MONTHS_KEPT, NewFeedback, NotStored, forget, store

__all__ = ["LONGEST_WORDS", "MONTHS_KEPT", "NewFeedback", "NotStored", "forget", "store"]
