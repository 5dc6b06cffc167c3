"""Operands: what a test compares a fact with, in each of the shapes that it may have.

An operator has one of these shapes. A shape reads its operand and reports what is wrong with it,
writes it back, says it in French, and tells which values and names of the catalogue are in it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from operator import gt
from typing import Any, ClassVar, NamedTuple, Protocol

from ..schema.shapes import join, show
from ..values.facts import Duration, FactInfo, Scalar, to_plain


class Read(NamedTuple):
    """An operand that has been read, and the values that pass because it names them."""

    operand: object
    accepted: frozenset[Scalar] = frozenset()


class Where(NamedTuple):
    """The place of an operand: the tested fact, the operator, and the path in the catalogue."""

    info: FactInfo
    operator: str
    path: str


class Tested(Protocol):
    """The attributes of a test that a shape reads."""

    @property
    def fact(self) -> str: ...
    @property
    def operand(self) -> Any: ...
    @property
    def accepted(self) -> frozenset[Any]: ...


class Reader(Protocol):
    """The methods of the reader of conditions that a shape calls."""

    def read_value(self, info: FactInfo, value: object, path: str) -> str | int | date | None: ...
    def read_duration(self, data: object, path: str) -> Duration | None: ...
    def read_group(self, info: FactInfo, name: object, path: str) -> Read | None: ...
    def refuse(self, path: str, message: str) -> None: ...


class Speaker(Protocol):
    """The words of values, durations and groups, and the kinds of facts."""

    def kind(self, fact: str) -> str: ...
    def value(self, fact: str, state: Any) -> str: ...
    def duration(self, duration: Duration) -> str: ...
    def group(self, key: str) -> str: ...


class Shape:
    """A shape of operands. This class is the shape of a plain value.

    ``name`` is the condition builder's name for the shape. ``names`` tells which names of the
    catalogue an operand holds: values of the fact, a group, or none. ``accepts`` is true if a test
    passes exactly for the values that the operand names.
    """

    name: ClassVar[str] = "value"
    names: ClassVar[str] = ""
    accepts: ClassVar[bool] = False

    def read(self, reader: Reader, where: Where, data: object) -> Read | None:
        """Return the operand read from ``data``, or report the fault and return ``None``."""
        value = reader.read_value(where.info, data, where.path)
        return None if value is None else Read(value, self._accepted(value))

    def _accepted(self, value: Scalar) -> frozenset[Scalar]:
        return frozenset({value}) if self.accepts else frozenset()

    def compared(self, test: Tested) -> Any:
        """Return what a value is compared with: the accepted values, or the operand itself."""
        return test.accepted if self.accepts else test.operand

    def edges(self, test: Tested) -> tuple[Any, ...]:
        """Return the values of the fact that the operand gives, in the operand's order."""
        return (test.operand,)

    def to_data(self, operand: Any) -> object:
        """Return an operand as the catalogue writes it."""
        return to_plain(operand)

    def affirms(self, operand: Any) -> bool:
        """Tell whether a test says what its operator says, rather than the contrary."""
        return True

    def operands_in_words(self, test: Tested, speaker: Speaker, joining: str) -> tuple[str, ...]:
        """Return the words that fill the places of the operator's sentence."""
        return (speaker.value(test.fact, test.operand),)

    def renamed(
        self, operand: Any, value: Callable[[str], str], group: Callable[[str], str]
    ) -> Any:
        """Return an operand, as data, with its names passed through ``value`` and ``group``.

        Invalid data of another shape is returned as it is.
        """
        if self.names == "value":
            if isinstance(operand, list):
                return [self.renamed(one, value, group) for one in operand]
            return value(operand) if isinstance(operand, str) else operand
        return operand


class Bound(Shape):
    """A number or a day that a value is measured against."""


