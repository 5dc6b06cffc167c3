"""Queries on the stored editions: the edition in force at a moment, and the state of each."""

from __future__ import annotations

import json
from datetime import date, datetime

from django.db import connection
from django.db.models import Q, Subquery, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from procedures.engine.conditions.words import day_words
from procedures.engine.values.plain import Plain
from procedures.models import NATIONAL, Edition, PublishedPart
from procedures.security import events

from ..request_cache import once
from . import in_force as rules
from .kept import Kept
from .local_copy import StoredContents

# Reading a national part takes a tenth of a second, and it takes 30 MB: those laid side by side at
# the desk are few. A country has about a hundred départements.
_national: Kept[Plain] = Kept(4)
_local: Kept[Plain] = Kept(256)

# In the order of the fields of ``EditionDates``; the column of ``successor_of`` is ``confirms``.
_COLUMNS = ("number", "created_at", "takes_effect_on", "based_on", "confirms", "cancels")


def rows() -> list[rules.EditionDates]:
    """Return the rows that decide which edition is in force, one per edition."""
    return [rules.EditionDates(*row) for row in Edition.objects.values_list(*_COLUMNS)]


def name_in_force(now: datetime | None = None) -> tuple[int, str] | None:
    """Return the number and the digest of the edition in force now, or at the moment ``now``.

    The last edition without a day took force whatever was before it. Only that edition and those
    with a day can matter, so that the query stays small as the years go by.
    """
    last = Edition.objects.filter(takes_effect_on=None).order_by("-number").values("number")[:1]
    matter = Q(takes_effect_on__isnull=False) | Q(number=Subquery(last))
    found = list(Edition.objects.filter(matter).values_list(*_COLUMNS, "digest"))
    dates = (rules.EditionDates(*row) for *row, _digest in found)
    number = rules.number_in_force(dates, now or timezone.now())
    return next(((row[0], row[-1]) for row in found if row[0] == number), None)


def number_in_force(now: datetime | None = None) -> int | None:
    """Return the number of the edition in force now, or at the moment ``now``."""
    name = name_in_force(now)
    return name and name[0]


def in_force_now() -> Edition | None:
    """Return the row of the edition in force at this moment, or ``None`` before the first one.

    Visitors read the same edition, compiled: ``in_memory.edition_in_force``.
    """
    return in_force_on(None)


def in_force_on(day: date | None) -> Edition | None:
    """Return the row of the edition due to be in force when ``day`` begins, ``None`` for now.

    An edition that takes effect on that day is made on top of it. What is published or cancelled
    before that day may change the answer.
    """
    moment = None if day is None else max(rules.start_of(day), timezone.now())
    return once(("in force", moment), lambda: _in_force_at(moment))


def _in_force_at(moment: datetime | None) -> Edition | None:
    number = number_in_force(moment)
    return None if number is None else Edition.objects.get(number=number)


def states() -> dict[int, str]:
    """Return {number: state} of each edition."""
    return rules.states(rows(), timezone.now())


def of_state(state: str) -> list[Edition]:
    """Return the editions in a state, those that take effect first at the head."""
    numbers = [number for number, found in states().items() if found == state]
    rows = Edition.objects.filter(number__in=numbers).select_related("author", "based_on")
    return list(rows.order_by("takes_effect_on", "number"))


def whole(number: int) -> StoredContents:
    """Return all that is stored of an edition, published when the public first saw it."""
    # In no transaction, which on SQLite would wait for the desk to have written. Nothing of an
    # edition ever changes, and its number is seen with all its parts.
    edition = Edition.objects.get(number=number)
    contents = {part.code: part.content for part in edition.parts.all()}
    dates = rules.EditionDates(number, edition.created_at, edition.takes_effect_on)
    return StoredContents(number, edition.digest, dates.moment, contents)


def was_in_force(number: int) -> bool:
    """Tell whether an edition has been shown to the public."""
    return states().get(number) in (rules.IN_FORCE, rules.PAST)


def shown_since(edition: Edition, held: Edition) -> list[Edition]:
    """Return the editions that the public has seen after one, up to that in force, latest first."""
    found = states()
    shown = [number for number, state in found.items() if state in (rules.IN_FORCE, rules.PAST)]
    later = Edition.objects.filter(number__in=shown, number__gt=edition.number)
    return list(later.filter(number__lte=held.number).order_by("-number"))


def contents_of(edition: Edition | None) -> dict[str, Plain]:
    """Return {code: content} of the parts of an edition, or an empty dict without an edition.

    A published part never changes: its content is kept and shared. Copy it before changing it.
    """
    if edition is None:
        return {}
    rows = list(edition.parts.defer("content"))
    lacking = [part.pk for part in rows if _key(part) not in _kept_of(part)]
    read = PublishedPart.objects.in_bulk(lacking)
    return {part.code: content_of(read.get(part.pk, part)) for part in rows}


def content_of(part: PublishedPart) -> Plain:
    """Return the content of a part, which is kept and shared."""
    return _kept_of(part).get(_key(part), lambda: part.content)


def _kept_of(part: PublishedPart) -> Kept[Plain]:
    return _national if part.code == NATIONAL else _local


def _key(part: PublishedPart) -> tuple[int, str]:
    return part.pk, part.digest


def parts_that_differ(edition: Edition, held: Edition | None) -> set[str]:
    """Return the codes of the parts that differ between an edition and the one in force."""
    ours, theirs = (set(one.parts.defer("content")) if one else set() for one in (edition, held))
    return {part.code for part in ours ^ theirs}


def ever_named(name: str) -> bool:
    """Tell whether the national content of any edition, past or planned, contains a name.

    The name is searched as a whole JSON string anywhere in the content. A name found by accident is
    harmless: its former name is only kept for nothing. A name missed would be lost.
    """
    written = Q()
    # SQLite keeps the escapes that Django wrote; PostgreSQL gives accented letters back as they
    # are.
    for ascii_only in (True, False):
        written |= Q(text__contains=json.dumps(name, ensure_ascii=ascii_only))
    parts = PublishedPart.objects.filter(code=NATIONAL)
    return parts.annotate(text=Cast("content", TextField())).filter(written).exists()


def lock() -> None:
    """Hold back other publications until the transaction ends.

    The whole table is locked, because there is no row to lock before the first publication. SQLite
    needs nothing: a transaction takes its only lock at its start.
    """
    if connection.vendor == "postgresql":
        table = connection.ops.quote_name(Edition._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def note(edition: Edition, base: Edition | None) -> None:
    """Note that an edition was made on top of another one, or first of all."""
    day = f" pour le {day_words(edition.takes_effect_on)}" if edition.takes_effect_on else ""
    remark = f" : {edition.note}" if edition.note else ""
    events.record(
        events.Kind.PUBLISHED,
        edition.author,
        about=f"édition {edition.number}{day}{remark}",
        parts=sorted(parts_that_differ(edition, base)) if base else (),
        name=events.THE_MACHINE,
    )
