"""Which file and part an entry belongs to; what cannot be stored, or says nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db import models

from procedures.engine.errors import InvalidCatalogue, Problem, nearest
from procedures.engine.files import file_of
from procedures.engine.schema.shapes import join, show
from procedures.engine.values.plain import Plain, PlainDict
from procedures.models import NATIONAL

from .columns import AnyField, Children, Listed, Shape, Text, field_of, flat, languages
from .plain import children_of, entries_of
from .shapes import LISTS


def part_of_file(file: str) -> str:
    """Return the part that a file belongs to: a département's code, or « national »."""
    folder, _, name = file.partition("/")
    return name.removesuffix(".yaml") if folder == "departements" else NATIONAL


def part_of_case(case: Plain) -> str:
    """Return the part that a case belongs to: a département's code, or « national »."""
    return case.get("department") or NATIONAL


def replace_part(current: Plain, given: Plain, part: str) -> PlainDict:
    """Return ``current`` with one part taken from ``given``.

    Raises ``InvalidCatalogue`` if ``given`` does not have that département.
    """
    if part != NATIONAL and part not in given["departments"]:
        codes = ", ".join(given["departments"]) or "aucun"
        message = f"ce département n'est pas dans le catalogue donné, qui a : {codes}"
        raise InvalidCatalogue([Problem(f"departements/{part}.yaml", "", message)])
    national = given if part == NATIONAL else current
    result = {section: national.get(section, []) for section in LISTS}
    result["cases"] = [
        *(case for case in current.get("cases") or [] if part_of_case(case) != part),
        *(case for case in given.get("cases") or [] if part_of_case(case) == part),
    ]
    result["inquiries"] = national.get("inquiries", {})
    result["departments"] = _mixed(current["departments"], given["departments"], part, str)
    old, new = (source.get("translations", {}) for source in (current, given))
    result["translations"] = {
        language: _mixed(old.get(language, {}), new.get(language, {}), part, part_of_file)
        for language in {*old, *new}
    }
    return result


def _mixed(current: Plain, given: Plain, part: str, part_of: Callable[[str], str]) -> PlainDict:
    kept = {name: value for name, value in current.items() if part_of(name) != part}
    return kept | {name: value for name, value in given.items() if part_of(name) == part}


NO_ANSWERS = "cette personne n'a répondu à rien : répondez à une question au moins"
NOTHING_EXPECTED = (
    "rien n'est attendu pour cette personne : choisissez une démarche, une pièce ou un prix, "
    "ou « Aucune démarche »"
)
NO_QUESTION = "cette enquête ne pose aucune question : il en faut une au moins"
# « procedures: [] » expects that there is none. The others compare nothing without a value; « of »
# and « also » say only of what, and what is left aside.
WITHOUT_A_VALUE = ("of", "also")


def emptiness_of(answers: Any, expect: Any) -> list[str]:
    """Say in French all that keeps a case from trying anything; nothing if it tries something.

    >>> emptiness_of({"age": 20}, {"procedures": []})
    []
    >>> emptiness_of({}, {}) == [NO_ANSWERS, NOTHING_EXPECTED]
    True
    """
    is_expected = isinstance(expect, dict) and (
        "procedures" in expect
        or any(_says(value) for key, value in expect.items() if key not in WITHOUT_A_VALUE)
    )
    return [*([] if answers else [NO_ANSWERS]), *([] if is_expected else [NOTHING_EXPECTED])]


def _says(value: Any) -> bool:
    """Tell whether a value, or something inside it, is there to be compared."""
    if isinstance(value, dict):
        return any(map(_says, value.values()))
    # A price of nothing, and no question at all, are compared.
    return value is not None and value != [] and value != ""


def empty_entries(plain: Plain, only: str | None = None) -> Iterator[Problem]:
    """Yield a problem for each case and inquiry that says nothing, of one part or of all."""
    for case in plain.get("cases") or ():
        if only in (None, part_of_case(case)):
            for message in emptiness_of(case["answers"], case["expect"]):
                yield Problem(file_of("cases", case), case["id"], message)
    if only in (None, NATIONAL):
        for name, questions in (plain.get("inquiries") or {}).items():
            if not questions:
                yield Problem(f"enquetes/{name}.yaml", "", NO_QUESTION)


SINGLE_FILES = tuple(
    f"{name}.yaml" for name in LISTS if name not in ("procedures", "cases", "authorities")
)
# {folder: (pattern of a file name without .yaml, how messages describe it)}
FOLDERS = {
    "enquetes": (r"[a-z][a-z0-9_]*", "un identifiant d'enquête"),
    "procedures": (r"[a-z][a-z0-9_]*", "un nom de famille"),
    "territoires": (r"[a-z][a-z0-9_]*", "une sorte d'autorité"),
    "departements": (r"national|[0-9]{2}|2[AB]|9[78][0-9]", "un code de département, ou national"),
    "cases": (r"[A-Za-z0-9][A-Za-z0-9_-]*", "un nom de fichier simple"),
}
TRANSLATION = re.compile(r"translations/([a-z]{2,3}(?:-[A-Za-z0-9]+)?)/(.+)")


def parts_of_name(file: str) -> tuple[str, str] | None:
    """Return (folder or "", name without .yaml) of a valid file, or ``None``."""
    if file in SINGLE_FILES:
        return "", file.removesuffix(".yaml")
    folder, _, name = file.partition("/")
    stem = name.removesuffix(".yaml")
    if folder in FOLDERS and name != stem and re.fullmatch(FOLDERS[folder][0], stem):
        return folder, stem
    return None


def is_valid(file: str) -> bool:
    translated = TRANSLATION.fullmatch(file)
    if translated:
        return is_valid(translated[2]) and not file_is_of("cases", translated[2])
    return parts_of_name(file) is not None


def file_is_of(folder: str, file: str) -> bool:
    return file.startswith(f"{folder}/")


def unknown_file(file: str) -> Problem:
    """Return the problem of a file that is not in the format, with the nearest valid name."""
    translated = TRANSLATION.fullmatch(file)
    if translated:
        inner = unknown_file(translated[2])
        near = (f"translations/{translated[1]}/{name}" for name in inner.near)
        return Problem(file, "", inner.message, tuple(near))
    folder, _, name = file.rpartition("/")
    # « Etudes.yml » is meant to be « etudes.yaml ».
    name = f"{name.partition('.')[0].lower()}.yaml"
    message = "le format n'a pas ce fichier"
    if folder in FOLDERS:
        message += f" : ici, {FOLDERS[folder][1]} puis « .yaml »"
        candidates = [f"{folder}/{name}"]
    else:
        candidates = [*SINGLE_FILES, *(f"{valid}/{name}" for valid in FOLDERS)]
    close = nearest(file, (one for one in candidates if is_valid(one)))
    return Problem(file, "", message, close)


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
