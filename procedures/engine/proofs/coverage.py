"""What the cases cover: finds rules that no case makes true and classes without a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..channels import resolve_channel, view_of
from ..conditions.tree import truth_of
from ..relevance import needed_questions
from ..situation import ProcedureView, Situation
from ..values.facts import Missing
from ..values.procedure import Cost, DocumentEntry, Procedure, Step
from ..values.rules import RuleSet
from .classes import ClassOutcome, number_of_classes, which_procedures
from .diagrams import Diagram
from .edges import Tried
from .meaning import Meaning
from .readings import value_at, values_of
from .rules_of import Rule, rules_of


@dataclass(frozen=True, slots=True)
class Coverage:
    """The reach of the cases.

    ``untried`` are the rules that are true in no case, of ``rules`` in all. ``classes`` counts the
    classes of « which procedures », ``classes_met`` those that some case is in.
    """

    untried: tuple[Rule, ...]
    rules: int
    classes_met: int
    classes: int


def coverage(meaning: Meaning, cases: Iterable[Tried]) -> Coverage:
    """Return what the cases cover. A line of a procedure counts where it is recommended."""
    situations = [Situation(meaning.rule_set, one.answers, one.today) for one in cases]
    true: set[int] = set()
    for situation in situations:
        true |= set(_true_entries(situation))
    counted = [rule for rule in rules_of(meaning.rule_set) if rule.kind not in ("warning", "note")]
    untried = tuple(rule for rule in counted if id(rule.entry) not in true)
    outcomes = which_procedures(meaning)
    known = {value for value in values_of(meaning.store, outcomes) if value is not None}
    found = (_outcome(meaning, outcomes, each) for each in situations)
    met = {one for one in found if one in known}
    return Coverage(untried, len(counted), len(met), number_of_classes(meaning, outcomes))


def _true_entries(situation: Situation) -> Iterator[int]:
    """Yield the ``id()`` of each entry whose condition is true for a person."""
    rule_set: RuleSet = situation.rule_set
    for question in rule_set.questions.values():
        if situation.applies(question.key):
            yield id(question)
            yield from (id(one) for one in question.choices if truth_of(one.when, situation))
    for derived in rule_set.derived_facts.values():
        for rule in derived.rules:
            truth = truth_of(rule.when, situation)
            if truth:
                yield id(rule)
            if truth is not False:
                break
    yield from (id(one) for one in rule_set.orientations.values() if truth_of(one.when, situation))
    for members in rule_set.tracks.values():
        best = next((one for one in members if situation.truth_of_procedure(one)), None)
        if best is not None:
            yield id(best)
            found = resolve_channel(situation, best)
            yield id(found.channel)
            yield from _lines(situation, best, view_of(situation, found))


def _lines(situation: Situation, procedure: Procedure, view: ProcedureView) -> Iterator[int]:
    lines: list[DocumentEntry | Step | Cost] = [*procedure.steps, *procedure.costs]
    lines += [line.entry for line in situation.plan(procedure).documents if line.local]
    yield from (id(one) for one in lines if truth_of(one.when, view))


def _outcome(meaning: Meaning, outcomes: Diagram, situation: Situation) -> ClassOutcome | None:
    """Return the outcome of the class of a person's answers, or ``None`` if they are incomplete."""
    if situation.today != meaning.space.today or needed_questions(situation):
        return None
    path: dict[int, int] = {}
    for key, level in meaning.space.levels.items():
        given = situation.answers.get(key)
        state = Missing.UNKNOWN if given is None else given
        path[level] = meaning.space.domains[key].class_of(state) or 0
    found = value_at(meaning.store, outcomes, path)
    return found if isinstance(found, tuple) else None
