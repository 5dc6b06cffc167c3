"""The record of an operator in the table, and the shapes of its operand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import gt
from typing import Any, ClassVar, NamedTuple, Protocol

from ..schema.shapes import join, show
from ..values.facts import Duration, FactInfo, Missing, Scalar, State, Truth, Value, to_plain


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


ANSWERS = "%(answers)s"


def is_unknown_unless_absent(state: Missing, operand: object) -> Truth:
    """Return what most operators say where there is no value: what does not apply fails."""
    return False if state is Missing.ABSENT else None


@dataclass(frozen=True, slots=True)
class Words:
    """A test in words that follow its fact, with ``{}`` for each part of the operand.

    ``contrary`` says the contrary; a flag that is false says it too. Without it, the builder does
    not offer the contrary. ``joining`` stands between several values.
    """

    holds: str
    contrary: str = ""
    joining: str = " ou "


@dataclass(frozen=True, slots=True)
class Operator:
    """All that there is to know of one operator.

    ``holds`` takes a value, what the test compares it with, and today. ``edges`` gives the values
    at which its outcome may turn, today: two values that no edge parts, and two codes that are no
    edges, always have the same outcome. Compiled rules and proofs rest on this; the values of the
    operand are the edges unless the record says otherwise.
    """

    name: str
    kinds: tuple[str, ...]  # of the facts that it applies to
    shape: Shape
    holds: Callable[[Any, Any, date], bool]
    words: Words
    # On the public page of a procedure; None leaves the question out. ANSWERS are the answers
    # that pass, in the words of the questionnaire.
    public: Words | None
    offered: int | None  # its place among the tests that the builder offers; None: not offered
    words_of_kind: Mapping[str, Words] = field(default_factory=dict)
    edges: Callable[[Any, date], tuple[Any, ...]] | None = None
    without_value: Callable[[Missing, Any], Truth] = is_unknown_unless_absent
    looks_at_value: bool = True  # False: every value has the same outcome
    at_least: bool = False  # True: what grows with time passes it one day
    bare: bool = False  # the catalogue writes its operand alone, without its name

    def passes(self, test: Tested, value: Value, today: date) -> bool:
        """Tell whether a value passes a test of this operator."""
        return self.holds(value, self.shape.compared(test), today)

    def truth(self, test: Tested, state: State, today: date) -> Truth:
        """Return what a test says of a fact in any state."""
        if isinstance(state, Missing):
            return self.without_value(state, test.operand)
        return self.passes(test, state, today)

    def edges_of(self, test: Tested, today: date) -> tuple[Any, ...]:
        """Return the values at which the outcome of a test may turn."""
        return self.edges(test.operand, today) if self.edges else self.shape.edges(test)

    def words_for(self, kind: str) -> Words:
        """Return the words of a test of a fact of some kind."""
        return self.words_of_kind.get(kind, self.words)

    def in_words(self, test: Tested, speaker: Speaker, *, holds: bool = True) -> str:
        """Return a test, or its contrary, in words that follow the fact; nothing without words."""
        words = self.words_for(speaker.kind(test.fact))
        affirmed = holds is self.shape.affirms(test.operand)
        sentence, joining = words.holds, words.joining
        if not affirmed:
            sentence, joining = words.contrary, " ni "
        return sentence.format(*self.shape.operands_in_words(test, speaker, joining))
