"""The dependencies between the facts of a rule set, and the circles, which are forbidden."""

from __future__ import annotations

from collections.abc import Mapping

from ..values.rules import RuleSet


def find_circle(graph: Mapping[str, frozenset[str]]) -> list[str]:
    """Return a circle as the facts along it, the first one again at the end, or an empty list.

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
    """Return the questions from which facts come, through derived facts."""
    graph = rule_set.dependencies
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


def facts_behind(rule_set: RuleSet, facts: frozenset[str]) -> frozenset[str]:
    """Return facts, and every fact that decides whether they apply or what their value is."""
    found: set[str] = set()
    waiting = list(facts)
    while waiting:
        fact = waiting.pop()
        if fact not in found:
            found.add(fact)
            waiting.extend(rule_set.dependencies.get(fact, ()))
    return frozenset(found)
