"""A page that takes more than a moment says what is being done, and how far it is."""

from procedures.drafting.background import (
    CHECK,
    DEPARTMENTS,
    EFFECTS,
    MOVED,
    RECEIVED,
    REHEARSAL,
    RENAMED,
    RETURN,
    USES,
    begin,
    find,
)
from procedures.drafting.measures.checks import check_of

from .waiting_page import rehearsed, waiting_page, work_page

__all__ = [
    "CHECK",
    "DEPARTMENTS",
    "EFFECTS",
    "MOVED",
    "RECEIVED",
    "REHEARSAL",
    "RENAMED",
    "RETURN",
    "USES",
    "begin",
    "check_of",
    "find",
    "rehearsed",
    "waiting_page",
    "work_page",
]
