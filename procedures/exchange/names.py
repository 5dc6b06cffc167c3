"""The names inside one value of the catalogue: a condition, a case's answers, a list of codes.

Each function returns the value with every name passed through ``hook``. A hook that notes the names
finds their uses; a hook that returns another name renames. One walk does both, so that what is
found and what is renamed cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from django.db.models import Model

from procedures import models
from procedures.engine.conditions.operators import OPERATORS
from procedures.engine.values.plain import Plain, PlainDict
from procedures.models import ConditionField, WindowEndField

from .columns import field_of

JOINS = ("any", "all")
NAMED: dict[type[Model], str] = {
    models.Document: "document",
    models.Fee: "fee",
    models.Procedure: "procedure",
}
LISTS_OF_PROCEDURES = ("procedures", "also", "possible", "shown", "not_procedures")


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the catalogue, such as a fact or a procedure.

    ``of`` is the fact that a value belongs to; ``inquiry`` is the inquiry of the question.
    """

    kind: str
    key: str
    of: str = ""
    inquiry: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """The surroundings of a value, which decide what the names in it mean.

    ``inquiry`` and ``own`` are the inquiry and the keys of its questions, ``families`` the known
    families, ``fact`` the fact whose values the entry lists.
    """

    inquiry: str = ""
    own: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    fact: str = ""

    def name_of_fact(self, key: str) -> Name:
        return Name("fact", key, inquiry=self.inquiry if key in self.own else "")

    def name_of_value(self, fact: str, value: str) -> Name:
        return Name("value", value, of=fact, inquiry=self.inquiry if fact in self.own else "")


Hook: TypeAlias = Callable[[Name], str]
# A function that returns the value of a column with its names passed through a hook.
Passing: TypeAlias = Callable[[Any, Hook, Scope], Any]


def condition(data: Any, hook: Hook, scope: Scope) -> Any:
    """Return a condition with its facts, values and groups passed through ``hook``."""
    if not isinstance(data, dict):
        return data
    found = {}
    for key, value in data.items():
        if key == "not":
            found[key] = condition(value, hook, scope)
        elif key in JOINS and isinstance(value, list):
            found[key] = [condition(one, hook, scope) for one in value]
        else:
            found[hook(scope.name_of_fact(key))] = _test(value, key, hook, scope)
    return found


def _test(data: Any, fact: str, hook: Hook, scope: Scope) -> Any:
    if not isinstance(data, dict):
        return _values(data, fact, hook, scope)
    found = {}
    for name, operand in data.items():
        # A condition being written may be invalid: an unknown operator is left as it is.
        operator = OPERATORS.get(name)
        found[name] = (
            operator.shape.renamed(
                operand,
                value=lambda one: hook(scope.name_of_value(fact, one)),
                group=lambda key: hook(Name("group", key)),
            )
            if operator
            else operand
        )
    return found


def _values(data: Any, fact: str, hook: Hook, scope: Scope) -> Any:
    if isinstance(data, list):
        return [_values(one, fact, hook, scope) for one in data]
    return hook(scope.name_of_value(fact, data)) if isinstance(data, str) else data


def window_end(data: Any, hook: Hook, scope: Scope) -> Any:
    """Return an end of a window with the fact from which it counts passed through ``hook``."""
    if isinstance(data, dict) and isinstance(data.get("fact"), str):
        return {**data, "fact": hook(scope.name_of_fact(data["fact"]))}
    return data


def answers(data: Plain, hook: Hook, scope: Scope) -> PlainDict:
    """Return a case's answers with their questions and values passed through ``hook``."""
    return {
        hook(scope.name_of_fact(key)): _values(value, key, hook, scope)
        for key, value in data.items()
    }


