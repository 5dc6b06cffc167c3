"""Stores what people tell, and deletes it when it is old."""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass

from django.db import DatabaseError
from django.utils import timezone

from procedures.counting.months import month_of, months_before
from procedures.models import Feedback

log = logging.getLogger(__name__)

MONTHS_KEPT = 12
LONGEST_WORDS = 200
# In a month, of one line and of all: a flood from many addresses must not fill the desk's page, nor
# the disk. What one line has too much of closes no other line.
MOST_OF_A_LINE, MOST_OF_ALL = 300, 20_000
_cleaned = ""


class NotStored(Exception):
    """The database is away, or there are too many reports: the page asks to try later."""


@dataclass(frozen=True, slots=True)
class NewFeedback:
    """A report on a line: see ``models.Feedback``."""

    part: str
    kind: str
    key: str
    reason: str
    procedure: str = ""
    paper: str = ""
    words: str = ""


def store(feedback: NewFeedback) -> None:
    """Store what a person tells. Raises ``NotStored`` if it cannot be, or is one too many."""
    global _cleaned
    month = month_of(timezone.localdate())
    try:
        if _is_flooded(feedback, month):
            raise NotStored
        Feedback.objects.create(month=month, **asdict(feedback))
        if _cleaned != month:
            forget()
            _cleaned = month
    except DatabaseError as error:
        # An error of the database may quote the row: its kind alone is logged.
        log.warning("feedback is not stored: %s", type(error).__name__)
        raise NotStored from None


def _is_flooded(feedback: NewFeedback, month: str) -> bool:
    rows = Feedback.objects.filter(month=month)
    of_the_line = rows.filter(
        part=feedback.part, kind=feedback.kind, procedure=feedback.procedure, key=feedback.key
    )
    return of_the_line.count() >= MOST_OF_A_LINE or rows.count() >= MOST_OF_ALL


def forget() -> int:
    """Delete what is about to be older than ``MONTHS_KEPT`` months; return how much that was."""
    oldest = months_before(month_of(timezone.localdate()), MONTHS_KEPT)
    return Feedback.objects.filter(month__lte=oldest).delete()[0]
