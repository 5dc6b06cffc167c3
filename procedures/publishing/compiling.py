"""Compiles a catalogue for all who read it: visitors, the check, the comparisons, the cases.

The engine knows no language: what closures say is added here, for everybody alike.
"""

from __future__ import annotations

from typing import TypeAlias

from procedures.engine.errors import Problem
from procedures.engine.schema.serialization import compile_plain, rule_set_from_plain
from procedures.engine.values.plain import Plain
from procedures.engine.values.rules import RuleSet

from . import communes
from .editions.kept import Kept
from .opening import with_closings

# (rule set, every problem). The rule set must not be evaluated if a problem blocks.
Compiled: TypeAlias = tuple[RuleSet | None, tuple[Problem, ...]]

# The versions that an agent compares: in force, planned, drafted; and those of another agent.
_kept: Kept[Compiled] = Kept(6)


def compiled(plain: Plain, digest: str) -> Compiled:
    """Return the rule set and the problems of plain data, compiled once under its digest."""
    return _kept.get(digest, lambda: compile_now(plain))


def compile_now(plain: Plain) -> Compiled:
    """Return the rule set and the problems of plain data, and keep nothing."""
    rule_set, problems = compile_plain(plain, communes.arrondissements())
    return rule_set and with_closings(rule_set), tuple(problems)


def rule_set_of(plain: Plain) -> RuleSet:
    """Return the rule set of plain data. Raises ``InvalidCatalogue``."""
    return with_closings(rule_set_from_plain(plain, communes.arrondissements()))
