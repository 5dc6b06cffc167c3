"""Which rows of the working copy differ from one reading of its tables to the next."""

from collections import defaultdict

from procedures.models import Inquiry, Question

from .keys import Block, Children, Listed
from .retrieving import NAMES
from .shapes import DEPARTMENT, LISTS


def changed_rows(before, after):
    """Return the (model, primary key) of what differs, and of all that it is inside.

    Return nothing if an entry has another name: any other may say it.
    """
    if any(_renamed(model, column, before, after) for model, column in NAMES.items()):
        return None
    found = set()
    for model in PARENTS:
        for tables, others in ((before, after), (after, before)):
            table, known = tables.table(model), others.table(model).by_key
            for key, raw in table.by_key.items():
                if known.get(key) != raw:
                    _add(found, tables, model, key)
    return found


def _renamed(model, column, before, after):
    names = after.column(model, column)
    return any(names.get(key, name) != name for key, name in before.column(model, column).items())


def _add(found, tables, model, key):
    """Add a row, and those that it is inside."""
    if (model, key) in found:
        return
    found.add((model, key))
    for name in PARENTS[model]:
        parent = tables.column(model, f"{name}_id").get(key)
        if parent is not None:
            _add(found, tables, model._meta.get_field(name).related_model, parent)


def _parents():
    """Return, for each model of the catalogue, the foreign keys to what its rows are inside."""
    parents = defaultdict(set)
    for shape in (*LISTS.values(), DEPARTMENT):
        parents[shape.model] |= set()
        _look_into(shape.keys, parents)
    parents[Inquiry] = set()
    parents[Question] = {"inquiry"}
    return dict(parents)


def _look_into(keys, parents):
    for key in keys:
        if isinstance(key, Block):
            _look_into(key.keys, parents)
        elif isinstance(key, Listed):
            parents[key.model].add(key.parent)
        elif isinstance(key, Children):
            parents[key.shape.model].add(key.parent)
            _look_into(key.shape.keys, parents)


PARENTS = _parents()
