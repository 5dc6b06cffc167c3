"""The kinds of keys that an entry of the exchange format may have, and where each is stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import Model

from procedures.engine.schema.shapes import join
from procedures.engine.values.plain import PlainDict


@dataclass(frozen=True, slots=True)
class Value:
    """A key that is one column, converted by the column's class; a foreign key is its row's key."""

    name: str
    column: str


class Flag(Value):
    """A boolean that is false where it is not written."""


class Codes(Value):
    """A list of codes that says nothing when it is empty."""


class Text(Value):
    """A text: a column a language."""


class Hours(Text):
    """Opening hours: a text, or a mapping by weekday in a column of its own."""

    by_weekday = "weekly_hours"


@dataclass(frozen=True, slots=True)
class Block:
    """A mapping whose keys are columns of the same row.

    Its ``label`` stands before theirs, where they alone do not say what they are of.
    """

    name: str
    keys: tuple[Key, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Children:
    """A list of entries that are rows of their own; ``parent`` is their foreign key.

    An entry that only has the key ``bare`` is written as that key's value alone.
    """

    name: str
    shape: Shape
    parent: str
    bare: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of simple values, each the ``column`` of a row."""

    name: str
    model: type[Model]
    parent: str
    column: str


@dataclass(frozen=True, slots=True)
class Shape:
    """``identity`` is the key that tells an entry from its siblings."""

    model: type[Model]
    keys: tuple[Key, ...]
    identity: str = ""


Key: TypeAlias = Value | Block | Children | Listed
LeafKey: TypeAlias = Value | Children | Listed  # What is not a block of others.


def flat(
    keys: Iterable[Key], entry: PlainDict, path: str = ""
) -> Iterator[tuple[LeafKey, PlainDict, str]]:
    """Yield (key, mapping that may hold it, its path) of an entry's keys, inside blocks too."""
    for key in keys:
        here = join(path, key.name)
        if isinstance(key, Block):
            block = entry.get(key.name)
            yield from flat(key.keys, block if isinstance(block, dict) else {}, here)
        else:
            yield key, entry, here
