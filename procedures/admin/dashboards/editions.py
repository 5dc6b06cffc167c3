"""The timeline of publications: when each part was published in the last twelve months."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Min
from django.urls import reverse
from django.utils import timezone

from procedures.counting.months import month_of, months_before
from procedures.models import NATIONAL, Department, Edition, PublishedPart
from procedures.templatetags.days import full_day

MONTHS = 12
DAYS = 365
# Sizes in the picture, in pixels.
LEFT, MONTH, ROW, TOP = 170, 54, 30, 26
DOT = 26


@dataclass(frozen=True, slots=True)
class Dot:
    x: int
    y: int
    number: int
    words: str
    url: str


def timeline(request, rights):
    """Return the page's context: a line per part, and a dot per publication that changed it."""
    now = timezone.localtime()
    changed = _changed_parts()
    rows = Edition.objects.filter(created_at__gte=now - timedelta(days=DAYS))
    listed = [_told(one, changed.get(one.number, [])) for one in rows.select_related("author")]
    lines = _lines(listed)
    months = [months_before(month_of(now.date()), number) for number in range(MONTHS - 1, -1, -1)]
    dots = [
        Dot(
            x=_x(one["day"], months[0]),
            y=TOP + ROW * index + ROW // 2,
            number=one["number"],
            words=f"Édition {one['number']}, {name}, le {full_day(one['day'])}",
            url=one["url"],
        )
        for index, (part, name) in enumerate(lines)
        for one in listed
        if part in one["parts"] and month_of(one["day"]) in months
    ]
    return {
        "editions": listed,
        "dots": dots,
        "lines": [
            {"name": name, "y": TOP + ROW * index, "text_y": TOP + ROW * index + 20}
            for index, (_, name) in enumerate(lines)
        ],
        "months": [
            {"x": LEFT + MONTH * index, "text_x": LEFT + MONTH * index + 4, "name": _short(month)}
            for index, month in enumerate(months)
        ],
        "width": LEFT + MONTH * MONTHS + DOT,
        "height": TOP + ROW * len(lines) + 4,
    }


def _changed_parts():
    """Return {number of an edition: codes of the parts that it was the first to contain}."""
    firsts = PublishedPart.objects.annotate(first=Min("editions__number"))
    changed = defaultdict(list)
    for code, number in firsts.order_by("code").values_list("code", "first"):
        changed[number].append(code)
    return changed


def _told(edition, parts):
    return {
        "number": edition.number,
        "label": edition.label,
        "day": timezone.localtime(edition.created_at).date(),
        "author": str(edition.author) if edition.author else "",
        "note": edition.note,
        "parts": parts,
        "url": reverse("admin:procedures_edition_change", args=[edition.number]),
    }


def _lines(listed):
    """Return (code, name) of the parts, the national one first."""
    names = {one.code: str(one) for one in Department.objects.all()}
    names[NATIONAL] = "contenu national"
    codes = {code for one in listed for code in one["parts"]} | set(names)
    ordered = sorted(codes, key=lambda code: (code != NATIONAL, code))
    return [(code, names.get(code, code)) for code in ordered]


def _x(day, first):
    year, month = map(int, first.split("-"))
    months = (day.year - year) * 12 + day.month - month
    return LEFT + MONTH * months + MONTH * (day.day - 1) // 31


def _short(month):
    year, number = month.split("-")
    return f"{number}/{year[2:]}"
