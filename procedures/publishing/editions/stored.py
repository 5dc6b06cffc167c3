"""The stored editions: which one is in force, at a moment or on a day, and their states."""

from __future__ import annotations

import json
from datetime import date, datetime

from django.db import connection
from django.db.models import Q, Subquery, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from procedures.models import NATIONAL, Edition, PublishedPart

from . import in_force as rules

_COLUMNS = ("number", "created_at", "takes_effect_on", "based_on", "confirms", "cancels")


def rows() -> list[rules.Row]:
    """Return what decides of every edition."""
    return [rules.Row(*row) for row in Edition.objects.values_list(*_COLUMNS)]


def number_in_force(now: datetime | None = None) -> int | None:
    """Return the number of the edition in force, by one query that stays small with the years.

    The last edition without a day took force whatever was before it: only it and those with a day
    can matter.
    """
    last = Edition.objects.filter(takes_effect_on=None).order_by("-number").values("number")[:1]
    matter = Q(takes_effect_on__isnull=False) | Q(number=Subquery(last))
    found = Edition.objects.filter(matter).values_list(*_COLUMNS)
    return rules.number_in_force((rules.Row(*row) for row in found), now or timezone.now())


def in_force(now: datetime | None = None) -> Edition | None:
    """Return the edition in force now, or at a moment to come as far as is known."""
    number = number_in_force(now)
    return None if number is None else Edition.objects.get(number=number)


def in_force_on(day: date | None) -> Edition | None:
    """Return what a new edition replaces: what is in force now, or will be as its day begins."""
    return in_force(None if day is None else max(rules.start_of(day), timezone.now()))


def states() -> dict[int, str]:
    """Return the state of each edition by its number."""
    return rules.states(rows(), timezone.now())


def of_state(state: str) -> list[Edition]:
    """Return the editions in a state, the first to take effect first."""
    numbers = [number for number, found in states().items() if found == state]
    rows = Edition.objects.filter(number__in=numbers).select_related("author", "based_on")
    return list(rows.order_by("takes_effect_on", "number"))


def was_in_force(number: int) -> bool:
    """Tell whether the public ever saw an edition."""
    return states().get(number) in (rules.IN_FORCE, rules.PAST)


def ever_named(name: str) -> bool:
    """Tell whether the national content of an edition, past or to come, has a name.

    It is looked for as a whole string, wherever it stands: to keep a former name for nothing is no
    harm, to lose one is.
    """
    written = Q()
    for ascii_only in (True, False):  # As SQLite keeps it, and as PostgreSQL gives it back.
        written |= Q(text__contains=json.dumps(name, ensure_ascii=ascii_only))
    parts = PublishedPart.objects.filter(code=NATIONAL)
    return parts.annotate(text=Cast("content", TextField())).filter(written).exists()


def suspended_by(day: date | None, base: Edition | None) -> list[Edition]:
    """Return the planned editions that would wait for a confirmation if one were made now."""
    known, now = rows(), timezone.now()
    number = max((row.number for row in known), default=0) + 1
    new = rules.Row(number, now, day, base.number if base else None)
    return list(Edition.objects.filter(number__in=rules.suspended_by(known, new, now)))


def lock() -> None:
    """Let one publication at a time write, until the transaction ends.

    The whole table, for before the first publication there is no row to lock. SQLite takes its
    only lock as a transaction begins.
    """
    if connection.vendor == "postgresql":
        table = connection.ops.quote_name(Edition._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
