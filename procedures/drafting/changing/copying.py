"""Copies an entry with everything inside it, including its translations."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, TypeVar

from django.db import models as db

from procedures.engine.codes import free_key
from procedures.engine.values.plain import PlainDict
from procedures.exchange.columns import AnyField
from procedures.models import Channel, Department, DocumentEntry, Inquiry, Override, Question, Step
from procedures.models.base import Identified

from .positions import next_position, siblings_of

# {model: ((name of the list inside it, foreign key that leads back), …)}
INSIDE: dict[type[db.Model], tuple[tuple[str, str], ...]] = {
    Channel: (("procedures", "channel"),),
    Step: (("warnings", "step"),),
    Override: (("add_documents", "override"), ("drop_documents", "override")),
    DocumentEntry: (("alternatives", "entry"),),
}
_T = TypeVar("_T", bound=Channel | Override)
OWN = ("id", "department", "position")


def copy_of(row: _T, department: Department, **changed: Any) -> _T:
    """Return a saved copy of an entry in a département, placed last among its siblings.

    ``changed`` are columns about the source of the statement; they apply to the lines inside too.
    """
    copy = type(row)(**{**columns_of(row), **changed})
    copy.department = department
    copy.position = next_position(copy)
    if isinstance(copy, Identified):
        taken = siblings_of(copy).values_list("key", flat=True)
        copy.key = copy.key and free_key(copy.key, set(taken))
    copy.save()
    fill(copy, row, changed)
    return copy


def overwrite(row: db.Model, source: db.Model, **changed: Any) -> None:
    """Give an entry the content of another. It keeps its département, its place and its history."""
    for name, value in {**columns_of(source), **changed}.items():
        setattr(row, name, value)
    row.save()
    for name, _ in INSIDE[type(row)]:
        getattr(row, name).all().delete()
    fill(row, source, changed)


def fill(copy: db.Model, row: db.Model, changed: PlainDict) -> None:
    """Copy what is inside an entry into another entry, which must still be empty."""
    for name, parent in INSIDE.get(type(row), ()):
        for child in getattr(row, name).all():
            own = changed if has_source(child) else {}
            twin = type(child)(**{**columns_of(child), **own}, position=child.position)
            setattr(twin, parent, copy)
            twin.save()
            fill(twin, child, changed)


def has_source(row: db.Model) -> bool:
    """Tell whether an entry says where its statement comes from."""
    columns = (
        "source_reference",
        "source_url",
        "source_checked_on",
        "source_verified_on",
        "confidence",
    )
    return any(getattr(row, name, None) for name in columns)


def columns_of(row: db.Model) -> PlainDict:
    """Return the columns of a row, except those that identify and place it."""
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in OWN and not _is_translated(field, row)
    }


def _is_translated(field: AnyField, row: db.Model) -> bool:
    """Tell whether a column is modeltranslation's own, which shows the text of one language."""
    return isinstance(field, db.CharField | db.TextField) and hasattr(row, f"{field.name}_fr")


def left_without_question(going: Collection[int]) -> list[Inquiry]:
    """Return the inquiries of which all questions are among the rows ``going``."""
    found = Inquiry.objects.filter(questions__in=going).distinct()
    kept = Question.objects.exclude(pk__in=going).filter(inquiry__in=found)
    return list(found.exclude(pk__in=kept.values("inquiry")))
