"""The keys of an entry, read from its dataclass, which is the only declaration of them.

Each annotation of the class is a key, in the order in which files write them. A field without a
default is required. A ``ClassVar`` is a key that is checked and stored but has no attribute,
because evaluation does not read it. ``Annotated`` adds what the type cannot say: the shape that is
checked, and marks. ``named("window.from")`` gives a key another name than its attribute.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType
from typing import Annotated, Any, ClassVar, get_args, get_origin, get_type_hints

from ..values.facts import UNDATED, parse_partial_date
from .shapes import (
    Bare,
    ListOf,
    Mark,
    OneShape,
    Record,
    Shape,
    amount,
    boolean,
    day,
    integer,
    number,
    show,
    string,
    text,
)

LEAVES: Mapping[Any, Shape] = {
    str: string,
    bool: boolean,
    int: integer,
    float: number,
    date: day,
    Decimal: amount,
}


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """A key. ``type`` is the type of its value, or of each item of its ``container``.

    ``attribute`` is empty if evaluation does not read the key. ``entry`` is true if the items are
    entries with keys of their own.
    """

    name: str
    attribute: str
    type: Any
    shape: Shape
    container: Any = None
    required: bool = False
    identity: bool = False
    entry: bool = False
    bare: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Keys that belong together: under a name, or without one among those of the entry.

    They make one value of ``type``, or without a type they are attributes of the entry itself.
    """

    name: str
    attribute: str
    type: Any
    keys: tuple[Key | Block, ...]
    required: ClassVar[bool] = False


@cache
def keys_of(entry: type) -> tuple[Key | Block, ...]:
    """Return the keys of an entry, in the order in which files write them."""
    declared = {one.name: one for one in fields(entry)}
    hints = get_type_hints(entry, include_extras=True)
    found: list[Key | Block] = []
    for name, hint in hints.items():
        key = _read(name, hint, declared.get(name))
        path, _, last = key.name.rpartition(".")
        if not path:
            found.append(key)
            continue
        key = replace(key, name=last)
        before = found[-1] if found else None
        if isinstance(before, Block) and before.name == path:
            found[-1] = replace(before, keys=(*before.keys, key))
        else:
            found.append(Block(path, "", None, (key,)))
    return tuple(found)


def _read(name: str, hint: Any, own: Field[Any] | None) -> Key | Block:
    """Return the key of an annotation. ``own`` is its field, or ``None`` for a ``ClassVar``."""
    attribute = name if own else ""
    kind, marks = _opened(hint)
    shapes = [one for one in marks if not isinstance(one, (Mark, Bare))]
    container = get_origin(kind) if not shapes else None
    key = Key(
        name=own.metadata.get("key", name) if own else name,
        attribute=attribute,
        type=kind,
        shape=shapes[0] if shapes else LEAVES.get(kind, string),
        required=own is not None and own.default is own.default_factory is MISSING,
        identity=Mark.IDENTITY in marks,
    )
    if container is not None:
        return _listed(key, container, marks)
    if isinstance(kind, type) and is_dataclass(kind) and not shapes:
        # A dataclass with a block of its own name, such as Source, has its keys in the entry.
        spread = Mark.SPREAD in marks or any(one.name == key.name for one in keys_of(kind))
        return Block("" if spread else key.name, attribute, kind, keys_of(kind))
    return key


def _listed(key: Key, container: Any, marks: tuple[Any, ...]) -> Key:
    """Return the key of a list. A mapping is written as a list whose items have an identity."""
    item = get_args(key.type)[1 if issubclass(container, Mapping) else 0]
    kind, inner = _opened(item)
    shape: Shape = inner[0] if inner else LEAVES.get(kind, string)
    entry = is_dataclass(kind)
    if entry:
        shape = record_of(kind)
    bare = next((one.name for one in marks if isinstance(one, Bare)), "")
    if bare and isinstance(shape, Record):
        shape = OneShape(shape, shape.keys()[bare])
    listed = ListOf(shape, may_be_empty=Mark.NOT_EMPTY not in marks)
    return replace(key, type=kind, shape=listed, container=container, entry=entry, bare=bare)


def _opened(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return (type, marks) of a hint, without ``ClassVar``, ``Annotated`` and ``None``."""
    marks: tuple[Any, ...] = ()
    while True:
        origin, inside = get_origin(hint), get_args(hint)
        if origin is ClassVar:
            hint = inside[0]
        elif origin is Annotated:
            hint, marks = inside[0], (*marks, *inside[1:])
        elif NoneType in inside:
            (hint,) = (one for one in inside if one is not NoneType)
        else:
            return hint, marks


@cache
def record_of(entry: type) -> Record:
    """Return the shape against which the plain data of an entry is checked."""
    return _record(keys_of(entry))


def _record(keys: tuple[Key | Block, ...]) -> Record:
    required: dict[str, Shape] = {}
    optional: dict[str, Shape] = {}
    for key in keys:
        if isinstance(key, Key):
            (required if key.required else optional)[key.name] = key.shape
        elif key.name:
            optional[key.name] = _record(key.keys)
        else:
            optional |= _record(key.keys).optional
    return Record(required, optional)


@cache
def identity_of(entry: type) -> str:
    """Return the key that is unique in an entry's list, or an empty string."""
    return next((key.name for key in keys_of(entry) if isinstance(key, Key) and key.identity), "")


def texts_of(entry: type) -> tuple[str, ...]:
    """Return the attributes of an entry that are translatable texts."""
    keys = (key for key in keys_of(entry) if isinstance(key, Key) and key.attribute)
    return tuple(key.attribute for key in keys if key.shape is text)


# What a service never has, and a person does.
_PERSON = re.compile(r"@|\b(M\.|MM\.|Mme|Mlle|Monsieur|Madame)(?!\w)")


def document_date(value: object) -> str | None:
    """Check the date of a document: its day, month or year, or ``unknown`` if it bears none."""
    if value == UNDATED or (isinstance(value, str) and parse_partial_date(value)):
        return None
    return (
        f'une date AAAA-MM-JJ, AAAA-MM ou "AAAA" (entre guillemets), ou {UNDATED}, est attendue, '
        f"pas {show(value)}"
    )


def service(value: object) -> str | None:
    """Check the name of a service: a catalogue names no person who works there.

    >>> service("la préfecture du Gard"), service("Mme Martin")
    (None, '« Mme Martin » : nommez un service, jamais une personne')
    """
    if isinstance(value, str) and _PERSON.search(value):
        return f"{show(value)} : nommez un service, jamais une personne"
    return string(value)
