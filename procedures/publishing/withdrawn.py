"""What rests on entries withdrawn for a season: conditions, dates, adaptations, cases.

A withdrawn entry counts as if it were not there, so that the agent who withdraws one reads what
goes with it. None of it is a fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Model

from procedures import models
from procedures.engine.errors import Problem
from procedures.engine.schema.serialization import withdrawn_of
from procedures.engine.values.facts import BUILT_ON
from procedures.engine.values.plain import Plain
from procedures.engine.values.rules import Withdrawn
from procedures.exchange.names import Name, Scope, expectation
from procedures.exchange.uses import Use, all_uses

# A case that says of a procedure only that it is not given passes without it.
WITHOUT_IT = ("not_procedures", "also")
QUESTION, PROCEDURE = "une question retirée pour l'instant", "une démarche retirée pour l'instant"
MOST_NAMED = 3
# By model, where the column alone does not tell what becomes of a use.
BECOMES: Mapping[type[Model], str] = {
    models.Override: "cette adaptation ne compte pas",
    models.Exclusion: "les deux ne peuvent pas se rencontrer",
    models.Channel: "cette façon de déposer ne sert pas pour elle",
    models.Invariant: "cette garantie ne dit rien d'elle",
}


def waits(case: Plain, withdrawn: Withdrawn) -> bool:
    """Tell whether a case is not to be tried: it rests on something that is withdrawn."""
    return bool(withdrawn) and any(_waited_for(case, withdrawn))


def resting(plain: Plain) -> Iterator[Problem]:
    """Yield a remark for each thing that rests on a withdrawn question or procedure."""
    withdrawn = withdrawn_of(plain)
    if not withdrawn:
        return
    titles = _titles(plain)
    for use in all_uses(plain):
        reason = titles.get((use.name.kind, use.name.key))
        model, own = use.chain[0]
        # An entry that is withdrawn too needs no remark.
        counts = own.get("enabled") is not False and model is not models.Case
        if reason and counts and not use.name.inquiry:
            yield _remark(use.file, use.path, f"{reason} : {_becomes(use)}")
    yield from _waiting_cases(plain, withdrawn)


def _waiting_cases(plain: Plain, withdrawn: Withdrawn) -> Iterator[Problem]:
    """Yield one remark for each withdrawn entry: a question may be answered by a thousand cases."""
    waiting: dict[Name, list[str]] = {}
    for case in plain.get("cases") or ():
        for name in dict.fromkeys(_waited_for(case, withdrawn)):
            waiting.setdefault(name, []).append(case["id"])
    families = {one["id"]: one["family"] for one in plain.get("procedures") or ()}
    for name, cases in waiting.items():
        is_question = name.kind == "fact"
        file = "questions.yaml" if is_question else f"procedures/{families[name.key]}.yaml"
        named = ", ".join(cases[:MOST_NAMED]) + ("…" if len(cases) > MOST_NAMED else "")
        what = QUESTION if is_question else PROCEDURE
        message = f"{what} : les personnes d'essai qui comptent sur elle ne sont pas essayées"
        yield _remark(file, name.key, f"{message} ({len(cases)} : {named})")


def _titles(plain: Plain) -> dict[tuple[str, str], str]:
    """Return {(kind, name): what it is} of the withdrawn entries and what is computed from them."""
    found: dict[tuple[str, str], str] = {}
    for entry in plain.get("questions") or ():
        if entry.get("enabled") is False:
            keys = [
                entry["key"],
                *(fact for fact, base in BUILT_ON.items() if base == entry["key"]),
            ]
            reason = f"repose sur « {_french(entry['text'])} », {QUESTION}"
            found |= {("fact", key): reason for key in keys}
    for entry in plain.get("procedures") or ():
        if entry.get("enabled") is False:
            reason = f"repose sur « {_french(entry['title'])} », {PROCEDURE}"
            found["procedure", entry["id"]] = reason
    return found


def _becomes(use: Use) -> str:
    model = use.chain[-1][0]
    field = next((one for one in model._meta.fields if one.name == use.column), None)
    if isinstance(field, models.ConditionField):
        return "la condition est lue comme pour ceux que la question ne concerne pas"
    if isinstance(field, models.WindowEndField):
        return "cette date n'est pas calculée"
    return BECOMES.get(model, "cela ne compte pas")


def _waited_for(case: Plain, withdrawn: Withdrawn) -> Iterator[Name]:
    """Yield the withdrawn questions that a case answers, and the procedures that it expects."""
    yield from (Name("fact", key) for key in case["answers"] if key in withdrawn.questions)
    named: list[str] = []

    def note(name: Name) -> str:
        if name.kind == "procedure":
            named.append(name.key)
        return name.key

    wanted = {key: one for key, one in case["expect"].items() if key not in WITHOUT_IT}
    expectation(wanted, note, Scope())
    yield from (Name("procedure", key) for key in named if key in withdrawn.procedures)


def _french(value: Any) -> str:
    return str(value["fr"] if isinstance(value, Mapping) else value)


def _remark(file: str, path: str, message: str) -> Problem:
    return Problem(file, path, message, blocking=False, fault=False)
