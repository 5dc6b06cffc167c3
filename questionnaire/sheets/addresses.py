"""The addresses of the sheets: stable, readable, and without any answer."""

from __future__ import annotations

from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language

from procedures.engine.values.procedure import Procedure
from procedures.engine.values.rules import RuleSet
from procedures.publishing.departments import department_names


def slug_of(procedure: str) -> str:
    """Return a procedure's id as addresses write it: ``vls-ts-validation``."""
    return procedure.replace("_", "-")


def procedure_of(rule_set: RuleSet, slug: str) -> Procedure | None:
    """Return the procedure at an address, possibly under a former name, or ``None``."""
    return rule_set.procedures.get(rule_set.renamed.procedure(slug.replace("-", "_")))


def procedure_url(procedure: str) -> str:
    return _address("procedure_sheet", slug_of(procedure), get_language())


def prefecture_url(code: str) -> str:
    return _address("prefecture", code, get_language())


@lru_cache(2_000)
def _address(name: str, sheet: str, _language: str | None) -> str:
    return reverse(name, args=[sheet])


def has_prefecture(code: str) -> bool:
    """Tell whether a département has a page; overseas collectivities have none."""
    return code in department_names()