class Named(Shape):
    """The one value that passes."""

    names = "value"
    accepts = True

    def operands_in_words(self, test: Tested, speaker: Speaker, joining: str) -> tuple[str, ...]:
        listed = test.operand if isinstance(test.operand, tuple) else (test.operand,)
        return (joining.join(f"« {speaker.value(test.fact, one)} »" for one in listed),)


class Listed(Named):
    """A list of values, each of which passes."""

    name = "list"

    def read(self, reader: Reader, where: Where, data: object) -> Read | None:
        if not isinstance(data, list) or not data:
            reader.refuse(where.path, "une liste d'au moins une valeur est attendue")
            return None
        values = [
            reader.read_value(where.info, one, join(where.path, str(index)))
            for index, one in enumerate(data)
        ]
        known = [one for one in values if one is not None]
        return Read(tuple(known), frozenset(known)) if len(known) == len(values) else None

    def edges(self, test: Tested) -> tuple[Any, ...]:
        return tuple(test.operand)

    def to_data(self, operand: Any) -> object:
        return [to_plain(one) for one in operand]


class Range(Shape):
    """The smallest and the greatest values that pass."""

    name = "range"

    def read(self, reader: Reader, where: Where, data: object) -> Read | None:
        if not isinstance(data, list) or len(data) != 2:
            bounds = "deux bornes : [la plus petite, la plus grande]"
            reader.refuse(where.path, f"« {where.operator} » contient {bounds}")
            return None
        low, high = (reader.read_value(where.info, one, where.path) for one in data)
        if low is None or high is None:
            return None
        if gt(low, high):
            reader.refuse(where.path, "la première borne dépasse la seconde")
            return None
        return Read((low, high))

    def edges(self, test: Tested) -> tuple[Any, ...]:
        return tuple(test.operand)

    def to_data(self, operand: Any) -> object:
        return [to_plain(one) for one in operand]

    def operands_in_words(self, test: Tested, speaker: Speaker, joining: str) -> tuple[str, ...]:
        return tuple(speaker.value(test.fact, one) for one in test.operand)


class Group(Shape):
    """A group, whose values pass."""

    name = "group"
    names = "group"
    accepts = True

    def read(self, reader: Reader, where: Where, data: object) -> Read | None:
        return reader.read_group(where.info, data, where.path)

    def edges(self, test: Tested) -> tuple[Any, ...]:
        return tuple(sorted(test.accepted, key=str))

    def operands_in_words(self, test: Tested, speaker: Speaker, joining: str) -> tuple[str, ...]:
        return (f"« {speaker.group(test.operand)} »",)

    def renamed(
        self, operand: Any, value: Callable[[str], str], group: Callable[[str], str]
    ) -> Any:
        return group(operand) if isinstance(operand, str) else operand


class Span(Shape):
    """A length of time counted from today. The operator decides which days it leads to."""

    name = "duration"

    def read(self, reader: Reader, where: Where, data: object) -> Read | None:
        duration = reader.read_duration(data, where.path)
        return Read(duration) if duration else None

    def edges(self, test: Tested) -> tuple[Any, ...]:
        raise NotImplementedError(f"an operator with the duration {test.operand} has its own edges")

    def to_data(self, operand: Any) -> object:
        return operand.to_data()

    def operands_in_words(self, test: Tested, speaker: Speaker, joining: str) -> tuple[str, ...]:
        return (speaker.duration(test.operand),)


class Flag(Shape):
    """A boolean: true for what the operator says, false for the contrary. It adds no words."""

    name = "flag"

    def read(self, reader: Reader, where: Where, data: object) -> Read | None:
        if isinstance(data, bool):
            return Read(data)
        reader.refuse(where.path, f"« {where.operator} » vaut true ou false, pas {show(data)}")
        return None

    def edges(self, test: Tested) -> tuple[Any, ...]:
        return ()

    def affirms(self, operand: Any) -> bool:
        return bool(operand)

    def operands_in_words(self, test: Tested, speaker: Speaker, joining: str) -> tuple[str, ...]:
        return ()
