"""From plain data to a rule set: everything is checked, all problems are found at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..errors import InvalidCatalogue, Problem
from ..files import entries
from ..values.rules import RuleSet
from . import references
from .builder import RuleSetBuilder
from .shapes import check_shape
from .texts import Translations


def rule_set_from_plain(
    plain: Mapping[str, Any], arrondissements: Mapping[str, str] | None = None
) -> RuleSet:
    """Compile plain data into a rule set.

    ``arrondissements`` maps communes' INSEE codes to arrondissements' codes. Raises
    ``InvalidCatalogue`` with every blocking problem.

    >>> question = {"key": "age", "kind": "integer", "text": "Âge ?"}
    >>> list(rule_set_from_plain({"questions": [question]}).questions)
    ['age']
    """
    rule_set, problems = compile_plain(plain, arrondissements or {})
    blocking = [problem for problem in problems if problem.blocking]
    if rule_set is None or blocking:
        raise InvalidCatalogue(blocking)
    return rule_set


def check_plain(plain: Mapping[str, Any]) -> list[Problem]:
    """Return every problem of plain data: format, conditions, references, circles, staleness."""
    return compile_plain(plain, {})[1]


def compile_plain(
    plain: Mapping[str, Any], arrondissements: Mapping[str, str]
) -> tuple[RuleSet | None, list[Problem]]:
    """Return the rule set of plain data, and every problem of it.

    There is no rule set where an entry does not have the format's shape, and none to evaluate
    where a problem blocks.
    """
    problems: list[Problem] = []
    if not check_shapes(plain, problems):
        return None, problems
    translations = Translations(plain.get("translations") or {})
    rule_set = RuleSetBuilder(plain, translations, problems).build(arrondissements)
    problems.extend(references.check(plain, rule_set))
    problems.extend(translations.problems())
    return rule_set, problems


def check_shapes(plain: Mapping[str, Any], problems: list[Problem]) -> bool:
    """Report every entry whose shape is not the format's; tell whether all fit."""
    fits = True
    if not plain.get("questions"):
        problems.append(Problem("questions.yaml", "", "il n'y a aucune question"))
        fits = False
    for file, path, entry, shape in entries(plain):

        def report(where: str, message: str, near: Iterable[str], file: str = file) -> None:
            problems.append(Problem(file, where, message, tuple(near)))

        fits = check_shape(entry, shape, path, report) and fits
    return fits
