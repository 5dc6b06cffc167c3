"""A finding of the analysis: its kind, its place, and answers that show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..situation import Situation
from ..values.facts import Missing, Value
from .diagrams import Diagram
from .meaning import Meaning
from .readings import Assignment, smallest
from .rules_of import Place
from .stops import first_offered

KINDS = (
    "invariant",
    "card_place",
    "gap_nothing",
    "gap_only_fallback",
    "gap_no_choice",
    "gap_no_channel",
    "gap_no_step",
    "gap_no_document",
    "dead_question",
    "dead_choice",
    "dead_value",
    "dead_procedure",
    "dead_document",
    "dead_step",
    "dead_cost",
    "dead_warning",
    "dead_stance",
    "dead_channel",
    "dead_override",
    "dead_orientation",
    "dead_case",
    "always",
    "never",
    "repeated",
    "unused_group",
    "overlap",
    "added_and_dropped",
    "window_inverted",
    "windows_apart",
    "circle",
    "long_path",
    "blind_spot",
)

Witness = Mapping[str, Value | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of a rule set, or a remark about it.

    ``subject`` and ``others`` name what the finding is about (ids, keys, values, codes).
    ``witness`` is a set of answers that shows it, if answers can: given in the questionnaire, they
    lead there.
    """

    kind: str
    place: Place
    subject: str = ""
    others: tuple[str, ...] = ()
    witness: Witness | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All the findings of an analysis, and the names of the checks that the limits stopped."""

    findings: tuple[Finding, ...]
    unfinished: tuple[str, ...] = ()
    figures: Mapping[str, int | float] = field(default_factory=dict)


def witness_of(meaning: Meaning, shown: Diagram, *, whole: bool = False) -> Witness | None:
    """Return a small set of complete answers that belongs to a set, or ``None`` if it is empty.

    ``whole`` asks for an answer to every question that applies.
    """
    path = smallest(meaning.store, shown)
    return None if path is None else person(meaning, path, whole=whole)


def person(meaning: Meaning, path: Assignment, *, whole: bool = False) -> Witness:
    """Complete an assignment into the answers of a person who goes through the questionnaire.

    A question that the assignment does not fix gets its first offered answer. Questions that nobody
    would ask are left out, unless the assignment fixes them or ``whole`` asks for every question
    that applies (orientations never make a question needed).
    """
    fixed = fixed_answers(meaning, path)
    given = dict(meaning.start.walk(fixed).answers)
    if whole:
        situation = Situation(meaning.rule_set, given, meaning.space.today)
        for key in meaning.rule_set.questions:
            if key not in given and situation.applies(key):
                given[key] = fixed.get(key, first_offered(meaning.space, situation, key))
                situation = situation.with_answer(key, given[key])
    return {
        key: given[key] if key in given else fixed[key]
        for key in meaning.rule_set.questions
        if key in given or key in fixed
    }


def fixed_answers(meaning: Meaning, path: Assignment) -> dict[str, Value | None]:
    """Return the answers that an assignment fixes."""
    space = meaning.space
    fixed: dict[str, Value | None] = {}
    for level, index in path.items():
        key = space.questions[level]
        value = space.domains[key].classes[index].example
        if key in meaning.rule_set.questions and value is not Missing.PENDING:
            fixed[key] = None if isinstance(value, Missing) else value
    return fixed
