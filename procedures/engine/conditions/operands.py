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
    """An operand as it was read, and the values that pass because it names them."""

    operand: object
    accepted: frozenset[Scalar] = frozenset()


class Where(NamedTuple):
    """Where an operand stands: the fact that is tested, the operator, and the path to it."""

    info: FactInfo
    operator: str
    path: str


class Tested(Protocol):
    """What a shape looks at in a test."""

    @property
    def fact(self) -> str: ...
    @property
    def operand(self) -> Any: ...
    @property
    def accepted(self) -> frozenset[Any]: ...


class Reader(Protocol):
    """What a shape asks of the reader of conditions."""

    def read_value(self, info: FactInfo, value: object, path: str) -> str | int | date | None: ...
    def read_duration(self, data: object, path: str) -> Duration | None: ...
    def read_group(self, info: FactInfo, name: object, path: str) -> Read | None: ...
    def refuse(self, path: str, message: str) -> None: ...


class Speaker(Protocol):
    """Who knows the words of values, durations and groups, and the kinds of facts."""

    def kind(self, fact: str) -> str: ...
    def value(self, fact: str, state: Any) -> str: ...
    def duration(self, duration: Duration) -> str: ...
    def group(self, key: str) -> str: ...


class Shape:
    """A shape of operands: a plain value, unless a subclass says otherwise.

    ``name`` is what the condition builder knows it by; ``names`` is what it holds of the names
    of the catalogue: values of the fact, a group, or nothing. ``accepts`` says that a test passes
    or fails by the values that the operand names.
    """

    name: ClassVar[str] = "value"
    names: ClassVar[str] = ""
    accepts: ClassVar[bool] = False

    def read(self, reader: Reader, where: Where, data: object) -> Read | None:
        """Return the operand that ``data`` writes, or report why it is none."""
        value = reader.read_value(where.info, data, where.path)
        return None if value is None else Read(value, self._accepted(value))

    def _accepted(self, value: Scalar) -> frozenset[Scalar]:
        return frozenset({value}) if self.accepts else frozenset()

    def compared(self, test: Tested) -> Any:
        """Return what a value is compared with: the values that pass, or the operand itself."""
        return test.accepted if self.accepts else test.operand

    def edges(self, test: Tested) -> tuple[Any, ...]:
        """Return the values of the fact that the operand gives, in its order."""
        return (test.operand,)

    def to_data(self, operand: Any) -> object:
        """Write an operand as the catalogue does."""
        return to_plain(operand)

    def affirms(self, operand: Any) -> bool:
        """Tell whether a test says what its operator says, not the contrary."""
        return True

    def said(self, test: Tested, speaker: Speaker, joining: str) -> tuple[str, ...]:
        """Return the words that fill the places of the operator's sentence."""
        return (speaker.value(test.fact, test.operand),)

    def renamed(
        self, operand: Any, value: Callable[[str], str], group: Callable[[str], str]
    ) -> Any:
        """Return an operand, as data, with each name of the catalogue passed through its function.

        The data may be wrong: what has another shape is returned as it is.
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

    def said(self, test: Tested, speaker: Speaker, joining: str) -> tuple[str, ...]:
        listed = test.operand if isinstance(test.operand, tuple) else (test.operand,)
        return (joining.join(f"« {speaker.value(test.fact, one)} »" for one in listed),)


class Listed(Named):
    """The values of which each passes."""

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
    """The smallest and the greatest value that pass."""

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

    def said(self, test: Tested, speaker: Speaker, joining: str) -> tuple[str, ...]:
        return tuple(speaker.value(test.fact, one) for one in test.operand)


class Group(Shape):
    """A group: its values pass."""

    name = "group"
    names = "group"
    accepts = True

    def read(self, reader: Reader, where: Where, data: object) -> Read | None:
        return reader.read_group(where.info, data, where.path)

    def edges(self, test: Tested) -> tuple[Any, ...]:
        return tuple(sorted(test.accepted, key=str))

    def said(self, test: Tested, speaker: Speaker, joining: str) -> tuple[str, ...]:
        return (f"« {speaker.group(test.operand)} »",)

    def renamed(
        self, operand: Any, value: Callable[[str], str], group: Callable[[str], str]
    ) -> Any:
        return group(operand) if isinstance(operand, str) else operand


class Span(Shape):
    """A length of time, counted from today. Its operator says which days it leads to."""

    name = "duration"

    def read(self, reader: Reader, where: Where, data: object) -> Read | None:
        duration = reader.read_duration(data, where.path)
        return Read(duration) if duration else None

    def edges(self, test: Tested) -> tuple[Any, ...]:
        raise NotImplementedError(f"an operator with the duration {test.operand} has its own edges")

    def to_data(self, operand: Any) -> object:
        return operand.to_data()

    def said(self, test: Tested, speaker: Speaker, joining: str) -> tuple[str, ...]:
        return (speaker.duration(test.operand),)


class Flag(Shape):
    """Yes or no: what the operator says, or its contrary. It has no words of its own."""

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

    def said(self, test: Tested, speaker: Speaker, joining: str) -> tuple[str, ...]:
        return ()
