"""Every rule of a rule set, with its place in the catalogue's files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from ..conditions.tree import Condition
from ..schema.shapes import entry_line_name
from ..values.department import Department
from ..values.procedure import Cost, DocumentEntry, Procedure, Step, Warning
from ..values.rules import RuleSet
from ..values.stances import Stance

_Conditional: TypeAlias = Procedure | Warning | Step | DocumentEntry | Cost | Stance


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a rule: a file of the exchange format, and the path inside it."""

    file: str
    path: str

    def __str__(self) -> str:
        return f"{self.file} : {self.path}" if self.path else self.file


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition and what it decides.

    ``kind`` is one of question, choice, derived, note, procedure, warning, stance, step, document,
    cost, channel, orientation, invariant. ``subject`` is what the rule decides: a key, an id or a
    value. ``procedure`` and ``department`` say to which procedure and département it belongs, and
    are empty if to none. ``entry`` is the value of the rule set that holds the condition.
    """

    kind: str
    place: Place
    when: Condition
    subject: str
    procedure: str = ""
    department: str = ""
    entry: object = field(default=None, compare=False)


def rules_of(rule_set: RuleSet) -> tuple[Rule, ...]:
    """Return every rule of a rule set in the catalogue's order, even those without a condition."""
    found: tuple[Rule, ...] | None = rule_set.held.get("rules")
    if found is None:
        found = rule_set.held["rules"] = tuple(_of_all(rule_set))
    return found


def _of_all(rule_set: RuleSet) -> Iterator[Rule]:
    yield from _of_facts(rule_set)
    yield from _of_documents(rule_set)
    for procedure in rule_set.procedures.values():
        yield from _of_procedure(procedure)
    for orientation in rule_set.orientations.values():
        place = Place("orientations.yaml", f"{orientation.id}.when")
        yield Rule("orientation", place, orientation.when, orientation.id, entry=orientation)
    for code, department in rule_set.departments.items():
        yield from _of_department(code, department)
    for invariant in rule_set.invariants.values():
        place = Place("invariants.yaml", f"{invariant.id}.when")
        yield Rule("invariant", place, invariant.when, invariant.id, entry=invariant)


def line_names(entries: Iterable[DocumentEntry]) -> list[str]:
    """Return the name of each line of a list of documents, as paths use it.

    >>> line_names([DocumentEntry("bail"), DocumentEntry("bail")])
    ['bail', 'bail#2']
    """
    names: dict[str, int] = {}
    return [entry_line_name({"one_of": list(entry.documents)}, names) for entry in entries]


def _of_facts(rule_set: RuleSet) -> Iterator[Rule]:
    for question in rule_set.questions.values():
        file = "questions.yaml"
        yield Rule(
            "question",
            Place(file, f"{question.key}.when"),
            question.when,
            question.key,
            entry=question,
        )
        for choice in question.choices:
            place = Place(file, f"{question.key}.choices.{choice.value}.when")
            yield Rule("choice", place, choice.when, f"{question.key}={choice.value}", entry=choice)
    for derived in rule_set.derived_facts.values():
        for index, rule in enumerate(derived.rules):
            place = Place("derived_facts.yaml", f"{derived.key}.rules.{index}.when")
            yield Rule("derived", place, rule.when, f"{derived.key}={rule.value}", entry=rule)


def _of_documents(rule_set: RuleSet) -> Iterator[Rule]:
    for document in rule_set.documents.values():
        for index, note in enumerate(document.notes):
            place = Place("documents.yaml", f"{document.id}.notes.{index}.when")
            yield Rule("note", place, note.when, document.id, entry=note)


def _of_procedure(procedure: Procedure) -> Iterator[Rule]:
    key = procedure.id
    file = f"procedures/{procedure.family}.yaml"

    def rule(kind: str, path: str, entry: _Conditional, subject: str) -> Rule:
        place = Place(file, f"{key}.{path}when")
        return Rule(kind, place, entry.when, subject, key, entry=entry)

    def warnings(path: str, listed: Iterable[Warning]) -> Iterator[Rule]:
        for index, warning in enumerate(listed):
            yield rule("warning", f"{path}warnings.{index}.", warning, str(index))

    yield rule("procedure", "", procedure, key)
    yield from warnings("", procedure.warnings)
    for index, stance in enumerate(procedure.stances):
        yield rule("stance", f"stances.{index}.", stance, str(index))
    for step in procedure.steps:
        yield rule("step", f"steps.{step.id}.", step, step.id)
        yield from warnings(f"steps.{step.id}.", step.warnings)
    for name, entry in zip(line_names(procedure.documents), procedure.documents, strict=True):
        yield rule("document", f"documents.{name}.", entry, name)
    for index, cost in enumerate(procedure.costs):
        yield rule("cost", f"costs.{index}.", cost, cost.fee or str(index))


def _of_department(code: str, department: Department) -> Iterator[Rule]:
    file = f"departements/{code}.yaml"
    for index, channel in enumerate(department.channels):
        name = channel.id or str(index)
        place = Place(file, f"channels.{name}.when")
        yield Rule("channel", place, channel.when, name, department=code, entry=channel)
    for override in department.overrides.values():
        lines = zip(line_names(override.add_documents), override.add_documents, strict=True)
        for name, entry in lines:
            path = f"overrides.{override.procedure}.add_documents.{name}.when"
            place = Place(file, path)
            yield Rule("document", place, entry.when, name, override.procedure, code, entry)
