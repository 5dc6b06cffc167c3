"""The kinds of keys in an entry of the exchange format, and where each is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import Model

from procedures.engine.schema.shapes import join
from procedures.engine.values.plain import PlainDict


@dataclass(frozen=True, slots=True)
class Value:
    """A key stored in one column, and converted by the type of that column.

    A foreign key is written as the name of the entry it refers to.
    """

    name: str
    column: str


class Flag(Value):
    """A boolean that is false when the key is missing."""


class Contrary(Value):
    """A boolean that is true when the key is missing, and whose column says the contrary."""


class Codes(Value):
    """A list of codes. An empty list means the same as a missing key."""


class Text(Value):
    """A translatable text, stored in one column per language."""


class Hours(Text):
    """Opening hours: a text, or a mapping by weekday, which has its own column.

    The mapping may hold the text too, as its ``note``: the path of the text is the same.
    """

    by_weekday = "weekly_hours"


@dataclass(frozen=True, slots=True)
class Block:
    """A mapping whose keys are columns of the same row.

    ``label`` is shown before the labels of these keys, for blocks whose keys are not clear alone.
    """

    name: str
    keys: tuple[Key, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Children:
    """A list of entries stored as rows of another model; ``parent`` is their foreign key.

    An entry whose only key is ``bare`` is written as the value of that key.
    """

    name: str
    shape: Shape
    parent: str
    bare: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of simple values; each is the column ``column`` of a row of ``model``."""

    name: str
    model: type[Model]
    parent: str
    column: str


@dataclass(frozen=True, slots=True)
class Shape:
    """The model and the keys of a kind of entry.

    ``identity`` is the key whose value is unique among an entry's siblings.
    """

    model: type[Model]
    keys: tuple[Key, ...]
    identity: str = ""


Key: TypeAlias = Value | Block | Children | Listed
# Every kind of key but ``Block``.
LeafKey: TypeAlias = Value | Children | Listed


def flat(
    keys: Iterable[Key], entry: PlainDict, path: str = ""
) -> Iterator[tuple[LeafKey, PlainDict, str]]:
    """Yield (key, mapping that may hold it, path) for each key of an entry.

    The keys inside blocks are included, the blocks themselves are not.
    """
    for key in keys:
        here = join(path, key.name)
        if isinstance(key, Block):
            block = entry.get(key.name)
            yield from flat(key.keys, block if isinstance(block, dict) else {}, here)
        else:
            yield key, entry, here
