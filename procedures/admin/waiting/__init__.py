"""A page that takes more than a moment says what is being done, and how far it is."""

from procedures.drafting.background import (
    CHECK,
    EFFECTS,
    MOVED,
    PUBLICATION,
    RECEIVED,
    REHEARSAL,
    RENAMED,
    RETURN,
    SENT,
    USES,
    begin,
    find,
)
from procedures.drafting.measures.checks import check_of

from .waiting_page import made, rehearsed, under_way, waiting_page, work_page

__all__ = [
    "CHECK",
    "EFFECTS",
    "MOVED",
    "PUBLICATION",
    "RECEIVED",
    "REHEARSAL",
    "RENAMED",
    "RETURN",
    "SENT",
    "USES",
    "begin",
    "check_of",
    "find",
    "made",
    "rehearsed",
    "under_way",
    "waiting_page",
    "work_page",
]
