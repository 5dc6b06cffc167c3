"""Makes an edition: checks a candidate, then freezes exactly what was checked, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
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
from ..checks import kept as checks
from ..checks.required_sources import unfounded
from ..parts import cutting as parts
from ..parts.cutting import Contents
from ..progress import WorkStage, say
from . import in_force, noting, proposed, rebasing
from . import stored as editions
from .orders import Order, Publication

Build: TypeAlias = Callable[[Contents], Contents]
Allow: TypeAlias = Callable[[Contents, Contents], None]
ATTEMPTS = 5


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
        base, before, candidate, problems = rehearse(build, order)
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


def rehearse(
    build: Build, order: Order
) -> tuple[Edition | None, Contents, Contents, tuple[Problem, ...]]:
    """Check what ``freeze`` would make, and write nothing: what was found is kept for ``freeze``.

    Return (the edition that it would stand on, its contents, the candidate, the warnings).
    """
    base = editions.in_force_on(order.takes_effect_on)
    before = editions.contents_of(base)
    candidate = build(before)
    problems = check(candidate, order.days, base, order.answers_for)
    say(WorkStage.PLANNED)
    prepare(candidate, order.takes_effect_on, base)
    return base, before, candidate, problems


def check(
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
    plain, digest = parts.joined(candidate)
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
        digest=parts.digest_of_edition((part.code, part.digest) for part in chosen),
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
    published = {part.code: part for part in base.parts.defer("content")} if base else {}
    known = (*published.values(), *order.known)
    chosen = [part_of(code, content, known, order.author) for code, content in candidate.items()]
    changed = tuple(part.code for part in chosen if published.get(part.code) != part)
    if base and not changed and set(published) == set(candidate):
        return Publication(base, (), problems)
    edition, followed, suspended = save_and_follow(
        chosen,
        base,
        author=order.author,
        note=order.note,
        takes_effect_on=order.takes_effect_on,
        confirms=order.confirms,
    )
    return Publication(edition, changed, problems, followed, suspended)


def save_and_follow(
    chosen: list[PublishedPart], base: Edition | None, **fields: Any
) -> tuple[Edition, tuple[Edition, ...], tuple[Edition, ...]]:
    """Save an edition, then a successor of each planned edition that it comes before.

    Return (the edition, the planned editions that follow it, those that now wait for a choice).
    Call it with the lock held, after ``prepare``: the checks are then those of its cache.
    """
    planned = {one.number: one for one in editions.of_state(in_force.PLANNED)}
    edition = save_edition(chosen, base, **fields)
    noting.note(edition, base)
    proposed.mark_published(edition, base)
    known: dict[int, Edition] = {}

    def stored(number: int) -> Edition:
        if number not in known:
            known[number] = Edition.objects.get(number=number)
        return known[number]

    rows = editions.rows()
    followed: list[Edition] = []
    suspended: list[Edition] = []
    for step in rebasing.steps(rows, lambda one: editions.contents_of(stored(one)), timezone.now()):
        former, target = stored(step.number), stored(step.target)
        if step.row is None:
            suspended += [former] if step.number in planned else []
            continue
        known_parts = [*target.parts.defer("content"), *former.parts.defer("content")]
        held = [
            part_of(code, content, known_parts, former.author)
            for code, content in step.contents.items()
        ]
        successor = save_edition(
            held,
            target,
            author=former.author,
            note=former.note,
            takes_effect_on=former.takes_effect_on,
            confirms=former,
        )
        followed.append(successor)
    return edition, tuple(followed), tuple(suspended)


def prepare(
    candidate: Contents, day: date | None, base: Edition | None, cancels: int | None = None
) -> None:
    """Check what the planned editions would become, before anything is locked.

    ``save_and_follow`` then finds in the cache what it would take seconds to compute.
    """
    ahead(candidate, day, base, cancels=cancels)


def ahead(
    candidate: Contents,
    day: date | None,
    base: Edition | None,
    *,
    cancels: int | None = None,
    confirms: int | None = None,
    check: bool = True,
) -> list[rebasing.Rebased]:
    """Return what would become of the planned editions if a candidate were published for a day."""
    rows, now = editions.rows(), timezone.now()
    number = max((row.number for row in rows), default=0) + 1
    made = max([now, *(row.created_at for row in rows)])
    based_on = base.number if base else None
    new = in_force.EditionDates(number, made, day, based_on, confirms, cancels)

    def read(wanted: int) -> Contents:
        if wanted == number:
            return candidate
        return editions.contents_of(Edition.objects.get(number=wanted))

    return rebasing.steps([*rows, new], read, now, check=check)


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
    digest = parts.digest(content)
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
