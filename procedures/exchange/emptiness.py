"""Finds what says nothing: a case that tries nothing, an inquiry that asks nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from procedures.engine.errors import Problem
from procedures.engine.files import file_of
from procedures.engine.values.plain import Plain
from procedures.models import NATIONAL

from .parts import part_of_case

NO_ANSWERS = "cette personne n'a répondu à rien : répondez à une question au moins"
NOTHING_EXPECTED = (
    "rien n'est attendu pour cette personne : choisissez une démarche, une pièce ou un prix, "
    "ou « Aucune démarche »"
)
NO_QUESTION = "cette enquête ne pose aucune question : il en faut une au moins"
# « procedures: [] » expects that there is none. The others compare nothing without a value; « of »
# and « also » say only of what, and what is left aside.
WITHOUT_A_VALUE = ("of", "also")


def emptiness_of(answers: Any, expect: Any) -> list[str]:
    """Say in French all that keeps a case from trying anything; nothing if it tries something.

    >>> emptiness_of({"age": 20}, {"procedures": []})
    []
    >>> emptiness_of({}, {}) == [NO_ANSWERS, NOTHING_EXPECTED]
    True
    """
    is_expected = isinstance(expect, dict) and (
        "procedures" in expect
        or any(_says(value) for key, value in expect.items() if key not in WITHOUT_A_VALUE)
    )
    return [*([] if answers else [NO_ANSWERS]), *([] if is_expected else [NOTHING_EXPECTED])]


def _says(value: Any) -> bool:
    """Tell whether a value, or something inside it, is there to be compared."""
    if isinstance(value, dict):
        return any(map(_says, value.values()))
    # A price of nothing, and no question at all, are compared.
    return value is not None and value != [] and value != ""


def empty_entries(plain: Plain, only: str | None = None) -> Iterator[Problem]:
    """Yield a problem for each case and inquiry that says nothing, of one part or of all."""
    for case in plain.get("cases") or ():
        if only in (None, part_of_case(case)):
            for message in emptiness_of(case["answers"], case["expect"]):
                yield Problem(file_of("cases", case), case["id"], message)
    if only in (None, NATIONAL):
        for name, questions in (plain.get("inquiries") or {}).items():
            if not questions:
                yield Problem(f"enquetes/{name}.yaml", "", NO_QUESTION)
