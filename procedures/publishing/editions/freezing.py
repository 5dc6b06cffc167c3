"""Makes an edition: checks a candidate, then freezes exactly what was checked, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeAlias

from django.db import IntegrityError, transaction
from django.utils import timezone

from procedures.engine.conditions.words import day_words
from procedures.engine.errors import InvalidCatalogue, Problem
from procedures.engine.values.plain import Plain
from procedures.models import Edition, PublishedPart
from procedures.models.accounts import Account

from .. import hosts
from ..checks import checker as checks
from ..checks.completeness import unfounded
from ..parts import preparing
from ..parts.preparing import Contents
from ..progress import WorkStage, say
from . import in_force, proposed, successors
from . import stored as editions
from .orders import PUBLISHED, Order, Publication
from .successors import Successor

Build: TypeAlias = Callable[[Contents], Contents]
Allow: TypeAlias = Callable[[Contents, Contents], None]
ATTEMPTS = 5


class Unchosen(Exception):
    """A plan changes what is published now: its author does not say which of both stays."""

    def __init__(self, met: list[Successor]) -> None:
        super().__init__("Rien n'est publié : il manque un choix.")
        self.met = met


class Busy(Exception):
    """The catalogue or the edition in force changed during each of the attempts to check it."""


def freeze(build: Build, order: Order, *, allow: Allow) -> Publication:
    """Make an edition of the contents that ``build`` returns for the contents in force.

    What is frozen is what was checked. The check takes seconds and runs before anything is locked;
    if the edition in force or the working copy has changed meanwhile, ``freeze`` starts again, at
    most ``ATTEMPTS`` times, then raises ``Busy``. ``build`` is thus called twice: it should return
    the same objects if nothing has changed, for these are compared at no cost. ``allow(before,
    candidate)`` raises to refuse the publication; it runs with the lock held, so it may write.
    """
    for _ in range(ATTEMPTS):
        base, before, candidate, problems = check_freeze(build, order)
        say(WorkStage.WRITTEN)
        try:
            with transaction.atomic():
                editions.lock()
                same = editions.in_force_on(order.takes_effect_on) == base
                if same and build(before) == candidate:
                    hosts.confirm(before, candidate, order.approve_hosts, author=order.author)
                    allow(before, candidate)
                    return _frozen(candidate, base, order, problems)
        except IntegrityError:
            # SQLite has no lock on a table: two first publications may both take the number 1.
            if base is not None or not Edition.objects.exists():
                raise
    raise Busy("Le catalogue change en ce moment même. Rien n'est publié : réessayez.")


def check_freeze(
    build: Build, order: Order
) -> tuple[Edition | None, Contents, Contents, tuple[Problem, ...]]:
    """Raise what ``freeze`` would raise of the content, and write nothing.

    What takes seconds is kept for ``freeze``. Return (the edition that the new one is based on, its
    contents, the candidate, the warnings).
    """
    base = editions.in_force_on(order.takes_effect_on)
    before = editions.contents_of(base)
    candidate = build(before)
    problems = warnings_of(candidate, order.days, base, order.answers_for)
    say(WorkStage.PLANNED)
    check_planned(candidate, order.takes_effect_on, base, order=order)
    return base, before, candidate, problems


def warnings_of(
    candidate: Contents,
    days: list[date],
    base: Edition | None,
    answers_for: frozenset[str] | None = None,
) -> tuple[Problem, ...]:
    """Return the warnings of a candidate, or raise ``InvalidCatalogue`` if a problem blocks it."""
    problems = problems_of(candidate, days, base, answers_for)
    blocking = [problem for problem in problems if problem.blocking]
    if blocking:
        raise InvalidCatalogue(blocking)
    return tuple(problems)


def problems_of(
    candidate: Contents,
    days: list[date],
    base: Edition | None,
    answers_for: frozenset[str] | None = None,
) -> list[Problem]:
    """Return every problem on the first day, then the problems that only the other days have.

    A case may pass today and fail on the day on which the edition takes effect. ``answers_for`` is
    that of ``Order``.
    """
    plain, digest = preparing.joined(candidate)
    changed = answers_for
    if base is None:
        changed = None
    elif changed is None:
        changed = frozenset(_differing(candidate, editions.contents_of(base)))
    problems = unfounded(plain, editions.contents_of(base)) if base else []
    problems += checks.problems_of(plain, digest, days[0], base, changed)
    if days[1:] and any(problem.blocking for problem in problems):
        # A catalogue with blocking problems may not compile: it cannot be checked on another day.
        return problems
    seen = set(problems)
    for day in days[1:]:
        problems += [
            replace(one, message=f"au {day_words(day)} : {one.message}")
            for one in checks.problems_of_a_day(plain, digest, day, base, changed)
            if one not in seen
        ]
    return problems


def save_edition(chosen: list[PublishedPart], base: Edition | None, **fields: Any) -> Edition:
    """Save an edition made of the chosen parts, under the next number, and return it.

    Call it with the lock held.
    """
    newest = Edition.objects.order_by("-number").first()
    edition = Edition(
        number=newest.number + 1 if newest else 1,
        digest=preparing.digest_of_edition((part.code, part.digest) for part in chosen),
        created_at=_moment_after(newest),
        based_on=base,
        **fields,
    )
    edition.save(force_insert=True)
    edition.parts.set(chosen)
    return edition


def _frozen(
    candidate: Contents, base: Edition | None, order: Order, problems: tuple[Problem, ...]
) -> Publication:
    published = list(base.parts.defer("content")) if base else []
    chosen = [
        part_of(code, content, published, order.author) for code, content in candidate.items()
    ]
    changed = tuple(part.code for part in chosen if part not in published)
    if base and not changed and len(published) == len(candidate):
        return Publication(base, (), problems)
    edition, followed = save_and_follow(
        chosen,
        base,
        order=order,
        author=order.author,
        note=order.note,
        takes_effect_on=order.takes_effect_on,
    )
    return Publication(edition, changed, problems, followed)


def save_and_follow(
    chosen: list[PublishedPart], base: Edition | None, order: Order | None = None, **fields: Any
) -> tuple[Edition, tuple[Edition, ...]]:
    """Save an edition, then a successor of each planned edition that it comes before.

    Return (the edition, the planned editions that follow it). Call it with the lock held, after
    ``check_planned``: the checks are then those of its cache, and what that raises is raised here
    only if somebody planned something meanwhile.
    """
    edition = save_edition(chosen, base, **fields)
    editions.note(edition, base)
    proposed.mark_published(edition, base)
    known = {edition.number: edition}

    def stored(number: int) -> Edition:
        if number not in known:
            known[number] = Edition.objects.get(number=number)
        return known[number]

    rows = editions.rows()
    followed: list[Edition] = []
    for step in _checked_successors(rows, lambda one: editions.contents_of(stored(one)), order):
        former, target = stored(step.number), stored(step.target)
        known_parts = [*target.parts.defer("content"), *former.parts.defer("content")]
        is_kept = step.row.successor_of is None
        author = edition.author if is_kept else former.author
        successor = save_edition(
            [part_of(code, one, known_parts, author) for code, one in step.contents.items()],
            target,
            author=author,
            note=edition.note if is_kept else former.note,
            takes_effect_on=former.takes_effect_on,
            confirms=None if is_kept else former,
        )
        followed.append(successor)
    return edition, tuple(followed)


def check_planned(
    candidate: Contents,
    day: date | None,
    base: Edition | None,
    cancels: int | None = None,
    order: Order | None = None,
) -> None:
    """Check what the planned editions would become, before anything is locked.

    ``save_and_follow`` then finds in the cache what it would take seconds to compute. Raises
    ``Unchosen``, or ``InvalidCatalogue`` if a planned edition no longer holds.
    """
    rows, read = _with_candidate(candidate, day, base, cancels)
    _checked_successors(rows, read, order)


def ahead(
    candidate: Contents,
    day: date | None,
    base: Edition | None,
    *,
    cancels: int | None = None,
    keep: Collection[int] = (),
    check: bool = True,
) -> list[Successor]:
    """Return what would become of the planned editions if a candidate were published for a day."""
    rows, read = _with_candidate(candidate, day, base, cancels)
    return successors.successors(rows, read, timezone.now(), keep=keep, check=check)


def _with_candidate(
    candidate: Contents, day: date | None, base: Edition | None, cancels: int | None
) -> tuple[list[in_force.EditionDates], Callable[[int], Contents]]:
    """Return the rows as if a candidate were published, and what reads their contents."""
    rows = editions.rows()
    number = max((row.number for row in rows), default=0) + 1
    made = max([timezone.now(), *(row.created_at for row in rows)])
    based_on = base.number if base else None
    new = in_force.EditionDates(number, made, day, based_on, None, cancels)

    def read(wanted: int) -> Contents:
        if wanted == number:
            return candidate
        return editions.contents_of(Edition.objects.get(number=wanted))

    return [*rows, new], read


def _checked_successors(
    rows: list[in_force.EditionDates], read: Callable[[int], Contents], order: Order | None
) -> list[Successor]:
    """Return the successors of the planned editions; raise if one of them has a problem.

    Raises ``Unchosen`` or ``InvalidCatalogue``: the edition that comes before them is then refused.
    """
    chosen = (order and order.chosen) or {}
    keep = [number for number, word in chosen.items() if word == PUBLISHED]
    found = successors.successors(rows, read, timezone.now(), keep=keep)
    if order and order.chosen is not None:
        missing = [one for one in found if one.twice and one.number not in chosen]
        if missing:
            raise Unchosen(missing)
    problems = [
        replace(one, message=f"au {day_words(step.row.moment.date())} : {one.message}")
        for step in found
        for one in step.problems
    ]
    if problems:
        raise InvalidCatalogue(problems)
    return found


def part_of(
    code: str,
    content: Plain,
    known: Iterable[PublishedPart],
    author: Account | None,
) -> PublishedPart:
    """Return the published part with this content: a known one if possible, else a new one."""
    for part in known:
        if part.code == code and editions.content_of(part) == content:
            return part
    digest = preparing.digest(content)
    part = PublishedPart(code=code, digest=digest, content=content, author=author)
    part.save()
    return part


def _differing(candidate: Contents, before: Contents) -> Iterator[str]:
    """Yield the codes of the parts that a candidate changes, adds or takes away."""
    for code in {*candidate, *before}:
        if candidate.get(code) != before.get(code):
            yield code


def _moment_after(newest: Edition | None) -> datetime:
    """Return the present moment, or that of the newest edition if it is later.

    Another machine's clock may be ahead, and an edition must not be older than the one before it.
    """
    now = timezone.now()
    return max(now, newest.created_at) if newest else now
