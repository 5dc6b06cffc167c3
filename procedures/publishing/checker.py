"""Checking a catalogue: its format, its cases, its rules, its words. No database needed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any

from procedures.engine.errors import Problem
from procedures.engine.rules import RuleSet
from procedures.engine.serialization import check_plain, rule_set_from_plain

from . import communes
from .cases import run_case
from .completeness import missing_content
from .plain_language import plain_language
from .proofs import findings

FailingBefore = Callable[[date], Collection[str]]


def check(
    plain: Mapping[str, Any], today: date, failing_before: FailingBefore | None = None
) -> list[Problem]:
    """Return every problem of a catalogue: blocking ones, warnings, then what is good to know.

    A case that fails blocks, unless it failed in the edition in force: ``failing_before``
    gives the ids of those that did, and is called only if some case fails.
    """
    problems = check_plain(plain)
    if not any(problem.blocking for problem in problems):
        rule_set = rule_set_from_plain(plain, communes.arrondissements())
        problems += _failing_cases(plain, rule_set, today, failing_before)
        problems += missing_content(plain, rule_set, today)
        problems += plain_language(plain)
        problems += findings(plain, rule_set, today)
    return sorted(problems, key=lambda problem: (not problem.blocking, not problem.fault))


def faults_of_cases(
    plain: Mapping[str, Any], rule_set: RuleSet, today: date
) -> dict[str, tuple[str, list[str]]]:
    """Return, by the id of each case that fails, its file and what it misses."""
    tried = ((case, run_case(rule_set, case, today)) for case in plain.get("cases") or [])
    return {
        case["id"]: (f"cases/{case.get('file', 'cases')}.yaml", faults)
        for case, faults in tried
        if faults
    }


def _failing_cases(
    plain: Mapping[str, Any], rule_set: RuleSet, today: date, failing_before: FailingBefore | None
) -> Iterator[Problem]:
    failing = faults_of_cases(plain, rule_set, today)
    known = set(failing_before(today)) if failing and failing_before else set()
    for name, (file, faults) in failing.items():
        message = f"le cas échoue : {' ; '.join(faults)}"
        yield Problem(file, name, message, blocking=name not in known)
