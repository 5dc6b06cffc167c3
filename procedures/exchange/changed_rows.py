"""Finds the rows of the working copy that differ between two readings of its tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeAlias

from django.db.models import Model

from procedures.models import Inquiry, Question

from .columns import field_of, model_of
from .keys import Block, Children, Key, Listed
from .retrieving import NAMES
from .shapes import DEPARTMENT, LISTS
from .tables import Tables

Places: TypeAlias = set[tuple[type[Model], int]]
Parents: TypeAlias = dict[type[Model], set[str]]


def changed_rows(before: Tables, after: Tables) -> Places | None:
    """Return the (model, primary key) of each row that differs, and of every row around it.

    Return ``None`` if an entry has another name: any other row may refer to it by that name.
    """
    if any(_renamed(model, column, before, after) for model, column in NAMES.items()):
        return None
    # A row that has another parent than before changes both: each reading is followed apart.
    return _differing(before, after) | _differing(after, before)


def _differing(tables: Tables, others: Tables) -> Places:
    """Return the rows of one reading that the other has otherwise, and every row around them."""
    found: Places = set()
    for model in PARENTS:
        table, known = tables.table(model), others.table(model).by_key
        for key, raw in table.by_key.items():
            if known.get(key) != raw:
                _add(found, tables, model, key)
    return found


def _renamed(model: type[Model], column: str, before: Tables, after: Tables) -> bool:
    names = after.column(model, column)
    return any(names.get(key, name) != name for key, name in before.column(model, column).items())


def _add(found: Places, tables: Tables, model: type[Model], key: int) -> None:
    """Add a row and the rows that contain it."""
    if (model, key) in found:
        return
    found.add((model, key))
    for name in PARENTS[model]:
        parent = tables.column(model, f"{name}_id").get(key)
        if parent is not None:
            _add(found, tables, model_of(field_of(model, name)), parent)


def _parents() -> Parents:
    """Return {model: foreign keys to the rows that contain its rows}, for the whole catalogue."""
    parents: Parents = defaultdict(set)
    for shape in (*LISTS.values(), DEPARTMENT):
        parents[shape.model] |= set()
        _look_into(shape.keys, parents)
    parents[Inquiry] = set()
    parents[Question] = {"inquiry"}
    return dict(parents)


def _look_into(keys: Iterable[Key], parents: Parents) -> None:
    for key in keys:
        if isinstance(key, Block):
            _look_into(key.keys, parents)
        elif isinstance(key, Listed):
            parents[key.model].add(key.parent)
        elif isinstance(key, Children):
            parents[key.shape.model].add(key.parent)
            _look_into(key.shape.keys, parents)


PARENTS = _parents()
