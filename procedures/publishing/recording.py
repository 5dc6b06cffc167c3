"""Stores in the working copy the cases that a publisher confirmed, as it publishes them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max

from procedures.engine.values.facts import parse_date
from procedures.engine.values.plain import Plain
from procedures.models import Case, Confidence, Department
from procedures.models.accounts import Account

from .journal import recording

HOW = "Publier : c'est voulu"


def record_cases(rows: Iterable[Plain], part: str, author: Account | None) -> None:
    """Store cases of a département, new or changed. Call it with the lock of editions held."""
    listed = list(rows)
    if not listed:
        return
    department = Department.objects.get(code=part)
    with recording(author, how=HOW):
        for row in listed:
            case = Case.objects.filter(key=row["id"]).first()
            if case is None:
                last = Case.objects.filter(file=row["file"]).aggregate(Max("position"))
                place = last["position__max"]
                case = Case(
                    key=row["id"],
                    file=row["file"],
                    department=department,
                    position=0 if place is None else place + 1,
                    persona=row.get("persona", ""),
                    today=parse_date(row.get("today")),
                    answers=row["answers"],
                    instead_of=row.get("instead_of", ""),
                    confidence=Confidence.MEDIUM,
                )
            case.expect = row["expect"]
            case.source = row.get("source", "")
            case.save()
