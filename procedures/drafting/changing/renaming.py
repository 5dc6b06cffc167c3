"""The name by which others use an entry, and its renaming everywhere, all or nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models as db
from django.db.models import QuerySet

from procedures import models
from procedures.engine.schema.references import RESERVED
from procedures.engine.schema.serialization import check_plain
from procedures.engine.values.plain import Plain
from procedures.exchange.names import NAMED, Name, Passing, Scope, passing
from procedures.exchange.uses import renamed
from procedures.models.accounts import Account
from procedures.models.base import Renamable, validate_key
from procedures.publishing.content import content_now
from procedures.publishing.editions import stored as editions
from procedures.publishing.journal import recording
from procedures.publishing.progress import WorkStage, say

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


HOW = "renommage"


class RenamingFailed(Exception):
    """The result would not be the same catalogue under another name; nothing is changed."""


def rename(
    row: Named,
    new: str,
    author: Account | AnonymousUser | None,
    permitted: Callable[[], bool] | None = None,
) -> None:
    """Give an entry another name, wherever the working copy uses it.

    ``permitted`` is asked under the lock: whether the author may still rename. Raises
    ``RenamingFailed`` if they may not, or if the rows changed otherwise than the same renaming of
    plain data.
    """
    name = name_of(row)
    say(WorkStage.READING)
    with recording(author, how=HOW):
        if permitted is not None and not permitted():
            raise RenamingFailed
        row.refresh_from_db()
        faults = len(check_plain(content_now().plain))
        if name_of(row) != name:
            raise RenamingFailed
        if isinstance(row, Renamable):
            type(row).objects.filter(pk=row.pk).update(formerly=former_names(row, new))
        before = content_now().plain
        say(WorkStage.RENAMED)
        expected = renamed(before, name, new)
        _Rows(before, name, new).rename()
        after = content_now().plain
        if after != expected or len(check_plain(after)) != faults:
            raise RenamingFailed
        row.refresh_from_db()


class _Rows:
    """Passes the names in every row, as ``exchange.uses`` passes those in plain data."""

    def __init__(self, plain: Plain, name: Name, new: str) -> None:
        self._hook = lambda found: new if found == name else found.key
        self._families = frozenset(entry["family"] for entry in plain["procedures"])
        self._own = {
            key: frozenset(one["key"] for one in questions)
            for key, questions in plain["inquiries"].items()
        }

    def rename(self) -> None:
        for model in apps.get_app_config("procedures").get_models():
            columns = list(_columns(model))
            if columns:
                self._model(model, columns)

    def _model(self, model: type[db.Model], columns: list[tuple[str, Passing]]) -> None:
        parents = [
            one for one in ("question__inquiry", "derived_fact", "inquiry") if _has(model, one)
        ]
        changed = []
        for row in model._default_manager.select_related(*parents):
            scope = self._scope(row)
            values = {
                column: pass_names(getattr(row, column), self._hook, scope)
                for column, pass_names in columns
                if getattr(row, column) not in (None, "")
            }
            different = {key: value for key, value in values.items() if getattr(row, key) != value}
            if different:
                for column, value in different.items():
                    setattr(row, column, value)
                changed.append(row)
        model._default_manager.bulk_update(
            changed, [column for column, _ in columns], batch_size=200
        )

    def _scope(self, row: db.Model) -> Scope:
        owner = getattr(row, "question", None) or getattr(row, "derived_fact", None) or row
        fact = row.fact if isinstance(row, models.Group) else getattr(owner, "key", "")
        inquiry = getattr(owner, "inquiry", None)
        own = self._own[inquiry.key] if inquiry else frozenset()
        return Scope(inquiry.key if inquiry else "", own, self._families, fact)


def _columns(model: type[db.Model]) -> Iterator[tuple[str, Passing]]:
    """Yield (column, function that passes its names). Foreign keys follow their row."""
    for field in model._meta.concrete_fields:
        if isinstance(field, db.ForeignKey) or field.related_model in NAMED:
            continue
        pass_names = passing(model, field.name)
        if pass_names is not None:
            yield field.name, pass_names


def _has(model: type[db.Model], path: str) -> bool:
    first = path.split("__")[0]
    return any(field.name == first for field in model._meta.concrete_fields)
