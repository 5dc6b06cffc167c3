"""Finds the journal's rows about one entry, through its successive names."""

from django.db.models import Model, QuerySet

from procedures import models
from procedures.engine.values.plain import Plain, PlainDict
from procedures.exchange.putting_back import SHAPES
from procedures.exchange.snapshots import Entry, take_snapshot
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
    return follow(place.part, place.section, place.name, standing(place.section, place.row.pk))


def follow(part: str, section: str, name: str, content: Plain | None) -> list[EntryChange]:
    """Return the journal's rows about an entry, the newest first.

    ``content`` is the entry as the journal stores it, or ``None`` if it no longer exists. A
    renaming is found in the change that gave the new name. An import makes the rows of a
    département anew: an entry without a name of its own is then recognised by its former content.
    """
    rows = EntryChange.objects.select_related("author").filter(part=part, section=section)
    names, found = {name}, []
    for row in rows[:MOST_READ] if name.isdecimal() else _named(rows, name):
        if row.name in names or (name.isdecimal() and content and same(row.after, content)):
            found.append(row)
            names |= {row.name, former_name(row)}
            content = row.before
    return found


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
    return entry_of(row, "before").name if not row.name.isdecimal() else row.name


def same(stored: Plain | None, content: Plain | None) -> bool:
    if not stored or not content:
        return False
    return all(stored.get(key) == content.get(key) for key in ("entry", "translations"))


def standing(section: str, pk: int) -> PlainDict | None:
    """Return a present entry as the journal would store it, or ``None``."""
    for entry in take_snapshot():
        if (entry.section, entry.row) == (section, pk):
            return {"entry": entry.content, "translations": entry.texts, "place": entry.place}
    return None


def entry_of(row: EntryChange, side: str) -> Entry:
    """Return the ``Entry`` in a row of the journal, on the side ``before`` or ``after``."""
    stored = getattr(row, side)
    number = int(row.name) if row.name.isdecimal() else 0
    return Entry(
        part=row.part,
        section=row.section,
        row=number,
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
    if name.isdecimal():
        return model._default_manager.filter(pk=int(name)).first()
    rows = model._default_manager.filter(key=name)
    if section == "sites":
        return rows.filter(department__code=part).first()
    return rows.filter(inquiry=None).first() if section == "questions" else rows.first()


def today_of(row: EntryChange) -> Model | None:
    """Return the present database row that a row of the journal is about, or ``None``."""
    name, content = row.name, row.after or row.before
    later = EntryChange.objects.filter(part=row.part, section=row.section, at__gte=row.at)
    for one in later.order_by("at", "pk"):
        unnamed = name.isdecimal() and same(one.before, content)
        if one.name != "ordre" and (former_name(one) == name or unnamed):
            name, content = one.name, one.after or content
    found = row_of(row.part, row.section, name)
    if found is None and name.isdecimal():
        for entry in take_snapshot():
            stored = {"entry": entry.content, "translations": entry.texts}
            if (entry.part, entry.section) == (row.part, row.section) and same(stored, content):
                return model_of(row.section)._default_manager.get(pk=entry.row)
    return found
