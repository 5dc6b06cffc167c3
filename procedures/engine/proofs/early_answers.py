"""Finds the procedures that may be recommended too early: on a page shown before the end.

An early or a late question may be passed. What rests on it then stays unknown, and a low rank that
is certain already would stand as the answer, although a better ranked procedure may be theirs. The
people looked at have answered every question that applies to them, but for those that they passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..conditions.tree import facts_of
from ..schema.dependencies import facts_behind
from ..values.facts import Missing
from ..values.procedure import Procedure
from ..values.rules import RuleSet
from .diagrams import FALSE, Diagram
from .findings import Finding, earliest, person
from .meaning import Meaning
from .nodes import IS_TRUE, IS_UNKNOWN
from .rules_of import Place
from .set_queries import NOT_TRUE
from .space import Space


def passed_questions(rule_set: RuleSet) -> frozenset[str]:
    """Return the questions that may be passed and that decide a procedure ranked before another."""
    passable = {one.key for one in rule_set.questions.values() if one.may_be_passed}
    found: set[str] = set()
    for members in rule_set.tracks.values():
        for one in members[:-1]:
            found |= passable & facts_behind(rule_set, facts_of(one.when))
    return frozenset(found)


def early_answers(meaning: Meaning, limit: int) -> Iterator[Finding]:
    """Yield each procedure recommended while a passed question may still give a better ranked one.

    ``meaning`` is that of whole answers, on whose first day this looks. ``limit`` bounds the steps.
    """
    rule_set = meaning.rule_set
    passed = passed_questions(rule_set)
    if not passed:
        return
    whole = meaning.space
    space = Space([rule_set], whole.today, passed=passed, limit=limit, store_of=whole.store_of)
    on_the_way = Meaning(space, rule_set)
    some = _who_passed(on_the_way, passed)
    for members in rule_set.tracks.values():
        found: set[str] = set()
        for better in members[:-1]:
            if passed & facts_behind(rule_set, facts_of(better.when)):
                waiting = _who_waits_for(on_the_way, better, passed, some)
                for finding in _certain_below(on_the_way, members, better, waiting):
                    if finding.subject not in found:
                        found.add(finding.subject)
                        yield finding


def _who_passed(meaning: Meaning, passed: frozenset[str]) -> Diagram:
    """Return the people who passed a question that applies to them."""
    store, result = meaning.store, FALSE
    for key in sorted(passed):
        pending = meaning.is_value(meaning.state(key), Missing.PENDING)
        applies = store.certain(meaning.truth(meaning.rule_set.questions[key].when))
        result = store.either(result, store.both(applies, pending))
    return store.both(meaning.valid, result)


def _who_waits_for(
    meaning: Meaning, better: Procedure, passed: frozenset[str], some: Diagram
) -> Diagram:
    """Return those for whom a procedure is open, and certain once they tell what they passed."""
    store, given = meaning.store, meaning.certain(better)
    for key in sorted(passed):
        given = store.any_class_of(given, meaning.space.levels[key])
    return store.both(store.kept(some, meaning.when(better), IS_UNKNOWN), given)


def _certain_below(
    meaning: Meaning, members: Sequence[Procedure], better: Procedure, left: Diagram
) -> Iterator[Finding]:
    store, below = meaning.store, False
    for one in members:
        if left == FALSE:
            return
        below = below or one is better
        held = meaning.when(one)
        early = store.kept(left, held, IS_TRUE) if below else FALSE
        if early != FALSE:
            yield _finding(meaning, one, better, early)
        left = store.kept(left, held, NOT_TRUE)


def _finding(meaning: Meaning, one: Procedure, better: Procedure, early: Diagram) -> Finding:
    place = Place(f"procedures/{one.family}.yaml", one.id)
    path = earliest(meaning, early) or {}
    lacking = {
        meaning.space.questions[level]
        for level, index in path.items()
        if meaning.space.domains[meaning.space.questions[level]].classes[index].example
        is Missing.PENDING
    }
    # On their way they would be asked the questions that they pass here.
    witness = {key: v for key, v in person(meaning, path).items() if key not in lacking}
    return Finding("too_early", place, one.id, (better.id,), witness)
