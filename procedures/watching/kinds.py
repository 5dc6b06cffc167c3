"""The tables whose rows state something with a source, and the entry around each row."""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model, Q, QuerySet

from procedures import models
from procedures.exchange.columns import field_of, model_of
from procedures.exchange.snapshots import parents_of
from procedures.models.base import NATIONAL, Sourced

# These state nothing themselves: a question asks, a code names a département.
WITHOUT_A_SOURCE = (models.Question, models.Department, models.DerivedFact)
PREFECTURE = "prefecture_"
CONTACT = ("name_fr", "address_fr", "phone", "email", "site")
ORIGIN = ("source_reference", "source_url", "confidence", "owner")


@dataclass(frozen=True, slots=True)
class Kind:
    """The rows of a table that are statements, and the path from them to their entry."""

    model: type
    root_model: type
    root_path: str = ""
    prefix: str = ""

    @property
    def part_path(self):
        """The path to the code of the département, or an empty string for national content."""
        if self.root_model is models.Department:
            return "code"
        if hasattr(self.root_model, "department"):
            return f"{self.root_path}__department__code".removeprefix("__")
        return ""

    def rows(self, today):
        """Return the rows that are statements: those with a source, or that should have one."""
        # A plain queryset: the manager of modeltranslation changes the order of the columns.
        rows = QuerySet(self.model).order_by()
        if self.root_path:
            rows = rows.filter(**{f"{self.root_path}__isnull": False})
        if self.model is models.Notice:
            rows = rows.exclude(ends_on__lt=today)
        if self.prefix:
            return rows.filter(self._has_origin() | _is_filled(*map(self.column, CONTACT)))
        if self.root_path or self.model in WITHOUT_A_SOURCE:
            return rows.filter(self._has_origin())
        return rows

    def column(self, name):
        return f"{self.prefix}{name}"

    def _has_origin(self):
        days = Q(**{self.column("source_checked_on__isnull"): False})
        days |= Q(**{self.column("source_verified_on__isnull"): False})
        holds = Q(**{self.column("recheck_after__isnull"): False})
        return _is_filled(*map(self.column, ORIGIN)) | days | holds


def _is_filled(*columns):
    """Return the condition that at least one of the columns is not empty."""
    condition = Q()
    for column in columns:
        condition |= Q(**{f"{column}__gt": ""})
    return condition


def sourced_models() -> list[type[Model]]:
    """Return every model whose rows can have a source."""
    every = apps.get_app_config("procedures").get_models()
    return [model for model in every if issubclass(model, Sourced)]


def kinds():
    """Return every kind. A model whose rows belong to one of two entries gives two kinds."""
    found = []
    for model in sourced_models():
        found += [Kind(model, root_model, root_path) for root_path, root_model in _roots(model)]
    return [*found, Kind(models.Department, models.Department, prefix=PREFECTURE)]


def _roots(model: type[Model]) -> list[tuple[str, type[Model]]]:
    """Return (path, model) of each entry that may be around a row, or of the row if it is one."""
    around = [name for name in parents_of(model) if name != "department"]
    return [
        (f"{name}__{path}".removesuffix("__"), root)
        for name in around
        for path, root in _roots(model_of(field_of(model, name)))
    ] or [("", model)]


__all__ = ["NATIONAL", "PREFECTURE", "Kind", "kinds", "sourced_models"]
