"""Entries with ``enabled: false``: withdrawn for a season, kept in files and at the desk.

The catalogue is checked with them, so that they can come back. What is evaluated is the same
catalogue as if they were not there: no such question applies to anybody, no such procedure exists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..values.facts import BUILT_ON
from ..values.plain import Plain, PlainDict
from ..values.rules import Withdrawn


def withdrawn_of(plain: Plain) -> Withdrawn:
    """Return what plain data withdraws from the questionnaire.

    >>> withdrawn_of({"questions": [{"key": "student", "enabled": False}]}).questions
    frozenset({'student'})
    """
    return Withdrawn(
        questions=frozenset(_disabled(plain.get("questions"), "key")),
        procedures=frozenset(_disabled(plain.get("procedures"), "id")),
    )


def lacking(withdrawn: Withdrawn) -> frozenset[str]:
    """Return the facts without a value: the withdrawn questions and what is computed from them."""
    keys = withdrawn.questions
    return keys | {fact for fact, base in BUILT_ON.items() if base in keys}


def without_withdrawn(plain: Plain, withdrawn: Withdrawn) -> PlainDict:
    """Return plain data without the withdrawn entries, and without what is about them alone.

    Lists of names of which none means « all » keep the names, which match nothing.
    """
    gone = withdrawn.procedures
    return {
        **plain,
        "questions": _enabled(plain.get("questions")),
        "inquiries": {
            name: _enabled(questions) for name, questions in (plain.get("inquiries") or {}).items()
        },
        "procedures": [
            {**one, "exclusive_with": [o for o in one.get("exclusive_with") or () if o not in gone]}
            for one in _enabled(plain.get("procedures"))
        ],
        "departments": {
            code: {**one, "overrides": _left(one.get("overrides"), withdrawn)}
            for code, one in (plain.get("departments") or {}).items()
        },
    }


def _disabled(entries: Any, identity: str) -> Iterator[str]:
    return (one[identity] for one in entries or () if one.get("enabled") is False)


def _enabled(entries: Any) -> list[Mapping[str, Any]]:
    return [one for one in entries or () if one.get("enabled") is not False]


def _left(overrides: Any, withdrawn: Withdrawn) -> list[Mapping[str, Any]]:
    return [one for one in overrides or () if one["procedure"] not in withdrawn.procedures]
