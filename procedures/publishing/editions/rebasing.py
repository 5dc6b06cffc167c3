"""Planned editions follow what is published before their day: they are made again on top of it.

An edition is never changed. When another comes before a planned one, a successor takes its place:
its own changes on what will be in force on its day. Only two things suspend it, until somebody
chooses: the same entry of the same part changed both ways, or a whole that no longer holds once
the parts of others are made to fit it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from procedures.engine.errors import Problem
from procedures.engine.values.plain import Plain, PlainDict
from procedures.models import NATIONAL

from ..checks import kept as checks
from ..parts import cutting as parts
from ..parts import fitting
from ..parts.cutting import Contents
from ..parts.merging import Met, merged
from . import in_force
from .in_force import EditionDates

# What a form says of a conflict.
PUBLISHED, PLANNED = "publie", "prevu"


@dataclass(frozen=True, slots=True)
class Conflict:
    """An entry of a part that a planned edition and a later publication changed differently."""

    part: str
    met: Met

    @property
    def key(self) -> str:
        return f"{self.part}:{self.met.key}"


@dataclass(frozen=True, slots=True)
class Rebased:
    """What becomes of a planned edition: its successor, or what suspends it.

    ``target`` is the edition that will then be in force on its day; ``row`` is the successor.
    """

    number: int
    target: int
    contents: Contents = field(repr=False)
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()
    row: EditionDates | None = None


def on_top(
    base: Contents, ours: Contents, theirs: Contents, choices: Mapping[str, str] | None = None
) -> tuple[Contents, list[Conflict]]:
    """Return (what ``ours`` changed since ``base``, put on ``theirs``; the conflicts).

    ``choices`` says, by the key of a conflict, ``PUBLISHED`` or ``PLANNED``. Of an announcement the
    published one always stays: it speaks of a day, and never waits for anybody.
    """
    base, ours = (parts.in_names_of(theirs, one) for one in (base, ours))
    said = choices or {}
    found: dict[str, Plain] = {**theirs}
    conflicts: list[Conflict] = []
    for code, content in ours.items():
        if content == base.get(code):
            continue
        if code not in theirs:
            if code not in base:
                found[code] = content
            continue
        if theirs[code] == base.get(code):
            found[code] = content
            continue
        choose = _chooser(code, said)
        found[code], met = merged(base.get(code) or {}, content, theirs[code], choose)
        conflicts += [Conflict(code, one) for one in met]
    return found, conflicts


def _chooser(code: str, choices: Mapping[str, str]) -> Callable[[Met], str | None]:
    def choose(met: Met) -> str | None:
        if met.section == "notices":
            return "theirs"
        said = choices.get(Conflict(code, met).key)
        return {PUBLISHED: "theirs", PLANNED: "ours"}.get(said or "")

    return choose


def steps(
    rows: Iterable[EditionDates],
    read: Callable[[int], Contents],
    now: datetime,
    *,
    check: bool = True,
) -> list[Rebased]:
    """Return what becomes of each planned edition that these rows suspend, in the order of days.

    ``read`` gives the contents of an edition. Nothing is stored. Without ``check`` only conflicts
    are looked for, which takes no time.
    """
    rows = list(rows)
    made: dict[int, Contents] = {}
    found: list[Rebased] = []
    tried: set[int] = set()

    def contents(number: int) -> Contents:
        return made[number] if number in made else read(number)

    while (row := _next(rows, tried, now)) is not None:
        tried.add(row.number)
        step = _step(row, rows, contents, now, check=check)
        found.append(step)
        if step.row is not None:
            rows.append(step.row)
            made[step.row.number] = step.contents
    return found


def _next(rows: list[EditionDates], tried: set[int], now: datetime) -> EditionDates | None:
    """Return the first edition that waits for its day and is suspended, or ``None``."""
    states = in_force.states(rows, now)
    waiting = (
        row
        for row in rows
        if row.takes_effect_on is not None
        and row.based_on is not None
        and row.number not in tried
        and states[row.number] == in_force.SUSPENDED
        and row.takes_effect_on > timezone.localdate(now)
    )
    return min(waiting, key=lambda row: (row.moment, row.number), default=None)


def _step(
    row: EditionDates,
    rows: list[EditionDates],
    contents: Callable[[int], Contents],
    now: datetime,
    *,
    check: bool,
) -> Rebased:
    target = in_force.number_in_force(rows, row.moment)
    if target is None or row.based_on is None or row.takes_effect_on is None:
        raise LookupError("A planned edition stands on another one.")
    found, conflicts = put_on(target, row, rows, contents)
    if conflicts:
        return Rebased(row.number, target, found, tuple(conflicts))
    problems: list[Problem] = []
    if check:
        found = fitted_to(found, contents(row.based_on), contents(row.number))
        listed = checks.problems_of(*checked_as(found, row.takes_effect_on))
        problems = [one for one in listed if one.blocking]
    if problems:
        return Rebased(row.number, target, found, (), tuple(problems))
    newest = max(rows, key=lambda one: one.number)
    successor = EditionDates(
        newest.number + 1,
        max(now, newest.created_at),
        row.takes_effect_on,
        based_on=target,
        confirms=row.number,
    )
    return Rebased(row.number, target, found, row=successor)


def fitted_to(found: Contents, base: Contents, ours: Contents) -> Contents:
    """Return what is put on another edition, with the parts that it does not change made to fit.

    As for a publication: another part never keeps a plan from its day, and what a plan writes
    itself is its author's to mend.
    """
    return fitting.fitted(found, changes_of(base, ours))[0]


def changes_of(base: Contents, ours: Contents) -> Contents:
    """Return the parts that a planned edition changes itself, as they are in it.

    A part that was only made to fit its national content is nobody's change: it is fitted again to
    what that part says then.
    """
    changed = {code: content for code, content in ours.items() if content != base.get(code)}
    if NATIONAL not in changed or len(changed) == 1:
        return changed
    fit = fitting.fitted({**base, NATIONAL: ours[NATIONAL]}, ())[0]
    return {
        code: content
        for code, content in changed.items()
        if code == NATIONAL or content != fit.get(code)
    }


def put_on(
    target: int,
    row: EditionDates,
    rows: list[EditionDates],
    contents: Callable[[int], Contents],
) -> tuple[Contents, list[Conflict]]:
    """Return (what a planned edition changes, put on another one; the conflicts)."""
    base: Contents = {} if row.based_on is None else contents(row.based_on)
    ours = changes_of(base, contents(row.number))
    found, conflicts = on_top(base, ours, contents(target))
    return found, conflicts or _met_before(base, row, rows, target, contents)


def checked_as(contents: Contents, day: date) -> tuple[PlainDict, str, date, None, frozenset[str]]:
    """Return what the check of a planned edition is asked with.

    Nobody is there to answer for a case: those that fail wait for who keeps them.
    """
    return *parts.joined(contents), day, None, frozenset()


def _met_before(
    base: Contents,
    row: EditionDates,
    rows: list[EditionDates],
    target: int,
    contents: Callable[[int], Contents],
) -> list[Conflict]:
    """Return the conflicts with what later plans of the same day stand on.

    Such a plan may put back the very value that a suspended edition replaces. Whoever made it had
    the last word on that day: the suspended edition does not come back over it by itself.
    """
    by_number = {one.number: one for one in rows}

    def first(one: EditionDates) -> int:
        while one.confirms is not None:
            one = by_number[one.confirms]
        return one.number

    ours = changes_of(base, contents(row.number))
    below = by_number[target]
    while below.takes_effect_on == row.takes_effect_on and first(below) > first(row):
        if below.based_on is None:
            break
        conflicts = on_top(base, ours, contents(below.based_on))[1]
        if conflicts:
            return conflicts
        below = by_number[below.based_on]
    return []
