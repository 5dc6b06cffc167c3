"""The position of an entry among its siblings."""

from __future__ import annotations

from typing import Any

from django.db import models


def next_position(instance: models.Model) -> int:
    """Return the position after the last sibling of an entry."""
    last = siblings_of(instance).aggregate(last=models.Max("position"))["last"]
    return 0 if last is None else last + 1


def siblings_of(instance: models.Model) -> models.QuerySet[Any]:
    """Return the rows among which an entry has its position, itself included if it is stored."""
    beside = {name: getattr(instance, name) for name in siblings_by(type(instance))}
    return type(instance)._default_manager.filter(**beside).order_by("position", "pk")


def siblings_by(model: type[models.Model]) -> list[str]:
    """Return the columns whose values siblings share: their parent, and their family or file."""
    parents = [
        field.attname
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    ]
    ordering = model._meta.ordering or ()
    return parents + [str(name) for name in ordering if name in ("family", "file")]
