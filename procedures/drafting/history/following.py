"""Finds the journal's rows about one entry, through its successive names."""

from django.db.models import Model, QuerySet

from procedures import models
from procedures.engine.values.plain import PlainDict
from procedures.exchange.putting_back import SHAPES
from procedures.exchange.snapshots import INSIDE, Entry, take_snapshot
from procedures.models import EntryChange

from .rows import place_of

# Rows of the journal about one list of one département.
MOST_READ = 2000


def model_of(section: str) -> type[Model]:
    """Return the model of a section's entries."""
    return models.Inquiry if section == "inquiries" else SHAPES[section].model


def changes_of(obj: Model) -> list[EntryChange]:
    """Return the journal's rows about a present entry, the newest first."""
    place = place_of(obj)
    rows = EntryChange.objects.select_related("author")
    if place.section == "department":
        return list(rows.filter(part=place.part)[:MOST_READ])
    return _named(rows.filter(part=place.part, section=place.section), place.name)


def _named(rows: QuerySet[EntryChange], name: str) -> list[EntryChange]:
    """Return the rows under a name, then under each earlier name, the newest first."""
    seen, waiting = set(), [name]
    found = {}
    while waiting:
        name = waiting.pop()
        seen.add(name)
        for row in rows.filter(name=name):
            found[row.pk] = row
            former = former_name(row)
            if former not in seen:
                waiting.append(former)
    return sorted(found.values(), key=lambda row: (row.at, row.pk), reverse=True)


def former_name(row: EntryChange) -> str:
    """Return the name that an entry had before a change."""
    if row.before is None or row.name == "ordre":
        return row.name
    return entry_of(row, "before").name


def standing(section: str, pk: int) -> PlainDict | None:
    """Return a present entry as the journal would store it, or ``None``."""
    for entry in take_snapshot():
        if (entry.section, entry.row) == (section, pk):
            return {"entry": entry.content, "translations": entry.texts, "place": entry.place}
    return None


def entry_of(row: EntryChange, side: str) -> Entry:
    """Return the ``Entry`` in a row of the journal, on the side ``before`` or ``after``."""
    stored = getattr(row, side)
    return Entry(
        part=row.part,
        section=row.section,
        row=0,
        place=stored.get("place", 0),
        content=stored["entry"],
        texts=stored.get("translations", {}),
    )


def row_of(part: str, section: str, name: str) -> Model | None:
    """Return the database row that bears a name now, or ``None``."""
    model = model_of(section)
    if section == "department":
        return model._default_manager.filter(code=part).first()
    if section == "overrides":
        return model._default_manager.filter(department__code=part, procedure__key=name).first()
    rows = model._default_manager.filter(key=name)
    if section in INSIDE:
        return rows.filter(department__code=part).first()
    return rows.filter(inquiry=None).first() if section == "questions" else rows.first()


def today_of(row: EntryChange) -> Model | None:
    """Return the present database row that a row of the journal is about, or ``None``."""
    name = row.name
    later = EntryChange.objects.filter(part=row.part, section=row.section, at__gte=row.at)
    for one in later.order_by("at", "pk"):
        if one.name != "ordre" and former_name(one) == name:
            name = one.name
    return row_of(row.part, row.section, name)
