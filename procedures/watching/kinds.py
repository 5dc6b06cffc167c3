"""What states a statement with a source: which tables, and the entry that each row is inside."""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Q, QuerySet

from procedures import models
from procedures.models.base import NATIONAL, Sourced

# What says how its entry is, and rests on the entry's source unless it has its own.
PARENTS = {
    models.Choice: (("question", models.Question),),
    models.DerivedRule: (("derived_fact", models.DerivedFact),),
    models.DocumentNote: (("document", models.Document),),
    models.Cost: (("procedure", models.Procedure),),
    models.Step: (("procedure", models.Procedure),),
    models.ProcedureWarning: (("procedure", models.Procedure),),
    models.StepWarning: (("step__procedure", models.Procedure),),
    models.OrientationLink: (("orientation", models.Orientation),),
    models.DocumentEntry: (("procedure", models.Procedure), ("override", models.Override)),
}
# What states nothing by itself: a question asks, a département is named by its code.
WITHOUT_A_SOURCE = (models.Question, models.Department, models.DerivedFact)
PREFECTURE = "prefecture_"
CONTACT = ("name_fr", "address_fr", "phone", "email", "site")
ORIGIN = ("source_reference", "source_url", "confidence", "owner")


@dataclass(frozen=True, slots=True)
class Kind:
    """Rows of one table that state statements, with the way from them to their entry."""

    model: type
    root_model: type
    root_path: str = ""
    prefix: str = ""

    @property
    def part_path(self):
        """What leads to the code of the département; nothing for national content."""
        if self.root_model is models.Department:
            return "code"
        if hasattr(self.root_model, "department"):
            return f"{self.root_path}__department__code".removeprefix("__")
        return ""

    def rows(self, today):
        """Return the rows that state a statement: with a source, or that should have one."""
        # Not the manager of the translated texts, which changes the order of the columns.
        rows = QuerySet(self.model).order_by()
        if self.root_path:
            rows = rows.filter(**{f"{self.root_path}__isnull": False})
        if self.model is models.Notice:
            rows = rows.exclude(ends_on__lt=today)
        if self.prefix:
            return rows.filter(self._has_origin() | _said(*map(self.column, CONTACT)))
        if self.root_path or self.model in WITHOUT_A_SOURCE:
            return rows.filter(self._has_origin())
        return rows

    def column(self, name):
        return f"{self.prefix}{name}"

    def _has_origin(self):
        days = Q(**{self.column("source_checked_on__isnull"): False})
        holds = Q(**{self.column("recheck_after__isnull"): False})
        return _said(*map(self.column, ORIGIN)) | days | holds


def _said(*columns):
    """Return the condition that one of the columns is not empty."""
    condition = Q()
    for column in columns:
        condition |= Q(**{f"{column}__gt": ""})
    return condition


def sourced_models():
    """Return every table whose rows can have a source."""
    every = apps.get_app_config("procedures").get_models()
    return [model for model in every if issubclass(model, Sourced)]


def kinds():
    """Return every Kind: two where rows are inside one entry or another."""
    found = []
    for model in sourced_models():
        inside = PARENTS.get(model, (("", model),))
        found += [Kind(model, root_model, root_path) for root_path, root_model in inside]
    return [*found, Kind(models.Department, models.Department, prefix=PREFECTURE)]


__all__ = ["NATIONAL", "PARENTS", "PREFECTURE", "Kind", "kinds", "sourced_models"]
