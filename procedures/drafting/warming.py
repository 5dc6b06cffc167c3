"""Checks the working copy before anybody asks, in the process that serves the desk.

The first check of a process proves every rule from nothing: the first agent of the day should not
wait for it.
"""

from __future__ import annotations

import logging
from datetime import date

from django.utils import timezone

from procedures.periodic import Repeated

from .measures.checks import problems_of
from .versions import written
from .working_copy import lock, working_copy

log = logging.getLogger(__name__)

# In seconds: how often it looks whether today is done.
PATIENCE = 10

_warmed: date | None = None


def start() -> None:
    """Begin to check what is written, now and each day after midnight, in a thread of its own."""
    _warmer.start()


def warm() -> None:
    """Check what is written, without anybody's drafts, unless today is done.

    Raises ``DatabaseError`` if it cannot be read.
    """
    global _warmed
    today = timezone.localdate()
    if _warmed == today:
        return
    plain, digest = written(None)
    # If what is written breaks the check, the agent who asks for it will see: no need to try again.
    _warmed = today
    with lock():
        working_copy()
    problems_of(plain, digest, today)


_warmer = Repeated(
    "desk-warming",
    warm,
    lambda: PATIENCE,
    log,
    waits="the working copy could not be read",
    failed="the working copy could not be checked",
)
