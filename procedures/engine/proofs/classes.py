"""Classes of answers: those that no rule tells apart, for each decision, with their outcome.

The decisions are, for those to whom a procedure is recommended, its documents, steps, costs and
channel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ..values.facts import Missing
from ..values.procedure import Procedure
from .diagrams import Diagram
from .meaning import Held, Meaning
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
    return _outcomes(meaning, meaning.recommended(procedure), items(meaning, procedure, name))


def items(meaning: Meaning, procedure: Procedure, name: str) -> list[tuple[str, Diagram]]:
    """Return [(name, three-valued diagram)] for everything that a decision decides."""
    kind = meaning.channel_kind(procedure)
    if name == "channel":
        return _channels(meaning, procedure)
    if name == "documents":
        return list(_documents(meaning, procedure).items())
    if name == "steps":
        return [(step.id, meaning.truth(step.when, kind)) for step in procedure.steps]
    return [
        (cost.fee or cost.label.get("fr", ""), truth) for cost, truth in meaning.costs(procedure)
    ]


def _documents(meaning: Meaning, procedure: Procedure) -> dict[str, Diagram]:
    # A document on two lines is certain if one of the lines is: the person sees it once.
    found: dict[str, Diagram] = {}
    for entry, _, truth in meaning.documents(procedure):
        joint = " | " if entry.one_of else ""
        name = joint.join(entry.documents)
        found[name] = meaning.store.either(found[name], truth) if name in found else truth
    return found


def _channels(meaning: Meaning, procedure: Procedure) -> list[tuple[str, Diagram]]:
    found = meaning.channel(procedure)
    named: dict[str, list[object]] = {}
    for value in values_of(meaning.store, found):
        named.setdefault(channel_name(value), []).append(value)
    result = []
    for name, values in named.items():
        truth = meaning.store.map(found, _among(tuple(values)), ("among", tuple(values)))
        result.append((name, truth))
    return result


def channel_name(found: object) -> str:
    """Return the name of a channel: its kind and link, « aucun », or « commune à connaître »."""
    if isinstance(found, Held):
        return " ".join(part for part in (found.channel.kind, found.channel.url) if part)
    return "aucun" if found is Missing.ABSENT else "commune à connaître"


class _among:
    def __init__(self, values: tuple[object, ...]) -> None:
        self._values = values

    def __call__(self, value: object) -> bool:
        return value in self._values


def _outcomes(meaning: Meaning, care: Diagram, listed: Iterable[tuple[str, Diagram]]) -> Diagram:
    store = meaning.store
    result = store.map(care, lambda held: () if held else None, "start of outcomes")
    for name, truth in listed:
        result = store.combine(result, truth, _appended(name), ("outcome", name))
    return result


class _appended:
    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, outcome: ClassOutcome | None, truth: bool | None) -> ClassOutcome | None:
        if outcome is None or truth is False:
            return outcome
        return (*outcome, (self._name, truth is True))


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
