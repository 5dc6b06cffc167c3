"""Writes studied translations to the working copy, all or nothing."""

from collections import defaultdict

from django.db import transaction


class Overtaken(Exception):
    """Somebody changed one of the texts since the file was studied; nothing is written."""


def apply(study, status):
    """Write the translations that a study accepts, and return how many changed.

    ``status`` is the state they get: reviewed or machine translation. Raises ``Overtaken``, with
    nothing written, if a text is no longer the one that was studied.
    """
    rows = defaultdict(list)
    for studied in study.taken:
        rows[type(studied.text.row), studied.text.row.pk].append(studied)
    with transaction.atomic():
        locked = _locked(rows)
        return sum(_write(locked.get(name), rows[name], study.language, status) for name in rows)


def _locked(names):
    """Return the rows, read again and locked until the end of the transaction."""
    by_model = defaultdict(list)
    for model, pk in names:
        by_model[model].append(pk)
    return {
        (model, row.pk): row
        for model, pks in by_model.items()
        for row in model.objects.select_for_update().filter(pk__in=pks).order_by("pk")
    }


def _write(row, lines, language, status):
    columns = [studied.text.column for studied in lines if _set(row, studied, language, status)]
    if columns:
        row.save(update_fields=[*(f"{one}_{language}" for one in columns), "translation_states"])
    return len(columns)


def _set(row, studied, language, status):
    """Set one translation, and return whether that changes anything."""
    seen, column = studied.text, studied.text.column
    if (
        row is None
        or row.french_hash(column) != seen.mark
        or (getattr(row, f"{column}_{language}") or "") != seen.translation(language)
        or row.translation_status(column, language) != seen.status(language)
    ):
        raise Overtaken(seen.where)
    same = studied.translation == seen.translation(language)
    if same and seen.status(language) == status:
        return False
    row.set_translation(column, language, studied.translation, status)
    return True
