"""From an entry of the database to the name that others use, and what keeps it from changing."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError

from procedures import models
from procedures.engine.references import RESERVED
from procedures.exchange.names import Name
from procedures.models.base import validate_key
from procedures.publishing import current

from ..published import is_published

FACTS = (models.Question, models.DerivedFact)
# The portal itself knows where a person lives and how old they are by these names.
KNOWN_TO_THE_PORTAL = ("commune", "birth_date")
USED_BY_VISITORS = (models.Question, models.Procedure)
WHY_PUBLISHED = (
    "Ce nom est publié : les réponses gardées par les visiteurs et les liens qu'ils ont notés "
    "s'en servent. Changez plutôt le titre ou le texte, que le public lit."
)


@dataclass(frozen=True, slots=True)
class Named:
    """An entry, its name, and what people call it."""

    row: object
    name: Name
    title: str

    @property
    def kind(self):
        return self.row._meta.verbose_name


def named(row):
    return Named(row, name_of(row), title_of(row))


def name_of(row):
    """Return the Name by which conditions and lists use an entry."""
    if isinstance(row, FACTS):
        return Name("fact", row.key, inquiry=_inquiry(row))
    if isinstance(row, models.Choice):
        return Name("value", row.value, of=row.question.key, inquiry=_inquiry(row.question))
    return Name(row._meta.model_name, row.key)


def _inquiry(row):
    inquiry = getattr(row, "inquiry", None)
    return inquiry.key if inquiry else ""


def title_of(row):
    texts = (getattr(row, f"{column}_fr", "") for column in ("title", "text", "label"))
    return next(filter(None, texts), str(row))


def reason_not_to_rename(row):
    """Return why the name cannot change at all, in French; nothing if it can."""
    if isinstance(row, models.Question) and row.key in KNOWN_TO_THE_PORTAL:
        return "Le portail lui-même se sert de ce nom : il ne change pas."
    if isinstance(row, models.Choice) and row.question.kind == models.Question.Kind.COUNTRY:
        return "C'est un code de pays : il ne change pas."
    return WHY_PUBLISHED if _visitors_have(row) else ""


def _visitors_have(row):
    """Tell whether answers that visitors keep, or links that they noted, hold the name."""
    if not isinstance(row, models.Choice):
        return isinstance(row, USED_BY_VISITORS) and is_published(row)
    if not is_published(row.question):
        return False
    question = current.current_edition().rule_set.questions[row.question.key]
    return any(choice.value == row.value for choice in question.choices)


def check_new_name(row, new):
    """Raise ValidationError unless the name is well formed, and nothing has it."""
    validate_key(new)
    if new == name_of(row).key:
        raise ValidationError("C'est déjà son nom.")
    if new in _taken(row):
        raise ValidationError(f"« {new} » est déjà pris.")
    if isinstance(row, FACTS) and new in RESERVED:
        raise ValidationError(f"« {new} » est un nom réservé.")


def _taken(row):
    if isinstance(row, models.Choice):
        return set(row.question.choices.values_list("value", flat=True))
    if isinstance(row, FACTS):  # One name for one fact, in inquiries too.
        return {key for model in FACTS for key in model.objects.values_list("key", flat=True)}
    return set(type(row).objects.values_list("key", flat=True))
