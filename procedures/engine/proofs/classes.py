"""Classes of answers: those that no rule tells apart, for each decision, with their outcome.

The decisions are, for those with a recommended procedure, its documents, steps, costs and
channel.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ..values.procedure import Procedure
from .diagrams import Diagram
from .meaning import Meaning
from .payloads import items, word
from .readings import rows, values_of

DECISIONS = ("documents", "steps", "costs", "channel")
# ((name, whether it is certain), …) in order
ClassOutcome: TypeAlias = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class ClassRow:
    """Some answers of one class: for each question that is read, the classes of its values.

    Rows with the same ``number`` belong to one class, whose answers no rule of the decision tells
    apart.
    """

    number: int
    answers: Mapping[str, tuple[int, ...]]
    outcome: ClassOutcome


def decision(meaning: Meaning, procedure: Procedure, name: str) -> Diagram:
    """Return the diagram of outcomes of one decision (in ``DECISIONS``) about a procedure.

    Its value is ``None`` where the procedure is not recommended.
    """
    store = meaning.store
    reached = meaning.recommended(procedure)
    result = store.map(reached, lambda held: () if held else None, "start of outcomes")
    for item, given in items(meaning, procedure, name):
        result = store.combine(result, given, _Appended(item), ("outcome", item))
    return result


class _Appended:
    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, outcome: ClassOutcome | None, given: object) -> ClassOutcome | None:
        if outcome is None or given is False or given == "":
            return outcome
        if given is True or given is None:
            return (*outcome, (self._name, given is True))
        return (*outcome, (word(given), True))


def number_of_classes(meaning: Meaning, outcomes: Diagram) -> int:
    """Return the number of different outcomes in a diagram."""
    return sum(value is not None for value in values_of(meaning.store, outcomes))


def table(meaning: Meaning, outcomes: Diagram) -> Iterator[ClassRow]:
    """Yield the rows of a decision's table, class by class, in the order of first appearance."""
    numbers: dict[object, int] = {}
    found: dict[int, list[ClassRow]] = {}
    for path, outcome in rows(meaning.store, outcomes):
        if not isinstance(outcome, tuple):
            continue
        number = numbers.setdefault(outcome, len(numbers) + 1)
        answers = {meaning.space.questions[level]: classes for level, classes in path.items()}
        found.setdefault(number, []).append(ClassRow(number, answers, outcome))
    for listed in found.values():
        yield from listed
