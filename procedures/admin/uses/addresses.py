"""The addresses of the pages on an entry's uses and on its renaming."""

from django.urls import reverse

from procedures import models

KINDS = {
    model._meta.model_name: model
    for model in (
        models.Question,
        models.Choice,
        models.DerivedFact,
        models.Group,
        models.Document,
        models.Fee,
        models.Procedure,
    )
}


def uses_url(row):
    """Return the page of an entry's uses, or an empty string if no other entry can name it."""
    return _url("desk_uses", row)


def renaming_url(row):
    return _url("desk_rename", row)


def _url(name, row):
    kind = type(row)._meta.model_name
    if kind not in KINDS or row.pk is None:
        return ""
    return reverse(f"admin:{name}", args=[kind, row.pk])
