"""The visits to an entrance: posts that may count them, a door that counts, one reader.

A caller says why somebody came, never who. ``figures.py`` alone reads the counts, for the desk.
"""

from .counting import CountedAlready, NotCounted, TooManyVisits, Visit, count_visit, uncount_visit
from .posts import post_of

__all__ = [
    "CountedAlready",
    "NotCounted",
    "TooManyVisits",
    "Visit",
    "count_visit",
    "post_of",
    "uncount_visit",
]
