"""Caches the check of a catalogue for as long as nothing that it reads changes."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from datetime import date
from functools import partial

from procedures.engine.errors import Problem
from procedures.engine.values.plain import Plain
from procedures.models import Edition

from ..compiling import compiled
from ..editions import in_memory
from ..editions.kept import Kept
from . import checker

_checked: Kept[tuple[Problem, ...]] = Kept(8)


def problems_of(
    plain: Plain,
    digest: str,
    day: date,
    before: Edition | None,
    changed: Collection[str] | None = None,
) -> list[Problem]:
    """Return every problem of a catalogue on a day, from the cache if it was already checked.

    ``digest`` is the digest of ``plain``. ``before`` is the edition in force: a case that already
    failed in it does not block. ``changed`` are the parts that a publication changes, ``None`` for
    all. Another edition, another day or other parts are another entry of the cache.
    """

    def check() -> tuple[Problem, ...]:
        known = compiled(plain, digest)
        failed = partial(failing_in, before)
        return tuple(checker.check(plain, day, failed, known, changed))

    return list(_checked.get(_key(digest, day, before, changed), check))


def is_checked(
    digest: str, day: date, before: Edition | None, changed: Collection[str] | None = None
) -> bool:
    """Tell whether the check of a catalogue is in this process's cache; making it takes seconds."""
    return _key(digest, day, before, changed) in _checked


def _key(
    digest: str, day: date, before: Edition | None, changed: Collection[str] | None = None
) -> Hashable:
    known = (before.number, before.digest) if before else None
    return digest, known, day, None if changed is None else frozenset(changed)


def problems_of_a_day(
    plain: Plain,
    digest: str,
    day: date,
    before: Edition | None,
    changed: Collection[str] | None = None,
) -> list[Problem]:
    """Return the problems that depend on the date: failing cases and overdue checks.

    Use it for a second day, after ``problems_of``: checking the format, the words and the proofs
    again would double the time that a publication takes.
    """

    def check() -> tuple[Problem, ...]:
        rule_set, _ = compiled(plain, digest)
        if rule_set is None:
            raise LookupError("This catalogue does not compile.")
        failed = partial(failing_in, before)
        return tuple(checker.check_day(plain, day, failed, rule_set, changed))

    return list(_checked.get(("day", _key(digest, day, before, changed)), check))


def failing_in(edition: Edition | None, day: date) -> frozenset[str]:
    """Return the ids of the cases of an edition that the edition itself fails on a day."""
    if edition is None:
        return frozenset()
    rule_set = in_memory.load(edition.number).rule_set
    return frozenset(checker.faults_of_cases(in_memory.plain_of(edition.number), rule_set, day))
