"""Static analysis of a rule set: what depends on what, and the circles that must not be."""

from __future__ import annotations

from collections.abc import Mapping

from .conditions import facts_of
from .rules import Question, RuleSet

_BUILT_ON = {"departement": "commune", "arrondissement": "commune", "age_today": "birth_date"}


def dependencies(rule_set: RuleSet) -> dict[str, frozenset[str]]:
    """Return, for each fact, the facts that decide whether it applies and what it is worth.

    A question depends on what its own ``when`` and its choices' read; a derived fact on what
    its rules read.
    """
    graph = {key: question_facts(question) for key, question in rule_set.questions.items()}
    for key, derived in rule_set.derived_facts.items():
        graph[key] = frozenset().union(*(facts_of(rule.when) for rule in derived.rules))
    for key, base in _BUILT_ON.items():
        if base in rule_set.questions:
            graph[key] = frozenset({base})
    return graph


def question_facts(question: Question) -> frozenset[str]:
    """Return the facts that a question's ``when`` and its choices' read."""
    choices = (facts_of(choice.when) for choice in question.choices)
    return facts_of(question.when).union(*choices)


def find_circle(graph: Mapping[str, frozenset[str]]) -> list[str]:
    """Return a circle as the facts along it (the first again at the end), or an empty list.

    >>> find_circle({"a": frozenset({"b"}), "b": frozenset({"a"})})
    ['a', 'b', 'a']
    >>> find_circle({"a": frozenset({"b"})})
    []
    """
    done: set[str] = set()
    for start in graph:
        path: list[str] = []
        circle = _walk(start, graph, done, path)
        if circle:
            return circle
    return []


def _walk(
    fact: str, graph: Mapping[str, frozenset[str]], done: set[str], path: list[str]
) -> list[str]:
    if fact in path:
        return [*path[path.index(fact) :], fact]
    if fact in done:
        return []
    path.append(fact)
    for needed in sorted(graph.get(fact, ())):
        circle = _walk(needed, graph, done, path)
        if circle:
            return circle
    path.pop()
    done.add(fact)
    return []


def questions_behind(rule_set: RuleSet, facts: frozenset[str]) -> frozenset[str]:
    """Return the questions that facts come from, through derived facts."""
    graph = dependencies(rule_set)
    found: set[str] = set()
    seen: set[str] = set()
    waiting = list(facts)
    while waiting:
        fact = waiting.pop()
        if fact in seen:
            continue
        seen.add(fact)
        if fact in rule_set.questions:
            found.add(fact)
        else:
            waiting.extend(graph.get(fact, ()))
    return frozenset(found)
