"""Says the value of each column in words: one teller per column, and none that shows a code.

``teller_of`` raises ``LookupError`` for a column that nobody taught how to speak: a new field of a
model gets its teller here before a page may show it.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from babel import Locale
from django.db import models as db
from django.db.models import Model

from procedures import models
from procedures.engine.conditions.words import partial_day_words
from procedures.engine.values.facts import parse_date
from procedures.exchange.columns import AnyField
from procedures.publishing.countries import country_name
from procedures.publishing.parts.families import family_title
from procedures.publishing.parts.helper_kinds import helper_kinds

from .conditions import arrondissement_names, in_words
from .drawings import drawing_words
from .expectations import expectation_words
from .formats import (
    CURRENCIES,
    amount_words,
    day_in_full,
    duration_in_words,
    listed,
    window_end_words,
)
from .hours import week_words
from .sayings import Sayings

# What says a value: (the words of its version, the value, the entry around it) → words.
Teller: TypeAlias = Callable[[Sayings, Any, Mapping[str, Any]], str]

# The names that only the team sees. A change of one says that it changes, and never the name.
INTERNAL = "un nom interne, que le public ne voit pas"


def _text(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return sayings.text(value)


def _internal(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return INTERNAL


def _drawing(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return f"le dessin « {drawing_words(value)} »"


def _yes_no(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return "oui" if value else "non"


def _no_yes(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return "non" if value else "oui"


def _day(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    day = parse_date(value)
    return day_in_full(day) if day else str(value)


def _amount(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return amount_words(value, entry.get("currency") or "EUR")


def _currency(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return CURRENCIES.get(value, str(value))


def _duration(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return duration_in_words(value)


def _window_end(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return window_end_words(value, sayings.fact)


def _condition(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return sayings.condition(value)


def _week(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    if not isinstance(value, Mapping) or "fr" in value:
        return sayings.text(value)
    return "\n".join(f"{day} : {hours}" for day, hours in week_words(value).items())


def _phrases(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return listed(f"« {one} »" for one in value)


def _families(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return listed(map(family_title, value))


def _family(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return family_title(value)


def _track(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return f"« {in_words(value)} »"


def _arrondissements(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    names = arrondissement_names()
    return listed(names.get(one, "un arrondissement inconnu") for one in value)


def _handles(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return listed(
        sayings.procedure(one) if sayings.knows_procedure(one) else family_title(one)
        for one in value
    )


def _languages(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    names = Locale.parse("fr").languages
    return listed(str(names.get(one, "une autre langue")) for one in value)


def _helper_kind(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return helper_kinds().get(value) or in_words(value).capitalize()


def _helper_kinds(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return listed(_helper_kind(sayings, one, entry) for one in value)


def _fact(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return sayings.fact(value)


def _facts(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return listed(map(sayings.fact, value))


def _countries(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return listed(map(country_name, value))


def _values_of_fact(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    fact = entry.get("fact") or entry.get("key") or ""
    return listed(sayings.value_of(fact, one) for one in value)


def _value_of_rule(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return entry.get("label") or sayings.value_of(sayings.around.get("key", ""), value)


def _procedures(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return listed(map(sayings.procedure, value))


def _documents(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return listed(map(sayings.document, value))


def _channels(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return listed(dict(models.Channel.Kind.choices).get(one, in_words(one)) for one in value)


def _places(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return listed(dict(models.PlaceName.choices).get(one, in_words(one)) for one in value)


def _step_of_procedure(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    steps = sayings.around.get("steps") or ()
    text = next((one.get("text") for one in steps if one.get("id") == value), None)
    # An example names a step of the procedure that its answer leads to.
    text = text if "steps" in sayings.around else sayings.step(value)
    return f"« {sayings.text(text)} »" if text else "une étape retirée"


def _answers(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return "\n".join(
        f"{sayings.fact(key)} {sayings.value_of(key, one)}" for key, one in value.items()
    )


def _department(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return sayings.department(value)


def _owner(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return "l'équipe nationale" if value == models.NATIONAL else sayings.department(value)


def _expectation(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return "\n".join(expectation_words(sayings, value))


def _document_date(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
    return partial_day_words(value)


def _title_of_row(name: str) -> Teller:
    def tell(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
        title: Callable[[str], str] = getattr(sayings, name)
        values = value if isinstance(value, list) else [value]
        return listed(title(one) for one in values)

    return tell


def _choice(field: AnyField) -> Teller:
    labels = {str(value): str(label) for value, label in field.flatchoices}

    def tell(sayings: Sayings, value: Any, entry: Mapping[str, Any]) -> str:
        return labels.get(str(value), in_words(value))

    return tell


# By the names of columns whatever their model, for columns that mean the same everywhere.
BY_NAME: dict[str, Teller] = {
    **dict.fromkeys(("key", "formerly", "file", "code"), _internal),
    **dict.fromkeys(("families", "filed_first"), _families),
    "withdrawn": _no_yes,
    "hours": _week,
    **dict.fromkeys(
        ("source_reference", "source_verified_by", "prefecture_source_reference"), _text
    ),
    **dict.fromkeys(
        ("phone", "prefecture_phone", "prefecture_email", "number", "reference"), _text
    ),
    **dict.fromkeys(("prefecture_source_verified_by", "source"), _text),
    **dict.fromkeys(("owner", "prefecture_owner"), _owner),
}
BY_COLUMN: dict[tuple[type[Model], str], Teller] = {
    (models.Question, "picture"): _drawing,
    (models.Question, "bounds_not_before"): _facts,
    (models.Question, "only"): _countries,
    (models.Question, "barred"): _countries,
    (models.Choice, "value"): _internal,
    (models.Group, "fact"): _fact,
    (models.Group, "values"): _values_of_fact,
    (models.DerivedFact, "title"): _text,
    (models.DerivedFact, "values"): _values_of_fact,
    (models.DerivedRule, "value"): _value_of_rule,
    (models.DerivedRule, "label"): _text,
    (models.Fee, "currency"): _currency,
    (models.Cost, "currency"): _currency,
    (models.Document, "icon"): _drawing,
    (models.Procedure, "family"): _family,
    (models.Procedure, "track"): _track,
    (models.ProcedureStance, "step"): _step_of_procedure,
    (models.Invariant, "title"): _text,
    (models.Invariant, "never_procedures"): _procedures,
    (models.Invariant, "never_documents"): _documents,
    (models.Invariant, "never_channels"): _channels,
    (models.Invariant, "never_places"): _places,
    (models.Invariant, "always_on"): _procedures,
    (models.Orientation, "places"): _helper_kinds,
    (models.ExamplePerson, "case"): _internal,
    (models.ExamplePerson, "validated_by"): _text,
    (models.ExampleMoment, "step"): _step_of_procedure,
    (models.Case, "persona"): _text,
    (models.Case, "instead_of"): _internal,
    (models.Case, "answers"): _answers,
    (models.Case, "expect"): _expectation,
    (models.Site, "arrondissements"): _arrondissements,
    (models.Site, "handles"): _handles,
    (models.Helper, "kind"): _helper_kind,
    (models.Helper, "languages"): _languages,
}
BY_RELATED: dict[type[Model], Teller] = {
    models.Document: _title_of_row("document"),
    models.Procedure: _title_of_row("procedure"),
    models.Fee: _title_of_row("fee"),
    models.Department: _department,
}
BY_CLASS: tuple[tuple[type[AnyField], Teller], ...] = (
    (models.ConditionField, _condition),
    (models.DurationField, _duration),
    (models.WindowEndField, _window_end),
    (models.WeeklyHoursField, _week),
    (models.PhrasesField, _phrases),
    (models.DocumentDateField, _document_date),
    (db.BooleanField, _yes_no),
    (db.DateField, _day),
    (db.DecimalField, _amount),
    (db.IntegerField, _text),
    (db.URLField, _text),
)


def teller_of(field: AnyField, *, translated: bool = False) -> Teller:
    """Return what says the values of a column; ``translated`` if its values are public texts.

    Raises ``LookupError`` for a column without a teller.
    """
    if translated:
        return _text
    model = field.model
    found = BY_COLUMN.get((model, field.name)) or BY_NAME.get(field.name)
    if found is not None:
        return found
    if isinstance(field, db.ForeignKey):
        return BY_RELATED[field.related_model]
    if field.choices:
        return _choice(field)
    for kind, teller in BY_CLASS:
        if isinstance(field, kind):
            return teller
    raise LookupError(f"{model.__name__}.{field.name} has no teller")
