"""Checking a catalogue: its format, its cases, and how complete it is. No database needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from procedures.engine.errors import Problem
from procedures.engine.rules import RuleSet
from procedures.engine.serialization import check_plain, rule_set_from_plain

from . import communes
from .cases import run_case
from .completeness import missing_content

CaseRunner = Callable[[Mapping[str, Any]], list[str]]


def check(
    plain: Mapping[str, Any], today: date, rule_set_in_force: RuleSet | None = None
) -> list[Problem]:
    """Return every problem of a catalogue, blocking ones first.

    A case that fails blocks, unless it fails in the edition in force too.
    """
    problems = check_plain(plain)
    if not any(problem.blocking for problem in problems):
        rule_set = rule_set_from_plain(plain, communes.arrondissements())
        problems += failing_cases(plain, rule_set, today, rule_set_in_force)
        problems += missing_content(plain, rule_set, today)
    return sorted(problems, key=lambda problem: not problem.blocking)


def failing_cases(
    plain: Mapping[str, Any],
    rule_set: RuleSet,
    today: date,
    rule_set_in_force: RuleSet | None = None,
) -> Iterator[Problem]:
    """Yield a problem for each case whose expectation is not met."""
    for case in plain.get("cases") or []:
        faults = run_case(rule_set, case, today)
        if not faults:
            continue
        known = rule_set_in_force is not None and bool(run_case(rule_set_in_force, case, today))
        message = " ; ".join(faults)
        file = f"cases/{case.get('file', 'cases')}.yaml"
        yield Problem(file, case["id"], f"le cas échoue : {message}", blocking=not known)
