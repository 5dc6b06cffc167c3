"""The tables whose rows state something with a source, and the entry around each row."""

from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db.models import CharField, F, IntegerField, Model, Q, QuerySet, Value
from django.db.models.functions import Cast

from procedures import models
from procedures.engine.freshness import is_old
from procedures.engine.values.facts import Duration, latest
from procedures.exchange.columns import field_of, model_of
from procedures.exchange.snapshots import parents_of
from procedures.models.base import NATIONAL, Confidence, Sourced

# These state nothing themselves: a question asks, a code names a département.
WITHOUT_A_SOURCE = (models.Question, models.Department, models.DerivedFact)
PREFECTURE = "prefecture_"
CONTACT = ("name_fr", "address_fr", "phone", "email", "site")
ORIGIN = ("source_reference", "source_url", "confidence", "owner")
# How long a statement holds if its entry does not say; less for what a counter may change alone.
HOLDS = Duration(months=12)
HOLDS_LESS = Duration(months=6)
SHORT_LIVED = (
    models.Fee,
    models.Cost,
    models.Channel,
    models.Site,
    models.Helper,
    models.Notice,
    models.WaitingTime,
)
# Of a département, these are said after « vérifiez » when their document is old.
AGING = (models.Channel, models.Site, models.Helper, models.Notice, models.Override)
UNCERTAIN = (Confidence.MEDIUM, Confidence.LOW)
COLUMNS = (
    *("source_reference", "source_url", "source_dated", "source_checked_on"),
    *("source_verified_on", "source_verified_by", "recheck_after", "confidence"),
)


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


@dataclass(frozen=True, slots=True)
class Statement:
    """A row with a source. ``root`` is the primary key of the entry around it."""

    kind: Kind
    pk: int
    root: int
    part: str
    owner: str
    reference: str
    url: str
    dated: str
    checked_on: date | None
    verified_on: date | None
    verified_by: str
    recheck_after: dict | None
    confidence: str

    @property
    def due_on(self):
        """The day on which to check the statement again, or ``None`` if it was never checked."""
        short = self.kind.prefix or self.kind.model in SHORT_LIVED
        seen_on = latest(self.checked_on, self.verified_on)
        return due_on(seen_on, self.recheck_after, HOLDS_LESS if short else HOLDS)

    @property
    def is_local(self):
        """Whether a préfecture can verify the statement: the law is read, not asked."""
        return self.part != NATIONAL

    def is_old(self, today):
        """Tell whether the public reads « vérifiez » before it: its document has over 24 months."""
        aging = self.kind.prefix or self.kind.model in AGING
        named = aging and self.is_local and self.reference
        return bool(named) and is_old(self.dated, today, self.verified_on)

    def is_due(self, today):
        return self.due_on is None or self.due_on <= today or self.is_old(today)

    @property
    def is_uncertain(self):
        return self.confidence in UNCERTAIN

    @property
    def entry(self):
        """The entry around the statement, as (model, primary key)."""
        return self.kind.root_model, self.root

    @property
    def key(self):
        """The statement's name in forms, such as « step-12 » or « department-3-prefecture »."""
        name = f"{self.kind.model._meta.model_name}-{self.pk}"
        return f"{name}-{self.kind.prefix.rstrip('_')}" if self.kind.prefix else name


def due_on(seen_on, recheck_after, otherwise):
    """Return the day on which a check expires, or ``None`` if there was no check."""
    if seen_on is None:
        return None
    hold = Duration(**recheck_after) if recheck_after else otherwise
    try:
        return hold.after(seen_on)
    except OverflowError:
        return date.max


def row_is_due(row, today):
    """Tell whether a row is due for a check, without reading the entry around it."""
    hold = HOLDS_LESS if isinstance(row, SHORT_LIVED) else HOLDS
    seen_on = latest(row.source_checked_on, row.source_verified_on)
    due = due_on(seen_on, row.recheck_after, hold)
    return due is None or due <= today


def statements(today):
    """Return every statement of the working copy, with one query."""
    every = kinds()
    first, *others = (_rows(index, kind, today) for index, kind in enumerate(every))
    return [_statement(every[index], *row) for index, *row in first.union(*others, all=True)]


def _rows(index, kind, today):
    part = F(kind.part_path) if kind.part_path else Value(NATIONAL)
    found = {
        "statement_kind": Value(index, IntegerField()),
        "statement_root": F(f"{kind.root_path}__pk" if kind.root_path else "pk"),
        "statement_part": Cast(part, CharField()),
        "statement_owner": F(kind.column("owner")),
    }
    columns = ("statement_kind", "pk", "statement_root", "statement_part", "statement_owner")
    own = [kind.column(name) for name in COLUMNS]
    return kind.rows(today).annotate(**found).values_list(*columns, *own)


def _statement(kind, pk, root, part, owner, *source):
    return Statement(kind, pk, root, part, owner or part, *source)
