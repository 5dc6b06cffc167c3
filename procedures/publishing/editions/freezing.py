"""Makes an edition: checks a candidate, then freezes exactly what was checked, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeAlias

from django.db import IntegrityError, transaction
from django.utils import timezone

from procedures.engine.errors import InvalidCatalogue, Problem
from procedures.engine.values.plain import Plain
from procedures.models import Edition, PublishedPart
from procedures.models.accounts import Account

from .. import hosts
from ..checks import kept as checks
from ..parts import cutting as parts
from ..parts.cutting import Contents
from . import stored as editions

Build: TypeAlias = Callable[[Contents], Contents]
Allow: TypeAlias = Callable[[Contents, Contents], None]
ATTEMPTS = 5


class Busy(Exception):
    """The catalogue or the edition in force changed during each of the attempts to check it."""


@dataclass(frozen=True, slots=True)
class Publication:
    """The outcome of a publication.

    ``edition`` is the new edition, or the edition already in force if nothing changed. ``changed``
    holds the codes of the parts that differ, ``suspended`` the planned editions that this one
    suspends.
    """

    edition: Edition
    changed: tuple[str, ...]
    warnings: tuple[Problem, ...]
    suspended: tuple[Edition, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """Who publishes, when the edition takes effect, and why.

    ``known`` are published parts to use again when their contents are those of the candidate.
    ``approve_hosts`` are the new sites that the author has opened and confirms.
    """

    author: Account | None = None
    note: str = ""
    takes_effect_on: date | None = None
    today: date | None = None
    confirms: Edition | None = None
    known: tuple[PublishedPart, ...] = ()
    approve_hosts: tuple[str, ...] = ()

    @property
    def days(self) -> list[date]:
        """The days on which the candidate must be valid: today, and the day of its effect."""
        today = self.today or timezone.localdate()
        return [today] if self.takes_effect_on is None else [today, self.takes_effect_on]


def freeze(build: Build, order: Order, *, allow: Allow) -> Publication:
    """Make an edition of the contents that ``build`` returns for the contents in force.

    What is frozen is what was checked. The check takes seconds and runs before anything is locked;
    if the edition in force or the working copy has changed meanwhile, ``freeze`` starts again, at
    most ``ATTEMPTS`` times, then raises ``Busy``. ``build`` is thus called twice: it should return
    the same objects if nothing has changed, for these are compared at no cost. ``allow(before,
    candidate)`` raises to refuse the publication; it runs with the lock held, so it may write.
    """
    for _ in range(ATTEMPTS):
        base = editions.in_force_on(order.takes_effect_on)
        before = contents_of(base)
        candidate = build(before)
        problems = check(candidate, order.days, base)
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


def check(candidate: Contents, days: list[date], base: Edition | None) -> tuple[Problem, ...]:
    """Return the warnings of a candidate, or raise ``InvalidCatalogue`` if a problem blocks it."""
    problems = problems_of(candidate, days, base)
    blocking = [problem for problem in problems if problem.blocking]
    if blocking:
        raise InvalidCatalogue(blocking)
    return tuple(problems)


def problems_of(candidate: Contents, days: list[date], base: Edition | None) -> list[Problem]:
    """Return every problem on the first day, then the problems that only the other days have.

    A case may pass today and fail on the day on which the edition takes effect.
    """
    plain = parts.join(candidate)
    digest = parts.digest(plain)
    problems = checks.problems_of(plain, digest, days[0], base)
    if days[1:] and any(problem.blocking for problem in problems):
        # A catalogue with blocking problems may not compile: it cannot be checked on another day.
        return problems
    seen = set(problems)
    for day in days[1:]:
        problems += [
            replace(one, message=f"au {day:%d/%m/%Y} : {one.message}")
            for one in checks.problems_of_a_day(plain, digest, day, base)
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
    published = {part.code: part for part in base.parts.all()} if base else {}
    digests = {code: parts.digest(content) for code, content in candidate.items()}
    changed = tuple(
        code
        for code, mark in digests.items()
        if code not in published or published[code].digest != mark
    )
    if base and not changed and set(published) == set(candidate):
        return Publication(base, (), problems)
    suspended = tuple(editions.suspended_by(order.takes_effect_on, base))
    chosen = [
        _part(code, candidate[code], mark, published, order) for code, mark in digests.items()
    ]
    edition = save_edition(
        chosen,
        base,
        author=order.author,
        note=order.note,
        takes_effect_on=order.takes_effect_on,
        confirms=order.confirms,
    )
    return Publication(edition, changed, problems, suspended)


def _part(
    code: str, content: Plain, digest: str, published: Mapping[str, PublishedPart], order: Order
) -> PublishedPart:
    """Return the published part with this content: an existing one if possible, else a new one."""
    for part in (*filter(None, [published.get(code)]), *order.known):
        if (part.code, part.digest) == (code, digest):
            return part
    part = PublishedPart(code=code, digest=digest, content=content, author=order.author)
    part.save()
    return part


def contents_of(edition: Edition | None) -> dict[str, Plain]:
    """Return {code: content} of the parts of an edition, or an empty dict without an edition."""
    return {part.code: part.content for part in edition.parts.all()} if edition else {}


def _moment_after(newest: Edition | None) -> datetime:
    """Return the present moment, or that of the newest edition if it is later.

    Another machine's clock may be ahead, and an edition must not be older than the one before it.
    """
    now = timezone.now()
    return max(now, newest.created_at) if newest else now
