"""The addresses of the sheets: stable, readable, and without any answer."""

from __future__ import annotations

from django.urls import reverse

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
    return reverse("procedure_sheet", kwargs={"slug": slug_of(procedure)})


def prefecture_url(code: str) -> str:
    return reverse("prefecture", kwargs={"code": code})


def has_prefecture(code: str) -> bool:
    """Tell whether a département has a page; overseas collectivities have none."""
    return code in department_names()
