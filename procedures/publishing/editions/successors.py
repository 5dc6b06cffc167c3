"""Planned editions follow what is published before their day: they are made again on top of it.

An edition is never changed. When another comes before a planned one, a successor takes its place:
the entries that it changes, put on what will be in force on its day. Nothing waits for a choice: on
its day a plan has the last word on what it changes, unless who publishes meanwhile keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.utils import timezone

from procedures.engine.errors import Problem
from procedures.engine.values.plain import Plain
from procedures.exchange.uses import with_former_names
from procedures.models import NATIONAL

from ..checks import checker as checks
from ..parts import merging, preparing
from ..parts.changes import EntryDiff, changed
from ..parts.merging import Dropped, put
from ..parts.preparing import Contents
from . import in_force
from .in_force import EditionDates

NOTICES = "notices"
DAYS = {"from", "until", "shown_from", "shown_until"}


@dataclass(frozen=True, slots=True)
class Successor:
    """A planned edition made again: its ``contents``, on the edition ``target``.

    ``number`` is that of the planned edition. ``twice`` are the changes that are published now and
    that the plan makes otherwise, by part; ``lost`` those of the plan whose entry is there no more.
    ``left`` is what goes because something that it names is gone, ``problems`` what blocks on its
    day, and did not before.
    """

    number: int
    target: int
    row: EditionDates
    contents: Contents = field(repr=False)
    twice: tuple[tuple[str, EntryDiff], ...] = field(default=(), repr=False)
    lost: tuple[tuple[str, EntryDiff], ...] = field(default=(), repr=False)
    left: tuple[Dropped, ...] = field(default=(), repr=False)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Shelf:
    """The editions that are stored, and those that are made in turn."""

    rows: list[EditionDates]
    read: Callable[[int], Contents]
    check: bool
    made: dict[int, Contents] = field(default_factory=dict)

    def contents(self, number: int | None) -> Contents:
        if number is None:
            return {}
        return self.made[number] if number in self.made else self.read(number)

    def put_on(
        self, base: Contents, ours: Contents, onto: Contents
    ) -> tuple[Contents, list[Dropped]]:
        found = put_on(base, ours, onto)
        return merging.fitted(found, ()) if self.check else (found, [])

    def row(self, number: int) -> EditionDates:
        return next(one for one in self.rows if one.number == number)

    def add(
        self,
        contents: Contents,
        now: datetime,
        day: date | None,
        based_on: int,
        successor_of: int | None = None,
    ) -> EditionDates:
        """Return the row of an edition made in turn, with the number of ``save_edition``."""
        newest = max(self.rows, key=lambda one: one.number)
        made = max(now, newest.created_at)
        row = EditionDates(newest.number + 1, made, day, based_on, successor_of)
        self.rows.append(row)
        self.made[row.number] = contents
        return row


def put_on(base: Contents, ours: Contents, onto: Contents) -> Contents:
    """Return ``onto`` with what ``ours`` changes of ``base``.

    Of an announcement with days the published one always stays: it speaks of a day, and never waits
    for anybody.
    """
    base, ours = (named_as(onto, one) for one in (base, ours))
    found: dict[str, Plain] = {**onto}
    for code, content in ours.items():
        was = base.get(code)
        if content == was or (code not in onto and was is not None):
            continue
        if code not in onto or onto[code] == was:
            found[code] = content
            continue
        since = {one.key for one in changed(was or {}, onto[code]) if _speaks_of_days(one)}
        found[code] = put(was or {}, content, onto[code], since)
    return found


def _speaks_of_days(one: EntryDiff) -> bool:
    """Tell whether a change is of an announcement that has days, before it or after it."""
    sides = (side for side in (one.before, one.after) if side)
    return one.section == NOTICES and any(DAYS & {*side} for side in sides)


def named_as(onto: Contents, contents: Contents) -> Contents:
    """Return contents under the names of others, with the former names that these remember."""
    found = preparing.in_names_of(onto, contents)
    if found is contents or NATIONAL not in contents:
        return found
    return {**found, NATIONAL: with_former_names(found[NATIONAL], onto[NATIONAL])}


def changes_of(base: Contents, ours: Contents) -> Contents:
    """Return the parts that a planned edition changes itself, as they are in it.

    A part that was only made to fit its national content is no one's change: it is fitted again to
    what that part says then.
    """
    changes = {code: content for code, content in ours.items() if content != base.get(code)}
    if NATIONAL not in changes or len(changes) == 1:
        return changes
    fit = merging.fitted({**base, NATIONAL: ours[NATIONAL]}, ())[0]
    return {
        code: content
        for code, content in changes.items()
        if code == NATIONAL or content != fit.get(code)
    }


def successors(
    rows: Iterable[EditionDates],
    read: Callable[[int], Contents],
    now: datetime,
    *,
    keep: Collection[int] = (),
    check: bool = True,
) -> list[Successor]:
    """Return what takes the place of each planned edition, in the order of days; nothing is stored.

    ``read`` gives the contents of an edition; the newest of ``rows`` is the one that comes before
    them. ``keep`` are the planned editions on whose day what it publishes stays: another edition of
    that day follows theirs. Without ``check``, which takes seconds, nothing is made to fit, and no
    problem is looked for.
    """
    shelf = _Shelf(list(rows), read, check)
    newest = max(shelf.rows, key=lambda one: one.number, default=None)
    found: list[Successor] = []
    while (row := _next(shelf.rows, now)) is not None:
        step = _made_again(row, shelf, now)
        found.append(step)
        if row.number in keep and newest is not None:
            found += _kept(newest, step, shelf, now)
        if check:
            problems = _problems(row, found[-1], shelf)
            found[-1] = replace(found[-1], problems=problems)
    return found


def _next(rows: list[EditionDates], now: datetime) -> EditionDates | None:
    """Return the first edition that waits for its day and no longer stands on what is before it."""
    states = in_force.states(rows, now)
    waiting = (
        row
        for row in rows
        if row.takes_effect_on is not None
        and row.based_on is not None
        and states[row.number] == in_force.SUSPENDED
        and row.takes_effect_on > timezone.localdate(now)
    )
    return min(waiting, key=lambda row: (row.moment, row.number), default=None)


def _made_again(row: EditionDates, shelf: _Shelf, now: datetime) -> Successor:
    target = in_force.number_in_force(shelf.rows, row.moment)
    if target is None:
        raise LookupError("A planned edition stands on another one.")
    base, ours = _plan(row, shelf)
    onto = shelf.contents(target)
    contents, left = shelf.put_on(base, ours, onto)
    made = shelf.add(contents, now, row.takes_effect_on, target, successor_of=row.number)
    before = shelf.contents(row.based_on)
    twice = tuple(_twice(before, onto, {code: contents.get(code) for code in ours}))
    lost = tuple(_lost(base, ours, onto))
    return Successor(row.number, target, made, contents, twice, lost, tuple(left))


def _plan(row: EditionDates, shelf: _Shelf) -> tuple[Contents, Contents]:
    """Return (what a planned edition was made on, the parts that it changes) as it was first made.

    What was published since, and then undone, may have been what the plan says: its successor shows
    no difference there, but the plan still holds. Editions made again before that rule may hold
    what somebody chose: these are taken as they are.
    """
    first = row
    while first.successor_of is not None:
        first = shelf.row(first.successor_of)
    for one in (first, row):
        base, ours = (shelf.contents(number) for number in (one.based_on, one.number))
        plan = base, changes_of(base, ours)
        if one is row or shelf.put_on(*plan, shelf.contents(row.based_on))[0] == shelf.contents(
            row.number
        ):
            return plan
    raise LookupError(row.number)


def _twice(
    before: Contents, onto: Contents, own: Mapping[str, Plain | None]
) -> Iterable[tuple[str, EntryDiff]]:
    """Yield the changes from ``before`` to ``onto`` that the parts of a plan do not keep."""
    before = named_as(onto, before)
    for code, will in own.items():
        was, content = before.get(code) or {}, onto.get(code)
        if content is None or will is None or content in (was, will):
            continue
        yield from ((code, one) for one in changed(will, put(was, content, will)))


def _lost(base: Contents, ours: Contents, onto: Contents) -> Iterable[tuple[str, EntryDiff]]:
    """Yield the changes of a plan whose entry is there no more, by part."""
    base, ours = (named_as(onto, one) for one in (base, ours))
    for code, content in ours.items():
        there = {one.key for one in changed({}, onto.get(code) or {})}
        for one in changed(base.get(code) or {}, content):
            if one.before is not None and one.after is not None and one.key not in there:
                yield code, one


def _kept(
    newest: EditionDates, step: Successor, shelf: _Shelf, now: datetime
) -> Iterable[Successor]:
    """Yield the edition of the day of a plan that keeps what the newest edition publishes."""
    base, ours = (shelf.contents(number) for number in (newest.based_on, newest.number))
    contents, left = shelf.put_on(base, changes_of(base, ours), step.contents)
    if contents == step.contents:
        return
    number = step.row.number
    row = shelf.add(contents, now, step.row.takes_effect_on, number)
    yield Successor(step.number, number, row, contents, left=tuple(left))


def _problems(row: EditionDates, step: Successor, shelf: _Shelf) -> tuple[Problem, ...]:
    """Return what blocks an edition on its day, without what the plan had of it before."""
    found = _blocking(step.contents, row)
    known = _blocking(shelf.contents(row.number), row) if found else ()
    return tuple(one for one in found if one not in known)


def _blocking(contents: Contents, row: EditionDates) -> list[Problem]:
    if row.takes_effect_on is None:
        return []
    # No one is there to answer for a case: those that fail wait for who keeps them.
    day, none = row.takes_effect_on, frozenset[str]()
    listed = checks.problems_of(*preparing.joined(contents), day, None, none)
    return [one for one in listed if one.blocking]
