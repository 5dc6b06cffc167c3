"""From what was typed to a condition: strict, every fault said with the nearest names."""

import json

from procedures.engine.conditions.reader import ConditionReader
from procedures.engine.errors import Problem
from procedures.exchange.reading import read_yaml

LONGEST = 20_000
DEEPEST = 20
TOO_DEEP = f"les groupes sont emboîtés trop profondément ({DEEPEST} niveaux au plus)"


def read_text(text):
    """Return (data, problems) of a condition written as YAML, which JSON is too."""
    if len(text) > LONGEST:
        return None, [Problem("", "", f"une condition a {LONGEST} caractères au plus")]
    data, problems = read_yaml(text.encode(), "")
    if not problems and is_too_deep(data):
        problems = [Problem("", "", TOO_DEEP)]
    return data, problems


def is_too_deep(data, left=DEEPEST * 2):
    """Tell whether groups lie in groups beyond what a reader could follow, or the engine."""
    if not isinstance(data, dict | list):
        return False
    inside = data.values() if isinstance(data, dict) else data
    return left == 0 or any(is_too_deep(one, left - 1) for one in inside)


def read_condition(data, facts, groups):
    """Return (condition, problems) of a condition as data."""
    problems = []

    def report(path, message, near):
        problems.append(Problem("", path, message, tuple(near)))

    condition = ConditionReader(facts, groups, report).read(data, "")
    return condition, problems


def shown_data(text):
    """Return what was typed as JSON for the builder, empty if it is not a condition at all."""
    data, problems = read_text(text)
    if problems or not isinstance(data, dict | None):
        return ""
    return json.dumps(data or {}, ensure_ascii=False)
