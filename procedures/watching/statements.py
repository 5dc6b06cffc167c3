"""The statements of the working copy: the source of each, and the day until which it holds."""

from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, F, IntegerField, Value
from django.db.models.functions import Cast

from procedures import models
from procedures.engine.values.facts import Duration, latest
from procedures.models.base import NATIONAL, Confidence

from .kinds import Kind, kinds

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
UNCERTAIN = (Confidence.MEDIUM, Confidence.LOW)
COLUMNS = (
    *("source_reference", "source_url", "source_dated", "source_checked_on"),
    *("source_verified_on", "source_verified_by", "recheck_after", "confidence"),
)


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

    def is_due(self, today):
        return self.due_on is None or self.due_on <= today

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
