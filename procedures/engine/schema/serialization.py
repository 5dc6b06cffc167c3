"""From plain data to a rule set: everything is checked, and all problems are found at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ..errors import InvalidCatalogue, Problem
from ..files import entries
from ..values.outdated import without_outdated
from ..values.rules import RuleSet
from . import references
from .builder import RuleSetBuilder
from .shapes import check_shape
from .texts import Translations
from .withdrawing import lacking, withdrawn_of, without_withdrawn


def rule_set_from_plain(
    plain: Mapping[str, Any], arrondissements: Mapping[str, str] | None = None
) -> RuleSet:
    """Compile plain data into a rule set.

    ``arrondissements`` maps the INSEE codes of communes to the codes of arrondissements. Raises
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
    """Return every problem of plain data: format, conditions, references, circles, translations."""
    return _read(plain, {})[1]


def compile_plain(
    plain: Mapping[str, Any], arrondissements: Mapping[str, str]
) -> tuple[RuleSet | None, list[Problem]]:
    """Return (rule set, every problem) of plain data.

    The rule set is ``None`` if an entry does not have the shape of the format, and must not be
    evaluated if a problem blocks. Withdrawn entries are checked, and are not in it; nor are local
    facts that a newer one of the same place contradicts.
    """
    whole, problems = _read(plain, arrondissements)
    if whole is None:
        return None, problems
    return _without_outdated(_without_withdrawn(plain, whole)), problems


def _read(
    plain: Mapping[str, Any], arrondissements: Mapping[str, str]
) -> tuple[RuleSet | None, list[Problem]]:
    """Return (rule set with all that is written, every problem): what is withdrawn is in it."""
    problems: list[Problem] = []
    if not check_shapes(plain, problems):
        return None, problems
    translations = Translations(plain.get("translations") or {})
    rule_set = RuleSetBuilder(plain, translations, problems).build(arrondissements)
    problems.extend(references.check(plain, rule_set))
    problems.extend(translations.problems())
    return rule_set, problems


def _without_outdated(whole: RuleSet) -> RuleSet:
    departments = {code: without_outdated(one) for code, one in whole.departments.items()}
    return replace(whole, departments=departments)


def _without_withdrawn(plain: Mapping[str, Any], whole: RuleSet) -> RuleSet:
    """Return what is left of a rule set, read a second time without what it withdraws."""
    withdrawn = withdrawn_of(plain)
    inquiries = [one for questions in whole.inquiries.values() for one in questions]
    if not withdrawn and all(one.enabled for one in inquiries):
        return whole
    left = without_withdrawn(plain, withdrawn)
    translations = Translations(plain.get("translations") or {})
    absent = {key: whole.facts[key] for key in sorted(lacking(withdrawn))}
    found = RuleSetBuilder(left, translations, [], absent).build(whole.arrondissements)
    return replace(found, renamed=whole.renamed, withdrawn=withdrawn)


def check_shapes(plain: Mapping[str, Any], problems: list[Problem]) -> bool:
    """Report every entry that does not have the shape of the format; return whether all do."""
    fits = True
    if not plain.get("questions"):
        problems.append(Problem("questions.yaml", "", "il n'y a aucune question"))
        fits = False
    for file, path, entry, shape in entries(plain):

        def report(where: str, message: str, near: Iterable[str], file: str = file) -> None:
            problems.append(Problem(file, where, message, tuple(near)))

        fits = check_shape(entry, shape, path, report) and fits
    return fits
