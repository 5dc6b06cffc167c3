"""Reads each table of the working copy whole, once, and converts values when they are used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from django.db import connection
from django.db.models import JSONField, Model, QuerySet

if TYPE_CHECKING:
    from django.db.models.options import Options
    from django.db.models.sql.compiler import SQLCompiler

# Most JSON columns hold an empty value: it needs no parser.
EMPTY = {"{}": dict, "[]": list}

# A row as the database returns it.
Raw: TypeAlias = tuple[Any, ...]
Convert: TypeAlias = Callable[[Any], Any]


class StoredRow:
    """A row whose columns are attributes, under the names of Django's ``attname``."""

    _meta: ClassVar[Options[Model]]
    if TYPE_CHECKING:

        def __getattr__(self, column: str) -> Any: ...

    @property
    def pk(self) -> int:
        key: int = vars(self)[self._meta.pk.attname]
        return key


class StoredTable:
    """The rows of a model in its default order; ``raw`` holds them as the database gave them."""

    def __init__(self, model: type[Model]) -> None:
        self.names, self.kind, statement, self._converters = _prepared(model, connection.vendor)
        with connection.cursor() as cursor:
            cursor.execute(*statement)
            self.raw: list[Raw] = cursor.fetchall()
        self._columns: dict[str, dict[int, Any]] = {}
        self._key = self.names.index(model._meta.pk.attname)

    def row(self, raw: Raw) -> StoredRow:
        row = self.kind()
        values = vars(row)
        values.update(zip(self.names, raw, strict=True))
        for name, convert in self._converters:
            if values[name] is not None:
                values[name] = convert(values[name])
        return row

    @cached_property
    def by_key(self) -> dict[int, Raw]:
        """{primary key: raw row}, in the order of the table."""
        return {raw[self._key]: raw for raw in self.raw}

    def keys_by(self, column: str) -> dict[int | None, list[int]]:
        """Return {value of a column: primary keys of the rows with that value}, in order."""
        place, groups = self.names.index(column), defaultdict[int | None, list[int]](list)
        for raw in self.raw:
            groups[raw[place]].append(raw[self._key])
        return groups

    def column(self, name: str) -> dict[int, Any]:
        """Return {primary key: value} of a column of texts or keys, in order."""
        if name not in self._columns:
            place = self.names.index(name)
            self._columns[name] = {key: raw[place] for key, raw in self.by_key.items()}
        return self._columns[name]


class Tables:
    """The tables read so far, each when it is first used."""

    def __init__(self) -> None:
        self._tables: dict[type[Model], StoredTable] = {}
        self._groups: dict[tuple[type[Model], str], dict[int | None, list[int]]] = {}

    def table(self, model: type[Model]) -> StoredTable:
        if model not in self._tables:
            self._tables[model] = StoredTable(model)
        return self._tables[model]

    def row(self, model: type[Model], key: int) -> StoredRow:
        table = self.table(model)
        return table.row(table.by_key[key])

    def keys(self, model: type[Model]) -> list[int]:
        """Return the primary keys of a model's rows, in order."""
        return list(self.table(model).by_key)

    def children(self, model: type[Model], parent: str, key: int | None) -> list[int]:
        """Return the primary keys of the rows whose foreign key ``parent`` is ``key``, in order."""
        if (model, parent) not in self._groups:
            self._groups[model, parent] = self.table(model).keys_by(f"{parent}_id")
        return self._groups[model, parent].get(key, [])

    def column(self, model: type[Model], name: str) -> dict[int, Any]:
        return self.table(model).column(name)


@cache
def _prepared(
    model: type[Model], vendor: str
) -> tuple[list[str], type[StoredRow], tuple[str, Raw], list[tuple[str, Convert]]]:
    """Return the (column names, row class, statement, converters) of a model.

    None depends on the rows. Building a statement takes longer than running it.
    """
    names = [field.attname for field in model._meta.concrete_fields]
    compiler = QuerySet(model).values_list(*names).query.get_compiler(connection=connection)
    statement = compiler.as_sql()
    kind = type(model.__name__, (StoredRow,), {"_meta": model._meta})
    return names, kind, statement, _converters(model, compiler)


def _converters(model: type[Model], compiler: SQLCompiler) -> list[tuple[str, Convert]]:
    """Return (name, function) for each column whose database value must be converted."""
    found = []
    for place, (converters, expression) in compiler.get_converters(
        [expression for expression, _, _ in compiler.select]
    ).items():
        field = model._meta.concrete_fields[place]
        found.append((field.attname, _function(converters, expression, field)))
    return found


def _function(
    converters: Sequence[Callable[..., Any]], expression: object, field: object
) -> Convert:
    def convert(value: Any) -> Any:
        for converter in converters:
            value = converter(value, expression, connection)
        return value

    def convert_json(value: Any) -> Any:
        empty = EMPTY.get(value)
        return empty() if empty else convert(value)

    return convert_json if isinstance(field, JSONField) else convert
