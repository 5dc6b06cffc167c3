"""Stores counts correctly under many processes, and deletes the old ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from procedures.models import Count

from .months import months_before

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
