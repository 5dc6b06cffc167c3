"""Counts a visit, at a tap of an agent, and forgets the old ones."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256

from django.db import transaction
from django.db.models import F, TextField, Value
from django.db.models.functions import Concat, Left

from procedures.models import ReceptionCount, ReceptionPost

from .figures import week_of, weeks_before

# A busy entrance receives some 300 people a day at one post.
MOST_A_DAY = 500
# Two years, and the week that is compared with the same week two years before.
WEEKS_KEPT = 105
# Of the touches that counted, the latest hundred are known again: sent twice, they come close.
MARK, MARKS_KEPT = 12, 100


class NotCounted(ValueError):
    """A value of a visit is not of the closed lists, or the post has no agent to give it."""


class TooManyVisits(Exception):
    """The post counted as much today as a post may: somebody else may have its link."""


class CountedAlready(Exception):
    """This touch counted before: its answer was lost, or the finger touched twice."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Why somebody came. ``looked`` and ``goal`` are empty if not asked, or not chosen."""

    reason: str
    looked: str = ""
    goal: str = ""
    procedure: str = ""


def count_visit(
    post: ReceptionPost, visit: Visit, today: date, last: str = "", form: str = ""
) -> None:
    """Add one to the counts of the week and of the post, which is read again.

    ``last`` is the visit as the caller seals it, which opens it again to cancel it; no two visits
    are sealed alike. ``form`` is the number of the form that was touched, in which each reason
    counts once. Raises ``NotCounted``, ``TooManyVisits`` or ``CountedAlready``.
    """
    known = visit.looked in ("", *ReceptionCount.Looked.values)
    if post.self_service or visit.reason not in ReceptionCount.Reason.values or not known:
        raise NotCounted
    week = week_of(today)
    name = {"week": week, "department": post.department, **asdict(visit)}
    with transaction.atomic():
        _take_place(post, today, last, _mark(form, visit.reason))
        _row, new = ReceptionCount.objects.get_or_create(**name)
        ReceptionCount.objects.filter(**name).update(number=F("number") + 1)
        if new:
            ReceptionCount.objects.filter(week__lt=weeks_before(week, WEEKS_KEPT)).delete()
        post.refresh_from_db()


def uncount_visit(post: ReceptionPost, visit: Visit, today: date) -> bool:
    """Cancel the last visit of a post, which ``post.last`` seals, and read the post again.

    Return whether it was still the last one: a visit is cancelled once.
    """
    name = {"week": week_of(today), "department": post.department, **asdict(visit)}
    rows = ReceptionCount.objects.filter(**name)
    day = ReceptionPost.objects.filter(pk=post.pk, closed_on=None, counted_on=today)
    with transaction.atomic():
        last = day.filter(last=post.last, counted__gt=0).exclude(last="")
        done = last.update(counted=F("counted") - 1, last="")
        if done:
            rows.filter(number__gt=0).update(number=F("number") - 1)
            rows.filter(number=0).delete()
        post.refresh_from_db()
    return bool(done)


def _mark(form: str, reason: str) -> str:
    """Return what a touch is known by: without the number, the reason cannot be found."""
    if not form:
        # A page of the version before has no number.
        return ""
    return sha256(f"{form} {reason}".encode()).hexdigest()[: MARK - 1] + " "


def _take_place(post: ReceptionPost, today: date, last: str, mark: str) -> None:
    """Count one more visit of a post today; the database itself adds, whatever the process."""
    rows = ReceptionPost.objects.filter(pk=post.pk, closed_on=None)
    rows.exclude(counted_on=today).update(counted_on=today, counted=0)
    room = rows.filter(counted_on=today, counted__lt=MOST_A_DAY)
    used = Left(Concat(Value(mark), "used", output_field=TextField()), MARK * MARKS_KEPT)
    again = rows.filter(used__contains=mark) if mark else rows.none()
    new = room.exclude(used__contains=mark) if mark else room
    if not new.update(counted=F("counted") + 1, last=last, used=used):
        post.refresh_from_db()
        raise CountedAlready if again.exists() else TooManyVisits
