"""Finds the journal's entry for a database row: the row itself, or the entry around it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CASCADE, Model, QuerySet

from procedures import models
from procedures.exchange.columns import AnyField
from procedures.exchange.shapes import LISTS
from procedures.exchange.snapshots import INSIDE
from procedures.models import NATIONAL, EntryChange

SECTIONS: dict[type[Model], str] = {
    **{shape.model: section for section, shape in LISTS.items()},
    **{key.shape.model: section for section, key in INSIDE.items()},
    models.Inquiry: "inquiries",
    models.Department: "department",
}


@dataclass(frozen=True, slots=True)
class JournalPlace:
    """The names under which the journal files an entry."""

    part: str
    section: str
    name: str
    row: Model


def place_of(obj: Model) -> JournalPlace:
    """Return the place of an entry, or of the entry that a line belongs to."""
    obj = entry_row(obj)
    section = SECTIONS[type(obj)]
    if isinstance(obj, models.Department):
        name = obj.code
    elif isinstance(obj, models.Override):
        name = obj.procedure.key
    else:
        name = getattr(obj, "key", "") or str(obj.pk)
    return JournalPlace(getattr(obj, "part", NATIONAL), section, name, obj)


def entry_row(obj: Model) -> Model:
    """Return the row of the entry that a row belongs to, which may be the row itself."""
    if isinstance(obj, models.Question) and obj.inquiry is not None:
        return obj.inquiry
    if type(obj) in SECTIONS:
        return obj
    inside = [field.name for field in obj._meta.fields if _is_inside(field)]
    return entry_row(next(filter(None, (getattr(obj, name) for name in inside))))


def _is_inside(field: AnyField) -> bool:
    remote = field.remote_field if field.many_to_one else None
    return remote is not None and remote.on_delete is CASCADE


def changes_of(place: JournalPlace) -> QuerySet[EntryChange]:
    """Return the journal's rows about an entry, under its present name only."""
    rows = EntryChange.objects.filter(part=place.part)
    if place.section == "department":
        return rows
    return rows.filter(section=place.section, name=place.name)


def is_recorded(obj: Model) -> bool:
    """Tell whether the journal records a row: it records the catalogue, not notes beside it."""
    return type(obj) in SECTIONS or any(_is_inside(field) for field in obj._meta.fields)


def last_change_of(obj: Model) -> EntryChange | None:
    """Return the last recorded change of an entry, or ``None``."""
    if not is_recorded(obj):
        return None
    return changes_of(place_of(obj)).select_related("author").first()


def changes_since(obj: Model, moment: datetime) -> list[EntryChange]:
    """Return the recorded changes of the entry of a row since a moment, the newest first."""
    if not is_recorded(obj):
        return []
    place = place_of(obj)
    rows = changes_of(place).filter(section=place.section, at__gt=moment)
    return list(rows.select_related("author"))
