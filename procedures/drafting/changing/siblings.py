"""The position of an entry among its siblings."""

from django.db import models


def next_position(instance: models.Model) -> int:
    """Return the position after the last sibling of an entry."""
    beside = {name: getattr(instance, name) for name in siblings_by(type(instance))}
    last = (
        type(instance)
        ._default_manager.filter(**beside)
        .aggregate(last=models.Max("position"))["last"]
    )
    return 0 if last is None else last + 1


def siblings_by(model: type[models.Model]) -> list[str]:
    """Return the columns whose values siblings share: their parent, and their family or file."""
    parents = [
        field.attname
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    ]
    ordering = model._meta.ordering or ()
    return parents + [str(name) for name in ordering if name in ("family", "file")]
