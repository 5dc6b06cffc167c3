"""Finds the rows of the journal about an entry, through its successive names, and the reverse."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import CASCADE, Model, QuerySet

from procedures import models
from procedures.engine.schema.shapes import item_name
from procedures.engine.values.plain import Plain, PlainDict
from procedures.exchange.columns import AnyField
from procedures.exchange.putting_back import SHAPES
from procedures.exchange.shapes import LISTS
from procedures.exchange.snapshots import INSIDE, Entry, plain_of_snapshot, take_snapshot
from procedures.exchange.uses import NamesOfToday
from procedures.models import NATIONAL, EntryChange
from procedures.publishing.content import content_now
from procedures.publishing.journal import ORDER

SECTIONS: dict[type[Model], str] = {
    **{shape.model: section for section, shape in LISTS.items()},
    **{key.shape.model: section for section, key in INSIDE.items()},
    models.Inquiry: "inquiries",
    models.Department: "department",
}
# Rows of the journal about one list of one département.
MOST_READ = 2000
CHOICES = ("choices", "value")


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


def rows_at(place: JournalPlace) -> QuerySet[EntryChange]:
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
    return rows_at(place_of(obj)).select_related("author").first()


def changes_since(obj: Model, moment: datetime) -> list[EntryChange]:
    """Return the recorded changes of the entry of a row since a moment, the newest first."""
    if not is_recorded(obj):
        return []
    place = place_of(obj)
    rows = rows_at(place).filter(section=place.section, at__gt=moment)
    return list(rows.select_related("author"))


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
    if row.before is None or row.name == ORDER:
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
        if one.name != ORDER and former_name(one) == name:
            name = one.name
    return row_of(row.part, row.section, name)


def in_names_of_today(entry: Entry, today: Plain | None) -> Entry:
    """Return an earlier entry in which every name is the one in use today.

    ``today`` is the present content of the entry. Its former names, and those of its choices, are
    kept: going back to an earlier text must not break visitors' links and answers.
    """
    plain = NamesOfToday(content_now().plain).of_written(_alone(entry))
    content, prefix = _taken(plain, entry)
    if entry.section == "inquiries":
        known = {one["key"]: one for one in (today or {}).get("questions", ())}
        for question in content["questions"]:
            _keep_former(question, known.get(question["key"]))
    else:
        _keep_former(content, today)
    file = replace(entry, content=content).file
    texts = {
        language: {path.removeprefix(prefix): one for path, one in files[file].items()}
        for language, files in plain["translations"].items()
        if files.get(file)
    }
    return replace(entry, content=content, texts=texts)


def _alone(entry: Entry) -> PlainDict:
    """Return plain data that contains a single entry."""
    around: list[Entry] = []
    if entry.section in INSIDE:
        around = [Entry(entry.part, "department", 0, 0, {"code": entry.part}, {})]
    return plain_of_snapshot([*around, entry])


def _taken(plain: Plain, entry: Entry) -> tuple[PlainDict, str]:
    """Return the content of the single entry of plain data, and the prefix of its texts' paths."""
    if entry.section in LISTS:
        (content,) = plain[entry.section]
        return content, f"{content[LISTS[entry.section].identity]}."
    if entry.section == "inquiries":
        ((key, questions),) = plain["inquiries"].items()
        return {"key": key, "questions": questions}, ""
    department = plain["departments"][entry.part]
    if entry.section == "department":
        return department, ""
    (content,) = department[entry.section]
    return content, f"{entry.section}.{item_name(content, 0)}."


def _keep_former(content: PlainDict, today: Plain | None) -> None:
    if today is None:
        return
    content.pop("formerly", None)
    if today.get("formerly"):
        content["formerly"] = today["formerly"]
    lines, identity = CHOICES
    known = {one[identity]: one for one in today.get(lines) or ()}
    for choice in content.get(lines) or ():
        _keep_former(choice, known.get(choice[identity]))
