"""Publishing: compile, check, run the cases, freeze; all or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from procedures.engine.errors import InvalidCatalogue, Problem
from procedures.exchange import plain_from_database
from procedures.models import Edition, PublishedPart

from . import checker, current, parts


@dataclass(frozen=True, slots=True)
class Publication:
    """What a publication came to; ``edition`` is the one in force before if nothing changed."""

    edition: Edition
    changed: tuple[str, ...]
    warnings: tuple[Problem, ...]


class UnknownPart(ValueError):
    """There is no such part in the working catalogue."""


def publish(
    *, author: Any = None, only: str | None = None, note: str = "", today: date | None = None
) -> Publication:
    """Publish the working catalogue, or one part of it on top of the parts in force.

    ``only`` is ``"national"`` or a département's code. Raises ``InvalidCatalogue`` with the
    blocking problems, and then changes nothing; ``UnknownPart`` if ``only`` names none.
    """
    today = today or timezone.localdate()
    with transaction.atomic():
        before = Edition.objects.order_by("-number").first()
        published = {part.code: part for part in before.parts.all()} if before else {}
        candidate = _candidate(published, only)
        problems = _checked(candidate, today)
        digests = {code: parts.digest(content) for code, content in candidate.items()}
        changed = tuple(
            code
            for code, mark in digests.items()
            if code not in published or published[code].digest != mark
        )
        if before and not changed and set(published) == set(candidate):
            return Publication(before, (), problems)
        edition = _freeze(candidate, digests, published, author=author, note=note, before=before)
    return Publication(edition, changed, problems)


def restore(number: int, *, author: Any = None, note: str = "") -> Edition:
    """Put a former edition in force again, as a new edition made of the same parts."""
    with transaction.atomic():
        former = Edition.objects.get(number=number)
        newest = Edition.objects.order_by("-number").first()
        edition = Edition(number=newest.number + 1, digest=former.digest, author=author, note=note)
        edition.save(force_insert=True)
        edition.parts.set(former.parts.all())
    return edition


def _candidate(published: Mapping[str, PublishedPart], only: str | None) -> dict[str, Any]:
    working = parts.split(plain_from_database())
    if only is None:
        return working
    if only not in working:
        raise UnknownPart(f"il n'y a pas de partie « {only} » dans le catalogue")
    candidate = {code: part.content for code, part in published.items()}
    candidate[only] = working[only]
    return candidate


def failing_in_force(today: date) -> frozenset[str]:
    """Return the ids of the cases of the edition in force that it does not meet itself."""
    newest = Edition.objects.order_by("-number").first()
    if newest is None:
        return frozenset()
    rule_set = current.load(newest.number).rule_set
    return frozenset(checker.faults_of_cases(current.plain_of(newest.number), rule_set, today))


def _checked(candidate: Mapping[str, Any], today: date) -> tuple[Problem, ...]:
    plain = parts.join(candidate)
    problems = checker.check(plain, today, failing_in_force)
    blocking = [problem for problem in problems if problem.blocking]
    if blocking:
        raise InvalidCatalogue(blocking)
    return tuple(problems)


def _freeze(
    candidate: Mapping[str, Any],
    digests: Mapping[str, str],
    published: Mapping[str, PublishedPart],
    *,
    author: Any,
    note: str,
    before: Edition | None,
) -> Edition:
    chosen = []
    for code, content in candidate.items():
        part = published.get(code)
        if part is None or part.digest != digests[code]:
            part = PublishedPart(code=code, digest=digests[code], content=content, author=author)
            part.save()
        chosen.append(part)
    edition = Edition(
        number=before.number + 1 if before else 1,
        digest=parts.digest_of_edition(digests.items()),
        author=author,
        note=note,
    )
    edition.save(force_insert=True)
    edition.parts.set(chosen)
    return edition
