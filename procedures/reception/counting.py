"""Counts a visit, at a tap of an agent, and forgets the old ones."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.db.models import F

from procedures.models import ReceptionCount, ReceptionPost

from .weeks import week_of, weeks_before

# A busy entrance receives some 300 people a day at one post.
MOST_A_DAY = 500
# Two years, and the week that is compared with the same week two years before.
WEEKS_KEPT = 105


class NotCounted(ValueError):
    """What is said of a visit is not of the closed lists, or no agent stands there to say it."""


class TooManyVisits(Exception):
    """The post counted as much today as a post may: somebody else may have its link."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Why somebody came. ``looked`` is empty if nobody asked, ``goal`` if nothing was chosen."""

    reason: str
    looked: str = ""
    goal: str = ""
    procedure: str = ""


def count_visit(post: ReceptionPost, visit: Visit, today: date) -> int:
    """Add one to the counts of the week, and return the place of the visit in the post's day.

    Raises ``NotCounted`` or ``TooManyVisits``.
    """
    known = visit.looked in ("", *ReceptionCount.Looked.values)
    if post.self_service or visit.reason not in ReceptionCount.Reason.values or not known:
        raise NotCounted
    week = week_of(today)
    name = {"week": week, "department": post.department, **asdict(visit)}
    with transaction.atomic():
        place = _take_place(post, today)
        _row, new = ReceptionCount.objects.get_or_create(**name)
        ReceptionCount.objects.filter(**name).update(number=F("number") + 1)
        if new:
            ReceptionCount.objects.filter(week__lt=weeks_before(week, WEEKS_KEPT)).delete()
    return place


def uncount_visit(post: ReceptionPost, visit: Visit, place: int, today: date) -> bool:
    """Take back the last visit that a post counted; return whether it was still the last one.

    To take it back takes a place of the day too: no visit is taken back twice.
    """
    name = {"week": week_of(today), "department": post.department, **asdict(visit)}
    rows = ReceptionCount.objects.filter(**name)
    last = ReceptionPost.objects.filter(pk=post.pk, closed_on=None, counted_on=today, counted=place)
    with transaction.atomic():
        if not last.update(counted=F("counted") + 1):
            return False
        rows.filter(number__gt=0).update(number=F("number") - 1)
        rows.filter(number=0).delete()
    return True


def _take_place(post: ReceptionPost, today: date) -> int:
    """Count one more visit of a post today; the database itself adds, whatever the process."""
    rows = ReceptionPost.objects.filter(pk=post.pk, closed_on=None)
    rows.exclude(counted_on=today).update(counted_on=today, counted=0)
    room = rows.filter(counted_on=today, counted__lt=MOST_A_DAY)
    if not room.update(counted=F("counted") + 1):
        raise TooManyVisits
    return int(rows.values_list("counted", flat=True).get())
