"""Checks a whole catalogue: format, cases, rules, wording; and caches what it found."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from procedures.engine.errors import Problem
from procedures.engine.files import file_of
from procedures.engine.proofs.words import KINDS
from procedures.engine.values.plain import Plain
from procedures.engine.values.rules import RuleSet
from procedures.exchange import empty_entries
from procedures.models import Edition

from ..cases import leads_elsewhere, run_case, whose
from ..content import Compiled, compile_now, compiled
from ..editions import in_memory
from ..editions.kept import Kept
from ..links import faulty_links
from ..local_cases import blocks, held
from ..progress import WorkStage, counting, say
from ..withdrawn import resting
from .completeness import missing_content
from .examples import faulty_examples
from .for_some import badly_marked
from .glossary import other_words
from .plain_language import plain_language
from .proofs import findings
from .protective import risks_between
from .typos import find_typos

FailingBefore = Callable[[date], Collection[str]]


def check(
    plain: Plain,
    today: date,
    failing_before: FailingBefore | None = None,
    compiled: Compiled | None = None,
    changed: Collection[str] | None = None,
) -> list[Problem]:
    """Return every problem of a catalogue: the blocking ones, then warnings, then remarks.

    Of warnings, the defects of logic come before what the catalogue lacks.

    A failing case blocks, unless it already failed in the edition in force. ``failing_before``
    takes a day and returns the ids of the cases that failed there; it is called only if some case
    fails. ``compiled`` is what ``plain`` compiles to, if that is known. ``changed`` are the parts
    that a publication changes, or ``None`` for a whole catalogue: a failing case that is not for
    their publisher to answer does not block (``local_cases.blocks``).
    """
    say(WorkStage.READING)
    rule_set, found = compiled or compile_now(plain)
    problems = list(found)
    if rule_set is not None and not any(problem.blocking for problem in problems):
        problems += _failing_cases(plain, rule_set, today, failing_before, changed)
        say(WorkStage.TEXTS)
        problems += _cases_of_elsewhere(plain, rule_set, today)
        problems += (replace(one, blocking=False) for one in empty_entries(plain))
        problems += resting(plain)
        problems += faulty_links(plain)
        problems += missing_content(plain, rule_set, today)
        problems += badly_marked(plain)
        problems += find_typos(rule_set)
        problems += faulty_examples(plain, rule_set, today)
        problems += plain_language(plain)
        problems += other_words(plain)
        problems += risks_between(rule_set)
        problems += findings(plain, rule_set, today)
    return sorted(problems, key=_gravity)


def _gravity(problem: Problem) -> tuple[bool, bool, bool]:
    """Order problems: those that block, then faults of logic, what lacks, and remarks."""
    return not problem.blocking, not problem.fault, problem.kind not in KINDS


def check_day(
    plain: Plain,
    day: date,
    failing_before: FailingBefore | None,
    rule_set: RuleSet,
    changed: Collection[str] | None = None,
) -> list[Problem]:
    """Return the problems that depend on the date, for a catalogue that compiles."""
    problems = list(_failing_cases(plain, rule_set, day, failing_before, changed))
    return [*problems, *missing_content(plain, rule_set, day)]


def faults_of_cases(
    plain: Plain, rule_set: RuleSet, today: date
) -> dict[str, tuple[Plain, list[str]]]:
    """Return {case id: (case, its differences)} for each case that fails."""
    cases = counting(WorkStage.PEOPLE, list(held(plain, rule_set, today)))
    tried = ((case, run_case(rule_set, case, today)) for case in cases)
    return {case["id"]: (case, faults) for case, faults in tried if faults}


def _failing_cases(
    plain: Plain,
    rule_set: RuleSet,
    today: date,
    failing_before: FailingBefore | None,
    changed: Collection[str] | None,
) -> Iterator[Problem]:
    failing = faults_of_cases(plain, rule_set, today)
    known = set(failing_before(today)) if failing and failing_before else set()
    for name, (case, faults) in failing.items():
        message = f"{whose(case)} échoue : {' ; '.join(faults)}"
        blocking = name not in known and blocks(case, rule_set, today, changed)
        yield Problem(file_of("cases", case), name, message, blocking=blocking)


def _cases_of_elsewhere(plain: Plain, rule_set: RuleSet, today: date) -> Iterator[Problem]:
    for case in plain.get("cases") or []:
        message = leads_elsewhere(rule_set, case, today)
        if message:
            yield Problem(file_of("cases", case), case["id"], message, blocking=False)


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

    def compute() -> tuple[Problem, ...]:
        known = compiled(plain, digest)
        failed = partial(failing_in, before)
        return tuple(check(plain, day, failed, known, changed))

    return list(_checked.get(_key(digest, day, before, changed), compute))


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

    def compute() -> tuple[Problem, ...]:
        rule_set, _ = compiled(plain, digest)
        if rule_set is None:
            raise LookupError("This catalogue does not compile.")
        failed = partial(failing_in, before)
        return tuple(check_day(plain, day, failed, rule_set, changed))

    return list(_checked.get(("day", _key(digest, day, before, changed)), compute))


def failing_in(edition: Edition | None, day: date) -> frozenset[str]:
    """Return the ids of the cases of an edition that the edition itself fails on a day."""
    if edition is None:
        return frozenset()
    rule_set = in_memory.load(edition.number).rule_set
    return frozenset(faults_of_cases(in_memory.plain_of(edition.number), rule_set, day))
