"""Renames an entry everywhere in the working copy at once, all or nothing."""

from collections.abc import Callable, Iterator

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models as db

from procedures import models
from procedures.engine.schema.serialization import check_plain
from procedures.engine.values.plain import Plain
from procedures.exchange.names import NAMED, Name, Passing, Scope, passing
from procedures.exchange.uses import renamed
from procedures.models.accounts import Account
from procedures.models.base import Renamable
from procedures.publishing.content import content_now
from procedures.publishing.journal import recording
from procedures.publishing.progress import WorkStage, say

from .naming import Named, former_names, name_of

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
