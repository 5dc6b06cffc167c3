"""Takes a file that was studied into the working copy, in one act of the journal."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import translation

from procedures.engine.errors import InvalidCatalogue, Problem
from procedures.engine.values.authorities import PREFECTURE, SUB_PREFECTURE
from procedures.exchange.putting_back import refuse_new_faults
from procedures.exchange.snapshots import take_snapshot
from procedures.models import Confidence, ImportedRow
from procedures.models.accounts import Account
from procedures.publishing.journal import recording

from .comparing import FileChange, FileStudy, MayEdit, RowFate, study
from .matching import HOW, MODELS, is_by_law
from .rows import PublicFile


def apply(
    file: PublicFile,
    may_edit: MayEdit,
    today: date,
    author: Account | None = None,
    chosen: Collection[str] = (),
    shown: str = "",
) -> FileStudy:
    """Take a file into the working copy, and return what it changed.

    ``chosen`` are the official identifiers of the rows whose file wins over what an agent wrote.
    With ``shown``, the mark of the study that was confirmed, nothing is written if the working copy
    has changed since. Raises ``InvalidCatalogue``, with nothing written, if an entry gets a fault.
    """
    with recording(author, how=HOW), translation.override(settings.LANGUAGE_CODE):
        found = study(file, may_edit, today)
        if shown and found.mark != shown:
            return found
        before = take_snapshot()
        for change in found.changes:
            _apply(file, change, change.official_id in chosen, today)
        refuse_new_faults(before, take_snapshot())
        _note(file, found)
    return found


def _apply(file: PublicFile, change: FileChange, wins: bool, today: date) -> None:
    entry = change.entry
    if change.fate == RowFate.LEAVING and (wins or not change.own):
        marks = ImportedRow.objects.filter(model=_section(entry), object_id=entry.pk)
        marks.delete()
        entry.delete()
    values = {**change.values, **(change.asked_values if wins else {})}
    if not values:
        return
    for column, value in values.items():
        setattr(entry, column, value)
    # The law says who is competent, the file where they are.
    if not is_by_law(entry) or entry.kind in (PREFECTURE, SUB_PREFECTURE):
        entry.source_reference = f"{file.publisher}, {file.name}"
        entry.source_dated = values.get("contact_dated") or entry.source_dated
        entry.source_checked_on = today
    try:
        # A former fault of the entry is not the file's.
        entry.clean_fields(exclude={one.name for one in entry._meta.fields} - values.keys())
    except ValidationError as error:
        row = next(one for one in file.rows if one.official_id == change.official_id)
        words = " ".join(error.messages)
        raise InvalidCatalogue([Problem(file.name, row.place, f"{row.name} : {words}")]) from error
    if change.fate == RowFate.NEW:
        _put_last(entry)
    entry.save()


def _section(entry: Any) -> str:
    return next(section for section, model in MODELS.items() if isinstance(entry, model))


def _put_last(entry: Any) -> None:
    """Put a new entry after its siblings."""
    siblings = type(entry)._default_manager.filter(kind=entry.kind)
    if _section(entry) == "helpers":
        siblings = type(entry)._default_manager.filter(department=entry.department)
    last = siblings.aggregate(last=Max("position"))["last"]
    entry.position = 0 if last is None else last + 1
    entry.confidence = Confidence.MEDIUM


def _note(file: PublicFile, found: FileStudy) -> None:
    """Remember the values of the file for each entry, and since when it lacks some."""
    for row, entry in found.found:
        ImportedRow.objects.update_or_create(
            feed=file.feed,
            official_id=row.official_id,
            defaults={
                "model": row.section,
                "object_id": entry.pk,
                "taken": dict(row.values),
                "gone_since": None,
            },
        )
    for change in found.of(RowFate.GONE, RowFate.LEAVING):
        rows = ImportedRow.objects.filter(feed=file.feed, official_id=change.official_id)
        rows.update(gone_since=change.gone_since)


def waiting() -> Iterator[tuple[ImportedRow, Any]]:
    """Yield each entry that has left its file, with since when."""
    for one in ImportedRow.objects.filter(gone_since__isnull=False).order_by("gone_since", "pk"):
        entry = MODELS[one.model]._default_manager.filter(pk=one.object_id).first()
        if entry is not None:
            yield one, entry
