"""Gives each column its teller, which says its values in words.

``teller_of`` raises ``LookupError`` for a column that nobody taught how to speak: a new field of a
model gets its teller here before a page may show it.
"""

from django.db import models as db
from django.db.models import Model

from procedures import models
from procedures.exchange.columns import AnyField

from . import tellers
from .tellers import Teller

# By the names of columns whatever their model, for columns that mean the same everywhere.
BY_NAME: dict[str, Teller] = {
    **dict.fromkeys(("key", "formerly", "file", "code"), tellers.internal),
    **dict.fromkeys(("families", "filed_first"), tellers.families),
    "withdrawn": tellers.no_yes,
    "hours": tellers.week,
    **dict.fromkeys(
        ("source_reference", "source_verified_by", "prefecture_source_reference"), tellers.text
    ),
    **dict.fromkeys(
        ("phone", "prefecture_phone", "prefecture_email", "number", "reference"), tellers.text
    ),
    **dict.fromkeys(("prefecture_source_verified_by", "source"), tellers.text),
    **dict.fromkeys(("owner", "prefecture_owner"), tellers.owner),
}
BY_COLUMN: dict[tuple[type[Model], str], Teller] = {
    (models.Question, "bounds_not_before"): tellers.facts,
    (models.Question, "only"): tellers.countries,
    (models.Question, "barred"): tellers.countries,
    (models.Choice, "value"): tellers.internal,
    (models.Group, "fact"): tellers.fact,
    (models.Group, "values"): tellers.values_of_fact,
    (models.DerivedFact, "title"): tellers.text,
    (models.DerivedFact, "values"): tellers.values_of_fact,
    (models.DerivedFact, "settles"): tellers.fact,
    (models.DerivedRule, "value"): tellers.value_of_rule,
    (models.DerivedRule, "label"): tellers.text,
    (models.Fee, "currency"): tellers.currency,
    (models.Cost, "currency"): tellers.currency,
    (models.Document, "icon"): tellers.drawing,
    (models.Procedure, "family"): tellers.family,
    (models.Procedure, "track"): tellers.track,
    (models.Procedure, "rank"): tellers.rank_in("procedures"),
    (models.Orientation, "rank"): tellers.rank_in("orientations"),
    (models.ProcedureStance, "step"): tellers.step_of_procedure,
    (models.Invariant, "title"): tellers.text,
    (models.Invariant, "never_procedures"): tellers.procedures,
    (models.Invariant, "never_documents"): tellers.documents,
    (models.Invariant, "never_channels"): tellers.channels,
    (models.Invariant, "never_places"): tellers.places,
    (models.Invariant, "always_on"): tellers.procedures,
    (models.Orientation, "places"): tellers.helper_kinds,
    (models.ExamplePerson, "case"): tellers.internal,
    (models.ExamplePerson, "validated_by"): tellers.text,
    (models.ExampleMoment, "step"): tellers.step_of_procedure,
    (models.Case, "persona"): tellers.text,
    (models.Case, "instead_of"): tellers.internal,
    (models.Case, "answers"): tellers.answers,
    (models.Case, "expect"): tellers.expectation,
    (models.Site, "arrondissements"): tellers.arrondissements,
    (models.Site, "handles"): tellers.handles,
    (models.Notice, "place"): tellers.text,
    (models.Helper, "kind"): tellers.helper_kind,
    (models.Helper, "languages"): tellers.languages,
}
BY_RELATED: dict[type[Model], Teller] = {
    models.Document: tellers.title_of_row("document"),
    models.Procedure: tellers.title_of_row("procedure"),
    models.Fee: tellers.title_of_row("fee"),
    models.Department: tellers.department,
}
BY_CLASS: tuple[tuple[type[AnyField], Teller], ...] = (
    (models.ConditionField, tellers.condition),
    (models.DurationField, tellers.duration),
    (models.WindowEndField, tellers.window_end),
    (models.WeeklyHoursField, tellers.week),
    (models.PhrasesField, tellers.phrases),
    (models.DocumentDateField, tellers.document_date),
    (db.BooleanField, tellers.yes_no),
    (db.DateField, tellers.day),
    (db.DecimalField, tellers.amount),
    (db.IntegerField, tellers.text),
    (db.URLField, tellers.text),
)


def teller_of(field: AnyField, *, translated: bool = False) -> Teller:
    """Return what says the values of a column; ``translated`` if its values are public texts.

    Raises ``LookupError`` for a column without a teller.
    """
    if translated:
        return tellers.text
    model = field.model
    found = BY_COLUMN.get((model, field.name)) or BY_NAME.get(field.name)
    if found is not None:
        return found
    if isinstance(field, db.ForeignKey):
        return BY_RELATED[field.related_model]
    if field.choices:
        return tellers.choice(field)
    for kind, teller in BY_CLASS:
        if isinstance(field, kind):
            return teller
    raise LookupError(f"{model.__name__}.{field.name} has no teller")
