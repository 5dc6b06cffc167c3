"""The name by which others use an entry, and the reasons that keep it from changing."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from procedures import models
from procedures.engine.schema.references import RESERVED
from procedures.exchange.names import Name
from procedures.models.base import Renamable, validate_key
from procedures.publishing.editions import stored as editions

# The entries that others use by a name.
Named: TypeAlias = (
    models.Question
    | models.DerivedFact
    | models.Choice
    | models.Group
    | models.Document
    | models.Fee
    | models.Procedure
)
# Those of them that keep their former names.
Renamed: TypeAlias = (
    models.Question
    | models.DerivedFact
    | models.Choice
    | models.Group
    | models.Document
    | models.Procedure
)
FACTS = (models.Question, models.DerivedFact)
# The portal reads a person's home and age under these names.
KNOWN_TO_THE_PORTAL = ("commune", "birth_date")


@dataclass(frozen=True, slots=True)
class NamedEntry:
    """An entry with its name and its title."""

    row: Named
    name: Name
    title: str

    @property
    def kind(self) -> str:
        return str(self.row._meta.verbose_name)


def named(row: Named) -> NamedEntry:
    return NamedEntry(row, name_of(row), title_of(row))


def name_of(row: Named) -> Name:
    """Return the ``Name`` by which conditions and lists use an entry."""
    if isinstance(row, FACTS):
        return Name("fact", row.key, inquiry=_inquiry(row))
    if isinstance(row, models.Choice):
        return Name("value", row.value, of=row.question.key, inquiry=_inquiry(row.question))
    return Name(str(row._meta.model_name), row.key)


def _inquiry(row: Named) -> str:
    inquiry = getattr(row, "inquiry", None)
    return inquiry.key if inquiry else ""


def title_of(row: Named) -> str:
    texts = (getattr(row, f"{column}_fr", "") for column in ("title", "text", "label"))
    return next(filter(None, texts), str(row))


def reason_not_to_rename(row: Named) -> str:
    """Return why an entry can never be renamed, in French, or an empty string if it can be."""
    if isinstance(row, models.Question) and row.key in KNOWN_TO_THE_PORTAL:
        return "Le portail lui-même se sert de ce nom : il ne change pas."
    if isinstance(row, models.Choice) and row.question.kind == models.Question.Kind.COUNTRY:
        return "C'est un code de pays : il ne change pas."
    return ""


def former_names(row: Renamed, new: str) -> list[str]:
    """Return the former names that an entry has once it is renamed to ``new``, the oldest first.

    A name that no edition ever contained is dropped: no link can hold it.
    """
    former = [one for one in row.formerly if one != new]
    old = name_of(row).key
    return [*former, old] if editions.ever_named(old) else former


def follows(row: Named) -> tuple[str, ...]:
    """Return what will go on with the former name after a renaming, as words for the template.

    They are ``links``, ``answers`` and ``parts``, or nothing if no edition has the name.
    """
    if not isinstance(row, Renamable) or not editions.ever_named(name_of(row).key):
        return ()
    if isinstance(row, models.Procedure):
        return ("links", "parts")
    asked = row.question if isinstance(row, models.Choice) else row
    visible = isinstance(asked, models.Question) and asked.inquiry is None
    return ("answers", "parts") if visible else ("parts",)


def check_new_name(row: Named, new: str) -> None:
    """Raise ``ValidationError`` unless a name is well formed and free."""
    validate_key(new)
    if new == name_of(row).key:
        raise ValidationError("C'est déjà son nom.")
    if new in _taken(row):
        raise ValidationError(f"« {new} » est déjà pris.")
    if new in _formerly_of_others(row):
        raise ValidationError(f"« {new} » est l'ancien identifiant d'une autre fiche.")
    if isinstance(row, FACTS) and new in RESERVED:
        raise ValidationError(f"« {new} » est un nom réservé.")


def _taken(row: Named) -> set[str]:
    column = "value" if isinstance(row, models.Choice) else "key"
    return {name for rows in _siblings(row) for name in rows.values_list(column, flat=True)}


def _formerly_of_others(row: Named) -> set[str]:
    if not isinstance(row, Renamable):
        return set()
    return {name for rows in _siblings(row) for one in rows if one != row for name in one.formerly}


def _siblings(row: Named) -> list[QuerySet[Any]]:
    """Return the querysets of the entries among which a name must be unique."""
    if isinstance(row, models.Choice):
        return [row.question.choices.all()]
    # Questions and derived facts share their names, even across inquiries.
    kinds = FACTS if isinstance(row, FACTS) else (type(row),)
    return [model.objects.all() for model in kinds]
