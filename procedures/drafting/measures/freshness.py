"""Counts how long ago the source of each fact was read, or a service verified it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from procedures import models
from procedures.counting.months import month_of, months_before
from procedures.engine.values.facts import latest
from procedures.engine.values.plain import PlainDict
from procedures.models import NATIONAL
from procedures.rights import Rights

from .bars import bars

# The entries that state a fact of their own. A line of an entry is checked with the entry.
NATIONAL_FACTS = (models.Procedure, models.Document, models.Orientation, models.Fee)
LOCAL_FACTS = (models.Site, models.Channel, models.Override, models.Helper)
# (name, label, largest number of months)
AGES = (
    ("new", "moins de 3 mois", 3),
    ("recent", "3 à 6 mois", 6),
    ("old", "6 à 12 mois", 12),
    ("late", "plus de 12 mois", None),
    ("never", "jamais", None),
)


def freshness(rights: Rights) -> PlainDict:
    """Return the page's context: one bar per part, divided by age."""
    today = timezone.localdate()
    counts: dict[str, Counter[str]] = {part: Counter() for part in _parts(rights)}
    for part, *days in _checked():
        if part in counts:
            counts[part][age_of(latest(*days), today)] += 1
    names = {one.code: str(one) for one in models.Department.objects.all()}
    names[NATIONAL] = "contenu national"
    rows = [
        (names.get(part, part), "", [(age, words, count[age]) for age, words, _ in AGES], "")
        for part, count in counts.items()
    ]
    ages = [(age, words) for age, words, _ in AGES]
    return {"bars": bars(rows, shares=True), "ages": ages}


def age_of(checked_on: date | None, today: date) -> str:
    """Return the name of an age, counted in calendar months."""
    if checked_on is None:
        return "never"
    for name, _, most in AGES:
        if most and checked_on > _months_ago(today, most):
            return name
    return "late"


def _months_ago(day: date, number: int) -> date:
    year, month = map(int, months_before(month_of(day), number).split("-"))
    for last in (day.day, 30, 29, 28):
        try:
            return day.replace(year=year, month=month, day=last)
        except ValueError:
            continue
    raise ValueError(day)


def _parts(rights: Rights) -> list[str]:
    """Return the account's parts, then those it may read; a national account sees them all."""
    parts = [part for part in rights.parts if part != NATIONAL]
    if NATIONAL in rights.parts:
        parts = list(models.Department.objects.order_by("code").values_list("code", flat=True))
        parts = [part for part in parts if part != NATIONAL]
        return [NATIONAL, *parts]
    return [*parts, NATIONAL]


def _checked() -> Iterator[tuple[str, date | None, date | None]]:
    """Yield (part, day of the last reading, day of the last verification) for every fact."""
    days = ("source_checked_on", "source_verified_on")
    for model in NATIONAL_FACTS:
        for read, verified in model.objects.values_list(*days):
            yield NATIONAL, read, verified
    for local in LOCAL_FACTS:
        yield from local.objects.values_list("department__code", *days)
    yield from models.Department.objects.exclude(code=NATIONAL).values_list(
        "code", *(f"prefecture_{name}" for name in days)
    )
