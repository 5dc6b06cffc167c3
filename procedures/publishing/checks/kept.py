"""The check of a catalogue, kept for as long as nothing that it reads changes."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date

from procedures.engine.errors import Problem
from procedures.engine.values.plain import Plain
from procedures.models import Edition

from ..editions import current
from ..editions.kept import Kept
from . import checker

_checked: Kept[tuple[Problem, ...]] = Kept(8)


def problems_of(plain: Plain, digest: str, day: date, before: Edition | None) -> list[Problem]:
    """Return every problem of a catalogue on a day, from what is kept if it was checked already.

    ``digest`` is the plain data's own. A failing case blocks unless it failed in the edition in
    force, ``before``: another edition, or another day, may give another answer.
    """

    def check() -> tuple[Problem, ...]:
        return tuple(checker.check(plain, day, lambda day: failing_in(before, day)))

    return list(_checked.get(_key(digest, day, before), check))


def is_checked(digest: str, day: date, before: Edition | None) -> bool:
    """Tell whether the check of a catalogue is kept here: to make it takes seconds."""
    return _key(digest, day, before) in _checked


def _key(digest: str, day: date, before: Edition | None) -> Hashable:
    return digest, (before.number, before.digest) if before else None, day


def problems_of_a_day(
    plain: Plain, digest: str, day: date, before: Edition | None
) -> list[Problem]:
    """Return what may be wrong on another day than the one of the whole check: cases, due dates.

    The form, the words and the proofs of the rules are those of the whole check: to do them twice
    would double what a publication takes.
    """
    known = (before.number, before.digest) if before else None

    def check() -> tuple[Problem, ...]:
        return tuple(checker.check_day(plain, day, lambda day: failing_in(before, day)))

    return list(_checked.get((digest, known, day, "day"), check))


def failing_in(edition: Edition | None, day: date) -> frozenset[str]:
    """Return the ids of the cases of an edition that it does not meet itself on a day."""
    if edition is None:
        return frozenset()
    rule_set = current.load(edition.number).rule_set
    return frozenset(checker.faults_of_cases(current.plain_of(edition.number), rule_set, day))
