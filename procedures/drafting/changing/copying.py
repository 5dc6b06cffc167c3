"""Copies an entry with everything inside it, including its translations."""

from django.db import models as db

from procedures.models import Channel, DocumentEntry, Override

from .siblings import next_position

# {model: ((name of the list inside it, foreign key that leads back), …)}
INSIDE = {
    Channel: (("procedures", "channel"),),
    Override: (("add_documents", "override"), ("drop_documents", "override")),
    DocumentEntry: (("alternatives", "entry"),),
}
OWN = ("id", "department", "position")


def copy_of(row, department, **changed):
    """Return a saved copy of an entry in a département, placed last among its siblings.

    ``changed`` are columns about the source of the statement; they apply to the lines inside too.
    """
    copy = type(row)(**{**_columns(row), **changed})
    copy.department, copy.position = department, None
    copy.position = next_position(copy)
    copy.save()
    fill(copy, row, changed)
    return copy


def overwrite(row, source, **changed):
    """Give an entry the content of another. It keeps its département, its place and its history."""
    for name, value in {**_columns(source), **changed}.items():
        setattr(row, name, value)
    row.save()
    for name, _ in INSIDE[type(row)]:
        getattr(row, name).all().delete()
    fill(row, source, changed)


def fill(copy, row, changed):
    """Copy what is inside an entry into another entry, which must still be empty."""
    for name, parent in INSIDE.get(type(row), ()):
        for child in getattr(row, name).all():
            own = changed if is_told(child) else {}
            twin = type(child)(**{**_columns(child), **own}, position=child.position)
            setattr(twin, parent, copy)
            twin.save()
            fill(twin, child, changed)


def is_told(row):
    """Tell whether an entry says where its statement comes from."""
    columns = ("source_reference", "source_url", "source_checked_on", "confidence")
    return any(getattr(row, name, None) for name in columns)


def _columns(row):
    """Return the columns of a row, except those that identify and place it."""
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in OWN and not _is_translated(field, row)
    }


def _is_translated(field, row):
    """Tell whether a column is modeltranslation's own, which shows the text of one language."""
    return isinstance(field, db.CharField | db.TextField) and hasattr(row, f"{field.name}_fr")
