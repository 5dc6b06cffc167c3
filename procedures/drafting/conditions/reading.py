"""Reads a typed condition strictly, and reports every fault with the nearest names."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from procedures.engine.conditions.reader import ConditionReader
from procedures.engine.conditions.tree import Condition
from procedures.engine.errors import Problem
from procedures.engine.values.facts import FactInfo
from procedures.engine.values.rules import Group
from procedures.exchange.reading import read_yaml

LONGEST = 20_000
DEEPEST = 20
TOO_DEEP = f"les groupes sont emboîtés trop profondément ({DEEPEST} niveaux au plus)"


def read_text(text: str) -> tuple[Any, list[Problem]]:
    """Return (data, problems) for a condition written in YAML, which includes JSON."""
    if len(text) > LONGEST:
        return None, [Problem("", "", f"une condition a {LONGEST} caractères au plus")]
    data, problems = read_yaml(text.encode(), "")
    if not problems and is_too_deep(data):
        problems = [Problem("", "", TOO_DEEP)]
    return data, problems


def is_too_deep(data: object, left: int = DEEPEST * 2) -> bool:
    """Tell whether groups are nested deeper than a reader, or the engine, could follow."""
    if not isinstance(data, dict | list):
        return False
    inside = data.values() if isinstance(data, dict) else data
    return left == 0 or any(is_too_deep(one, left - 1) for one in inside)


def read_condition(
    data: object, facts: Mapping[str, FactInfo], groups: Mapping[str, Group]
) -> tuple[Condition, list[Problem]]:
    """Return (condition, problems) for a condition as data."""
    problems = []

    def report(path: str, message: str, near: Iterable[str]) -> None:
        problems.append(Problem("", path, message, tuple(near)))

    condition = ConditionReader(facts, groups, report).read(data, "")
    return condition, problems


def shown_data(text: str) -> str:
    """Return typed text as JSON for the builder, or an empty string if it is no condition."""
    data, problems = read_text(text)
    if problems or not isinstance(data, dict | None):
        return ""
    return json.dumps(data or {}, ensure_ascii=False)
