"""Adding numbers to the rows of counts, right under many processes; forgetting the old ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from procedures.models import Count

from .months import months_before

MONTHS_KEPT = 25  # Two years, and the month that is compared with the one two years before.


class Counted(NamedTuple):
    """One counter. ``place`` is one thing more: a département, a language, or nothing."""

    month: str
    kind: str
    subject: str
    place: str


def add(numbers: Mapping[Counted, int]) -> None:
    """Add to each counter its number.

    A row is made at nought if nobody made it yet, then added to by the database itself: two
    processes never write over each other. All take the rows in one order, so none waits in a
    circle.
    """
    ordered = sorted(numbers)
    with transaction.atomic():
        Count.objects.bulk_create(
            [Count(**one._asdict()) for one in ordered], ignore_conflicts=True
        )
        for one in ordered:
            Count.objects.filter(**one._asdict()).update(number=F("number") + numbers[one])


def forget(month: str) -> None:
    """Erase what is older than the months kept, this one not counted."""
    Count.objects.filter(month__lt=months_before(month, MONTHS_KEPT)).delete()
