"""The check of a catalogue, kept for as long as nothing that it reads changes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from procedures.engine.errors import Problem
from procedures.models import Edition

from . import checker, current
from .kept import Kept

_checked = Kept(8)


def problems_of(
    plain: Mapping[str, Any], digest: str, day: date, before: Edition | None
) -> list[Problem]:
    """Return every problem of a catalogue on a day, from what is kept if it was checked already.

    ``digest`` is the plain data's own. A failing case blocks unless it failed in the edition in
    force, ``before``: another edition, or another day, may give another answer.
    """
    known = (before.number, before.digest) if before else None

    def check() -> tuple[Problem, ...]:
        return tuple(checker.check(plain, day, lambda day: failing_in(before, day)))

    return list(_checked.get((digest, known, day), check))


def failing_in(edition: Edition | None, day: date) -> frozenset[str]:
    """Return the ids of the cases of an edition that it does not meet itself on a day."""
    if edition is None:
        return frozenset()
    rule_set = current.load(edition.number).rule_set
    return frozenset(checker.faults_of_cases(current.plain_of(edition.number), rule_set, day))