def expectation(data: Plain, hook: Hook, scope: Scope) -> PlainDict:
    """Return a case's expectations with procedures and documents passed through ``hook``."""
    found = dict(data)
    for key in LISTS_OF_PROCEDURES:
        if key in found:
            found[key] = _all(found[key], "procedure", hook)
    if "procedures_any_of" in found:
        found["procedures_any_of"] = [
            _all(names, "procedure", hook) for names in found["procedures_any_of"]
        ]
    if "of" in found:
        found["of"] = hook(Name("procedure", found["of"]))
    if isinstance(found.get("documents"), dict):
        found["documents"] = {
            key: _all(names, "document", hook) for key, names in found["documents"].items()
        }
    return found


def _all(names: Any, kind: str, hook: Hook) -> Any:
    if isinstance(names, list):
        return [_all(one, kind, hook) for one in names]
    return hook(Name(kind, names)) if isinstance(names, str) else names


def _names(kind: str, names: Iterable[str], hook: Hook, scope: Scope) -> list[str]:
    return [hook(Name(kind, one)) for one in names]


def _families(names: Iterable[str], hook: Hook, scope: Scope) -> list[str]:
    return [hook(Name("family", one)) for one in names]


def _handles(names: list[str], hook: Hook, scope: Scope) -> list[str]:
    """Return what a counter handles, which may name families or procedures."""
    kinds = ("family" if one in scope.families else "procedure" for one in names)
    return [hook(Name(kind, one)) for kind, one in zip(kinds, names, strict=True)]


def _own_values(names: Any, hook: Hook, scope: Scope) -> Any:
    return _values(names, scope.fact, hook, scope)


def _facts(names: Iterable[str], hook: Hook, scope: Scope) -> list[str]:
    return [hook(scope.name_of_fact(one)) for one in names]


def _fact(key: str, hook: Hook, scope: Scope) -> str:
    return hook(scope.name_of_fact(key))


BY_COLUMN: dict[tuple[type[Model], str], Passing] = {
    (models.Group, "fact"): _fact,
    (models.Group, "values"): _own_values,
    (models.DerivedFact, "key"): _fact,
    (models.DerivedFact, "values"): _own_values,
    (models.DerivedFact, "settles"): _fact,
    (models.DerivedRule, "value"): _own_values,
    (models.Question, "key"): _fact,
    (models.Question, "bounds_not_before"): _facts,
    (models.Choice, "value"): _own_values,
    (models.Document, "key"): lambda key, hook, scope: hook(Name("document", key)),
    (models.Fee, "key"): lambda key, hook, scope: hook(Name("fee", key)),
    (models.Group, "key"): lambda key, hook, scope: hook(Name("group", key)),
    (models.Procedure, "key"): lambda key, hook, scope: hook(Name("procedure", key)),
    (models.Procedure, "family"): lambda key, hook, scope: hook(Name("family", key)),
    (models.Site, "handles"): _handles,
    (models.WaitingTime, "handles"): _handles,
    (models.Channel, "families"): _families,
    (models.Notice, "families"): _families,
    (models.Orientation, "filed_first"): _families,
    (models.Invariant, "never_procedures"): partial(_names, "procedure"),
    (models.Invariant, "never_documents"): partial(_names, "document"),
    (models.Invariant, "always_on"): partial(_names, "procedure"),
    (models.Case, "answers"): answers,
    (models.Case, "expect"): expectation,
}
# The columns that give an entry its name: they are definitions, not uses.
DEFINITIONS: set[tuple[type[Model], str]] = {
    *((model, "key") for model in (models.Question, models.DerivedFact, models.Group)),
    *((model, "key") for model in NAMED),
    (models.Choice, "value"),
    (models.DerivedFact, "values"),
    (models.DerivedRule, "value"),
    (models.Procedure, "family"),
}


def passing(model: type[Model], column: str) -> Passing | None:
    """Return the function that passes the names of a column, or ``None`` if it holds no names."""
    known = BY_COLUMN.get((model, column))
    if known is not None:
        return known
    field = field_of(model, column)
    if isinstance(field, ConditionField):
        return condition
    if isinstance(field, WindowEndField):
        return window_end
    kind = NAMED.get(field.related_model) if field.related_model else None
    if kind is not None:
        return lambda key, hook, scope: hook(Name(kind, key))
    return None
