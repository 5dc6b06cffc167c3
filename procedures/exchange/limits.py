"""Finds what the database or a folder cannot hold, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db import models

from procedures.engine.errors import Problem, nearest
from procedures.engine.schema.shapes import join, show
from procedures.engine.values.plain import Plain, PlainDict

from .columns import AnyField, field_of, languages
from .keys import Children, Listed, Shape, Text, flat
from .layout import is_valid
from .plain import children_of, entries_of

GREATEST = 1_000_000
TRANSLATION_KEYS = ("text", "status", "of")
STATUSES = ("machine", "reviewed")


def check_storable(plain: Plain) -> list[Problem]:
    """Return the problems of storing canonical plain data that ``check_plain`` accepts."""
    return [*_entries(plain), *_translations(plain)]


def _entries(plain: Plain) -> Iterator[Problem]:
    for file, shape, path, entry in entries_of(plain):
        if not is_valid(file):
            yield Problem(file, path, "ce nom de fichier n'est pas accepté")
        for where, message in _faults(shape, entry, path):
            yield Problem(file, where, message)
    for code, entry in plain["departments"].items():
        if entry["code"] != code:
            message = f"ce fichier est celui de « {code} », pas de {show(entry['code'])}"
            yield Problem(f"departements/{code}.yaml", "code", message)


def _translations(plain: Plain) -> Iterator[Problem]:
    lengths = {
        (file, where): _longest(shape, key)
        for file, shape, path, entry in entries_of(plain)
        for shape, key, where in _text_keys(shape, entry, path)
    }
    for language, files in plain["translations"].items():
        if language not in languages():
            unknown = f"le site n'a pas la langue « {language} »"
            near = nearest(language, languages())
            yield Problem(f"translations/{language}", "", unknown, near)
        for file, paths in files.items():
            for path, entry in paths.items():
                longest = lengths.get((file, path))
                message = fault_of_translation(entry)
                if not message and longest and len(entry["text"]) > longest:
                    message = _too_long(longest)
                if message:
                    yield Problem(f"translations/{language}/{file}", path, message)


def fault_of_translation(entry: object) -> str | None:
    if not isinstance(entry, dict) or set(entry) != set(TRANSLATION_KEYS):
        return f"une traduction a trois clés : {', '.join(TRANSLATION_KEYS)}"
    if not all(isinstance(entry[key], str) and entry[key].strip() for key in TRANSLATION_KEYS):
        return "le texte, son état et la marque du français (of) sont des mots entre guillemets"
    if entry["status"] not in STATUSES:
        return f"{show(entry['status'])} n'est pas un état : {' ou '.join(STATUSES)}"
    return None


def _text_keys(shape: Shape, entry: PlainDict, path: str) -> Iterator[tuple[Shape, Text, str]]:
    for key, holder, where in flat(shape.keys, entry, path):
        if isinstance(key, Children):
            for name, child in children_of(key, holder):
                yield from _text_keys(key.shape, child, f"{where}.{name}")
        elif isinstance(key, Text):
            yield shape, key, where


def _longest(shape: Shape, key: Text) -> int | None:
    return field_of(shape.model, key.column).max_length


def _faults(shape: Shape, entry: PlainDict, path: str) -> Iterator[tuple[str, str]]:
    """Yield (path, message) for each value of an entry that its column cannot hold."""
    for key, holder, where in flat(shape.keys, entry, path):
        found = holder.get(key.name)
        if isinstance(key, Children):
            children = list(children_of(key, holder))
            identity = key.shape.identity
            yield from _twice([child.get(identity) for _, child in children], where)
            for name, child in children:
                if identity and identity not in child:
                    yield f"{where}.{name}", f"il manque la clé « {identity} »"
                yield from _faults(key.shape, child, f"{where}.{name}")
        elif isinstance(key, Listed):
            if not _may_repeat(key):
                yield from _twice(found or [], where)
            yield from _each_too_long(key, found or [], where)
        elif found is not None:
            message = _fault(field_of(shape.model, key.column), found)
            if message:
                yield where, message


def _may_repeat(key: Listed) -> bool:
    return not isinstance(field_of(key.model, key.column), models.ForeignKey)


def _each_too_long(key: Listed, values: Iterable[Any], path: str) -> Iterator[tuple[str, str]]:
    field = field_of(key.model, key.column)
    for index, value in enumerate(values):
        message = _fault(field, value)
        if message:
            yield join(path, str(index)), message


def _twice(names: Iterable[Any], path: str) -> Iterator[tuple[str, str]]:
    seen: set[Any] = set()
    for name in names:
        if name and name in seen:
            yield path, f"{show(name)} est donné deux fois"
        seen.add(name)


def _fault(field: AnyField, value: Any) -> str | None:
    longest = field.max_length if isinstance(field, models.CharField) else None
    if longest is not None and len(value) > longest:
        return _too_long(longest)
    # What is no number is not less than another one either.
    if isinstance(field, models.IntegerField | models.FloatField) and not abs(value) <= GREATEST:
        return f"un nombre entre -{GREATEST} et {GREATEST} est attendu"
    if isinstance(field, models.DecimalField):
        amount = Decimal(str(value))
        if amount != round(amount, field.decimal_places) or amount > GREATEST:
            return f"un montant a deux décimales au plus, et ne dépasse pas {GREATEST}"
    return None


def _too_long(longest: int) -> str:
    return f"le texte est trop long : {longest} caractères au plus"
