"""The shapes of plain data: which keys an entry may and must have, and their values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeAlias

from ..errors import nearest
from ..values.facts import parse_date

# (path inside the file, message, nearest valid names)
Report: TypeAlias = Callable[[str, str, tuple[str, ...]], None]
Leaf: TypeAlias = Callable[[object], str | None]

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
CALL_NUMBER = re.compile(r"\+?[0-9](?:[ \u00a0.]?[0-9]){1,14}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)?")


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """A mapping with named keys."""

    required: Mapping[str, Shape] = field(default_factory=dict)
    optional: Mapping[str, Shape] = field(default_factory=dict)

    def keys(self) -> dict[str, Shape]:
        """Return every key that the record may have."""
        return {**self.required, **self.optional}


@dataclass(frozen=True, slots=True, eq=False)
class ListOf:
    """A list whose items all have one shape."""

    item: Shape
    may_be_empty: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class MapOf:
    """A mapping with free keys, whose values all have one shape."""

    value: Shape


@dataclass(frozen=True, slots=True, eq=False)
class OneShape:
    """Either of two shapes: one for a mapping, the other for anything else."""

    mapping: Shape
    other: Shape


Shape: TypeAlias = Record | ListOf | MapOf | OneShape | Leaf


class Mark(Enum):
    """What ``Annotated`` says about a key beside its shape: see ``declared``."""

    IDENTITY = "identity"  # it tells an entry from its siblings
    NOT_EMPTY = "not_empty"  # a list of at least one item
    SPREAD = "spread"  # a dataclass whose keys are among those of the entry


@dataclass(frozen=True, slots=True)
class Bare:
    """The mark of a list in which an entry with only the key ``name`` may be its value alone."""

    name: str


def named(path: str) -> dict[str, str]:
    """Return the metadata of a field whose key has another name, or is inside a block."""
    return {"key": path}


def check_shape(value: object, shape: Shape, path: str, report: Report) -> bool:
    """Report every way in which ``value`` departs from ``shape``; return whether it fits."""
    if isinstance(shape, OneShape):
        chosen = shape.mapping if isinstance(value, Mapping) else shape.other
        return check_shape(value, chosen, path, report)
    if isinstance(shape, Record):
        return _check_record(value, shape, path, report)
    if isinstance(shape, ListOf):
        return _check_list(value, shape, path, report)
    if isinstance(shape, MapOf):
        return _check_map(value, shape, path, report)
    message = shape(value)
    if message:
        report(path, message, ())
    return message is None


def item_name(item: object, index: int) -> str:
    """Return the id, key, value, code or procedure of an item of a list, else its position.

    >>> item_name({"id": "passeport"}, 3), item_name({"text": "…"}, 3)
    ('passeport', '3')
    """
    if isinstance(item, Mapping):
        for key in ("id", "key", "value", "code", "procedure"):
            if isinstance(item.get(key), str):
                return str(item[key])
    return str(index)


def entry_line_name(entry: Mapping[str, Any], names: dict[str, int]) -> str:
    """Return the name of a document line in paths: its ids joined by « + ».

    A second line with the same ids gets « #2 ». ``names`` counts the names already given in this
    list, and is updated.

    >>> seen = {}
    >>> [entry_line_name({"document": "passeport"}, seen) for _ in range(2)]
    ['passeport', 'passeport#2']
    """
    name = "+".join(entry.get("one_of") or [entry["document"]])
    names[name] = names.get(name, 0) + 1
    return name if names[name] == 1 else f"{name}#{names[name]}"


def join(path: str, name: str) -> str:
    """Append a name to a path."""
    return f"{path}.{name}" if path else name


def _check_record(value: object, shape: Record, path: str, report: Report) -> bool:
    if not isinstance(value, Mapping):
        report(path, f"un bloc de clés est attendu, pas {show(value)}", ())
        return False
    known = shape.keys()
    fits = True
    for key, inner in value.items():
        if key not in known:
            report(join(path, str(key)), f"clé inconnue : {show(key)}", nearest(key, known))
            fits = False
        elif not check_shape(inner, known[key], join(path, str(key)), report):
            fits = False
    for key in shape.required:
        if key not in value:
            report(path, f"il manque la clé « {key} »", ())
            fits = False
    return fits


def _check_list(value: object, shape: ListOf, path: str, report: Report) -> bool:
    if not isinstance(value, list):
        report(path, f"une liste est attendue, pas {show(value)}", ())
        return False
    if not value and not shape.may_be_empty:
        report(path, "la liste est vide", ())
        return False
    results = [
        check_shape(item, shape.item, join(path, item_name(item, index)), report)
        for index, item in enumerate(value)
    ]
    return all(results)


def _check_map(value: object, shape: MapOf, path: str, report: Report) -> bool:
    if not isinstance(value, Mapping):
        report(path, f"un bloc de clés est attendu, pas {show(value)}", ())
        return False
    results = [
        check_shape(inner, shape.value, join(path, str(key)), report)
        for key, inner in value.items()
    ]
    return all(results)


def show(value: object) -> str:
    """Return a value in a few words, for a message."""
    if value is None:
        return "rien"
    if isinstance(value, str):
        return f"« {value[:60]} »"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return f"le nombre {value}"
    return "une liste" if isinstance(value, list) else "un bloc de clés"


def text(value: object) -> str | None:
    """Check a text: French, or a mapping from languages to strings that contains « fr »."""
    if isinstance(value, str):
        return None if value.strip() else "le texte est vide"
    if not isinstance(value, Mapping):
        return f"un texte est attendu, pas {show(value)}"
    if "fr" not in value:
        return "le texte n'a pas de français (« fr »)"
    for language, string in value.items():
        if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
            return f"{show(language)} n'est pas un code de langue"
        if not isinstance(string, str) or not string.strip():
            return f"le texte en « {language} » est vide ou n'est pas un texte"
    return None


def string(value: object) -> str | None:
    """Check a string: not empty. A code written as a number is refused, never converted."""
    if isinstance(value, str):
        return None if value.strip() else "la valeur est vide"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"un texte est attendu : écrivez ce nombre entre guillemets ({value})"
    return f"un texte est attendu, pas {show(value)}"


def identifier(value: object) -> str | None:
    """Check an id or a key: a lower-case letter, then letters, digits and underscores."""
    if isinstance(value, str) and _IDENTIFIER.fullmatch(value):
        return None
    return (
        f"{show(value)} n'est pas un identifiant : une lettre minuscule, "
        "puis des lettres minuscules, des chiffres ou « _ »"
    )


def call_number(value: object) -> str | None:
    """Check a telephone number: digits and spaces, and a « + » before those of a country."""
    if isinstance(value, str) and CALL_NUMBER.fullmatch(value):
        return None
    return f"{show(value)} n'est pas un numéro de téléphone : des chiffres et des espaces"


def boolean(value: object) -> str | None:
    """Check ``true`` or ``false``."""
    if isinstance(value, bool):
        return None
    return f"true ou false est attendu, pas {show(value)}"


def integer(value: object) -> str | None:
    """Check a whole number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return None
    return f"un nombre entier est attendu, pas {show(value)}"


