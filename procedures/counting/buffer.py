"""The events that a process has counted; they are added to the stored counts every few seconds."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from procedures.models import Count
from procedures.periodic import Repeated

from .months import month_of, months_before

log = logging.getLogger(__name__)

Event = Count.Kind
# Far more than a catalogue has counters. Beyond this number something is wrong, and new counters
# are dropped to save memory.
MOST_COUNTERS = 50_000

_lock = threading.Lock()
_waiting: Counter[Counted] = Counter()
_cleaned = ""


def count(event: Event, subject: str, place: str = "") -> None:
    """Add one to a counter in memory, without touching the database."""
    month = month_of(timezone.localdate())
    counted = Counted(month, event.value, subject, place)
    with _lock:
        if counted in _waiting or len(_waiting) < MOST_COUNTERS:
            _waiting[counted] += 1
    _writer.start()


def flush() -> int:
    """Write the waiting numbers, all or nothing, and return how many counters they are.

    Raises ``DatabaseError`` and keeps the numbers if the database does not answer.
    """
    global _waiting
    with _lock:
        taken, _waiting = _waiting, Counter()
    try:
        if taken:
            add(taken)
        _clean()
    except DatabaseError:
        with _lock:
            _waiting.update(taken)
        raise
    return len(taken)


def _clean() -> None:
    """Delete the months that are too old, once a month in each process."""
    global _cleaned
    month = month_of(timezone.localdate())
    if _cleaned != month:
        forget(month)
        _cleaned = month


def stop() -> None:
    """End the thread that writes; the next count starts another one."""
    _writer.stop()


_writer = Repeated(
    "counts-writer",
    flush,
    lambda: settings.COUNTS_FLUSH_SECONDS,
    log,
    waits="counts wait",
    failed="counts could not be written",
)


# Two years, and the month that is compared with the same month two years before.
MONTHS_KEPT = 25


class Counted(NamedTuple):
    """The name of a counter. ``place`` is a département or a language, or an empty string."""

    month: str
    kind: str
    subject: str
    place: str


def add(numbers: Mapping[Counted, int]) -> None:
    """Add a number to each counter.

    Missing rows are created with zero, then the database itself adds: two processes never overwrite
    each other. All processes take the rows in the same order, so that they cannot deadlock.
    """
    ordered = sorted(numbers)
    with transaction.atomic():
        Count.objects.bulk_create(
            [Count(**one._asdict()) for one in ordered], ignore_conflicts=True
        )
        for one in ordered:
            Count.objects.filter(**one._asdict()).update(number=F("number") + numbers[one])


def forget(month: str) -> None:
    """Delete the counts older than ``MONTHS_KEPT`` months before ``month``."""
    Count.objects.filter(month__lt=months_before(month, MONTHS_KEPT)).delete()
