"""Gives each column its formatter, which says its values in words.

``formatter_of`` raises ``LookupError`` for a column without a formatter: a new field of a model
gets its own here before a page may show it.
"""

from django.db import models as db
from django.db.models import Model

from procedures import models
from procedures.exchange.columns import AnyField

from . import formatters
from .formatters import Formatter

# By the names of columns whatever their model, for columns that mean the same everywhere.
BY_NAME: dict[str, Formatter] = {
    **dict.fromkeys(("key", "formerly", "file", "code"), formatters.internal),
    **dict.fromkeys(("families", "filed_first"), formatters.families),
    "withdrawn": formatters.no_yes,
    "hours": formatters.week,
    **dict.fromkeys(
        ("source_reference", "source_verified_by", "prefecture_source_reference"), formatters.text
    ),
    **dict.fromkeys(
        ("phone", "prefecture_phone", "prefecture_email", "number", "reference"), formatters.text
    ),
    **dict.fromkeys(("prefecture_source_verified_by", "source"), formatters.text),
    **dict.fromkeys(("owner", "prefecture_owner"), formatters.owner),
}
BY_COLUMN: dict[tuple[type[Model], str], Formatter] = {
    (models.Question, "bounds_not_before"): formatters.facts,
    (models.Question, "only"): formatters.countries,
    (models.Question, "barred"): formatters.countries,
    (models.Choice, "value"): formatters.internal,
    (models.Group, "fact"): formatters.fact,
    (models.Group, "values"): formatters.values_of_fact,
    (models.DerivedFact, "title"): formatters.text,
    (models.DerivedFact, "values"): formatters.values_of_fact,
    (models.DerivedFact, "settles"): formatters.fact,
    (models.DerivedRule, "value"): formatters.value_of_rule,
    (models.DerivedRule, "label"): formatters.text,
    (models.Fee, "currency"): formatters.currency,
    (models.Cost, "currency"): formatters.currency,
    (models.Document, "icon"): formatters.drawing,
    (models.Procedure, "family"): formatters.family,
    (models.Procedure, "track"): formatters.track,
    (models.Procedure, "rank"): formatters.rank_in("procedures"),
    (models.Orientation, "rank"): formatters.rank_in("orientations"),
    (models.ProcedureStance, "step"): formatters.step_of_procedure,
    (models.Invariant, "title"): formatters.text,
    (models.Invariant, "never_procedures"): formatters.procedures,
    (models.Invariant, "never_documents"): formatters.documents,
    (models.Invariant, "never_channels"): formatters.channels,
    (models.Invariant, "never_places"): formatters.places,
    (models.Invariant, "always_on"): formatters.procedures,
    (models.Orientation, "places"): formatters.helper_kinds,
    (models.Orientation, "letter"): formatters.internal,
    (models.ExamplePerson, "case"): formatters.internal,
    (models.ExamplePerson, "validated_by"): formatters.text,
    (models.ExampleMoment, "step"): formatters.step_of_procedure,
    (models.ProofAsker, "icon"): formatters.drawing,
    (models.ServiceNeed, "icon"): formatters.drawing,
    (models.OnlineService, "kinds"): formatters.channels,
    (models.OnlineService, "letter"): formatters.internal,
    **{
        (models.Authority, name): formatters.text
        for name in ("name", "scope", "address", "email", "commune")
    },
    (models.Authority, "departments"): formatters.departments,
    (models.Authority, "arrondissement"): formatters.arrondissement,
    (models.Channel, "service"): formatters.internal,
    (models.WaitingTime, "handles"): formatters.handles,
    (models.ProvisionalPaper, "stay_article"): formatters.text,
    (models.ProvisionalPaper, "work_article"): formatters.text,
    (models.ProvisionalPaper, "letter"): formatters.internal,
    (models.PaperUse, "asker"): formatters.internal,
    (models.Letter, "body"): formatters.text,
    (models.Step, "letter"): formatters.internal,
    (models.SiteWording, "words"): formatters.text,
    (models.SiteWording, "letter"): formatters.internal,
    (models.Case, "persona"): formatters.text,
    (models.Case, "instead_of"): formatters.internal,
    (models.Case, "answers"): formatters.answers,
    (models.Case, "expect"): formatters.expectation,
    (models.Site, "arrondissements"): formatters.arrondissements,
    (models.Site, "handles"): formatters.handles,
    (models.Notice, "place"): formatters.text,
    (models.Helper, "kind"): formatters.helper_kind,
    (models.Helper, "languages"): formatters.languages,
}
BY_RELATED: dict[type[Model], Formatter] = {
    models.Document: formatters.title_of_row("document"),
    models.Procedure: formatters.title_of_row("procedure"),
    models.Fee: formatters.title_of_row("fee"),
    models.Department: formatters.department,
}
BY_CLASS: tuple[tuple[type[AnyField], Formatter], ...] = (
    (models.ConditionField, formatters.condition),
    (models.DurationField, formatters.duration),
    (models.WindowEndField, formatters.window_end),
    (models.WeeklyHoursField, formatters.week),
    (models.PhrasesField, formatters.phrases),
    (models.DocumentDateField, formatters.document_date),
    (db.BooleanField, formatters.yes_no),
    (db.DateField, formatters.day),
    (db.DecimalField, formatters.amount),
    (db.IntegerField, formatters.text),
    (db.URLField, formatters.text),
)


def formatter_of(field: AnyField, *, translated: bool = False) -> Formatter:
    """Return what says the values of a column; ``translated`` if its values are public texts.

    Raises ``LookupError`` for a column without a formatter.
    """
    if translated:
        return formatters.text
    model = field.model
    found = BY_COLUMN.get((model, field.name)) or BY_NAME.get(field.name)
    if found is not None:
        return found
    if isinstance(field, db.ForeignKey):
        return BY_RELATED[field.related_model]
    if field.choices:
        return formatters.choice(field)
    for kind, formatter in BY_CLASS:
        if isinstance(field, kind):
            return formatter
    raise LookupError(f"{model.__name__}.{field.name} has no formatter")