def number(value: object) -> str | None:
    """Check a number, whole or not."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return None
    return f"un nombre est attendu, pas {show(value)}"


def amount(value: object) -> str | None:
    """Check a sum of money: not negative."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value < 0:
        return "un montant n'est pas négatif"
    return number(value)


def day(value: object) -> str | None:
    """Check a date, written 2026-11-24."""
    if parse_date(value):
        return None
    return f"une date AAAA-MM-JJ est attendue, pas {show(value)}"


def anything(value: object) -> str | None:
    """Accept any value: another module checks it."""
    return None


def when(value: object) -> str | None:
    """Accept any value: ``conditions.reader``, which knows the facts, checks a condition."""
    return None


def when_channel(value: object) -> str | None:
    """Accept any value, for a condition that may also test the channel."""
    return None


@dataclass(frozen=True, slots=True)
class OneOf:
    """A leaf that accepts these names only."""

    names: tuple[str, ...]

    def __call__(self, value: object) -> str | None:
        """Check that a value is one of the names."""
        if isinstance(value, str) and value in self.names:
            return None
        close = nearest(value, self.names)
        hint = f" (vouliez-vous dire « {close[0]} » ?)" if close else ""
        names = ", ".join(self.names)
        return f"{show(value)} n'est pas accepté{hint} ; valeurs possibles : {names}"


def one_of(*names: str) -> OneOf:
    """Return a leaf that accepts these names only."""
    return OneOf(names)
