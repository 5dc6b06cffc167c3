"""A finding of the analysis: its kind, its place, and answers that show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from ..situation import Situation
from ..values.facts import Missing, Value
from .diagrams import Diagram
from .meaning import Meaning
from .readings import Assignment, smallest
from .rules_of import Place
from .space import TODAY, first_offered

Witness = Mapping[str, Value | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of a rule set, or a remark about it, of a kind that ``words`` names.

    ``subject`` and ``others`` name what the finding is about (ids, keys, values, codes).
    ``witness`` is a set of answers that shows it, if answers can: given in the questionnaire, they
    lead there. ``day`` is the first day on which that is so, if it is not the day of the analysis.
    """

    kind: str
    place: Place
    subject: str = ""
    others: tuple[str, ...] = ()
    witness: Witness | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All the findings of an analysis, and the names of the checks that the limits stopped."""

    findings: tuple[Finding, ...]
    unfinished: tuple[str, ...] = ()


# What holds of a rule only if it holds on every day: on another one, the rule may have its effect.
_ON_EVERY_DAY = frozenset(("always", "never", "repeated", "unused_group"))


def joined(report: Report, later: Report, today: date) -> Report:
    """Return the findings of some days together with those of others, of which ``today`` leads."""
    ours = {_what(one): one for one in report.findings}
    theirs = {_what(one): replace(one, day=one.day or today) for one in later.findings}
    found = [
        _earlier(one, theirs.get(_what(one)))
        for one in report.findings
        if not _on_every_day(one) or _what(one) in theirs
    ]
    found += [one for what, one in theirs.items() if not _on_every_day(one) and what not in ours]
    unfinished = dict.fromkeys((*report.unfinished, *later.unfinished))
    return Report(tuple(found), tuple(unfinished))


def _earlier(one: Finding, other: Finding | None) -> Finding:
    if one.day and other and other.day and other.day < one.day:
        return other
    return one


def _on_every_day(one: Finding) -> bool:
    ours = one.kind in _ON_EVERY_DAY or one.kind.startswith("dead_")
    return ours and one.kind != "dead_case"


def _what(one: Finding) -> tuple[str, Place, str]:
    return one.kind, one.place, one.subject


def witness_of(meaning: Meaning, shown: Diagram, *, whole: bool = False) -> Witness | None:
    """Return a small set of complete answers that belongs to a set, or ``None`` if it is empty.

    ``whole`` asks for an answer to every question that applies.
    """
    path = earliest(meaning, shown)
    return None if path is None else person(meaning, path, whole=whole)


def shown_by(
    meaning: Meaning,
    shown: Diagram,
    kind: str,
    place: Place,
    subject: str = "",
    others: tuple[str, ...] = (),
    *,
    whole: bool = False,
) -> Finding:
    """Return a finding with a witness from a set, on the first day on which the set has one."""
    path = earliest(meaning, shown)
    if path is None:
        return Finding(kind, place, subject, others)
    day = meaning.space.day_of(path)
    witness = person(meaning, path, whole=whole)
    return Finding(
        kind, place, subject, others, witness, None if day == meaning.space.today else day
    )


def earliest(meaning: Meaning, shown: Diagram) -> dict[int, int] | None:
    """Return a small member of a set on the first day on which it has one; ``None`` if it is empty.

    The day is the first of all variables.
    """
    store, level = meaning.store, meaning.space.levels.get(TODAY)
    if level is None or not store.reads(shown, level):
        return smallest(store, shown)
    for index, kid in enumerate(store.kids(shown)):
        path = smallest(store, kid)
        if path is not None:
            return {level: index, **path}
    return None


def person(meaning: Meaning, path: Assignment, *, whole: bool = False) -> Witness:
    """Complete an assignment into the answers of a person who goes through the questionnaire.

    A question that the assignment does not fix gets its first offered answer. Questions that no
    procedure needs are left out, unless the assignment fixes them or ``whole`` asks for every
    question that applies (orientations never make a question needed).
    """
    fixed = fixed_answers(meaning, path)
    day = meaning.space.day_of(path)
    given = dict(meaning.start_on(day).walk(fixed).answers)
    if whole:
        situation = Situation(meaning.rule_set, given, day)
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
    day = space.day_of(path)
    fixed: dict[str, Value | None] = {}
    for level, index in path.items():
        key = space.questions[level]
        value = space.example(key, index, day)
        if key in meaning.rule_set.questions and value is not Missing.PENDING:
            fixed[key] = None if isinstance(value, Missing) else value
    return fixed
