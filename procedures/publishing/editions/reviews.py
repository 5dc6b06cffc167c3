"""Finds who wrote a change; requires a second person for a national one.

Every publication is held to it while ``TWO_PERSON_REVIEW`` is on, from any page or command.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from procedures.engine.values.plain import Plain
from procedures.models import NATIONAL, EntryChange, Review
from procedures.models.accounts import Account

from ..content import content_now
from ..parts import preparing
from ..parts.changes import EntryDiff, changed_lines
from ..parts.items import owner_of
from ..parts.preparing import Contents
from . import stored as editions
from .freezing import Allow


class Writers:
    """The rows of the journal for one part, since a moment."""

    def __init__(self, part: str, since: datetime | None) -> None:
        rows = EntryChange.objects.filter(part=part).select_related("author").order_by("at", "pk")
        if since is not None:
            rows = rows.filter(at__gt=since)
        self._by_entry: dict[tuple[str, str], list[EntryChange]] = defaultdict(list)
        self._by_section: dict[str, list[EntryChange]] = defaultdict(list)
        for row in rows:
            self._by_entry[row.section, row.name].append(row)
            self._by_section[row.section].append(row)

    def rows_of(self, change: EntryDiff) -> list[EntryChange]:
        """Return the rows of a change, the oldest first: those of its entry, else of its section.

        The rows of the section serve for a change of order.
        """
        section, name = _entry_of(change)
        return self._by_entry.get((section, name)) or self._by_section.get(section) or []

    def last_of(self, change: EntryDiff) -> EntryChange | None:
        """Return the last row that is certainly about a change's entry, or ``None``."""
        named = self._by_entry.get(_entry_of(change))
        return named[-1] if named else None

    def wrote(self, user: Account | None, changes: Iterable[EntryDiff]) -> bool:
        """Tell whether a user wrote one of the changes, or may have.

        A change whose author is unknown counts as theirs.
        """
        for change in changes:
            authors = {row.author_id for row in self.rows_of(change)}
            if not authors or None in authors or user is None or user.pk in authors:
                return True
        return False


def writers_since_publication(part: str) -> Writers:
    """Return the writers of a part since its published content was frozen."""
    held = editions.in_force_now()
    published = held.parts.filter(code=part).first() if held else None
    return Writers(part, published.created_at if published else None)


def _entry_of(change: EntryDiff) -> tuple[str, str]:
    """Return (section, name) of the entry that a change is about, even for a translation."""
    if change.section != "translations":
        return change.section, change.name
    _, file, path = change.name.split(" : ", 2)
    return owner_of(file, path)[:2]


class ReviewNeeded(Exception):
    """Another person must accept the change first; nothing has been published."""


class NotReviewable(Exception):
    """The review cannot be asked for or answered, for the reason in the message."""


def is_on(part: str = NATIONAL) -> bool:
    """Tell whether publishing a part requires two people."""
    return bool(settings.TWO_PERSON_REVIEW) and part == NATIONAL


def rule_for(author: Account | None) -> Allow:
    """Return the function that refuses a publication of the working copy by ``author``.

    It takes the contents in force and the candidate, and raises ``ReviewNeeded``.
    """

    def rule(before: Contents, candidate: Contents) -> None:
        if not _is_concerned(before, candidate):
            return
        content = candidate[NATIONAL]
        if is_accepted(NATIONAL, preparing.digest(content)):
            return
        if wrote(author, before.get(NATIONAL) or {}, content):
            raise ReviewNeeded(
                "Vous avez écrit une partie de ces changements du contenu national, ou on ne sait "
                "pas qui les a écrits. Une autre personne doit d'abord les relire et les accepter."
            )

    return rule


def wrote(user: Account | None, before: Plain, after: Plain) -> bool:
    """Tell whether a user wrote some of the changes of the national content, or may have."""
    return writers_since_publication(NATIONAL).wrote(user, changed_lines(before, after))


def is_accepted(part: str, digest: str) -> bool:
    """Tell whether the latest answer to a review of exactly this content accepts it."""
    answered = Review.objects.filter(part=part, digest=digest, reviewer__isnull=False)
    last = answered.order_by("-reviewed_at", "-pk").first()
    return last is not None and last.accepted is True


def last_review(part: str, digest: str) -> Review | None:
    """Return the last review asked for exactly this content, or ``None``."""
    found = Review.objects.filter(part=part, digest=digest).select_related("asked_by", "reviewer")
    return found.first()


def waiting_for(user: Account) -> list[Review]:
    """Return the open reviews that others asked for and whose content is still current."""
    rows = Review.objects.filter(reviewer=None).exclude(asked_by=user).select_related("asked_by")
    listed = [row for row in rows if is_on(row.part)]
    if not listed:
        return []
    working = content_now().by_part
    return [row for row in listed if preparing.digest(working.get(row.part)) == row.digest]


def ask(part: str, digest: str, *, user: Account, note: str = "") -> Review:
    """Ask for a review of a part as it is now, and return it.

    Raises ``NotReviewable`` if a review of this content is open.
    """
    with transaction.atomic():
        editions.lock()
        last = last_review(part, digest)
        if last is not None and last.reviewer_id is None:
            raise NotReviewable("La relecture de ces changements est déjà demandée.")
        return Review.objects.create(part=part, digest=digest, asked_by=user, note=note)


def answer(part: str, digest: str, *, user: Account, accepted: bool, comment: str = "") -> Review:
    """Record a review's answer; ``digest`` is the digest of the content that the reader was shown.

    Raises ``NotReviewable`` if a refusal has no comment, if no such review is open, if the reader
    asked for it, or accepts what nobody else wrote.
    """
    if not accepted and not comment.strip():
        raise NotReviewable("Dites pourquoi vous refusez : écrivez un commentaire.")
    with transaction.atomic():
        editions.lock()
        rows = Review.objects.select_for_update().filter(part=part, digest=digest, reviewer=None)
        review = rows.first()
        if review is None:
            raise NotReviewable("Aucune relecture de ces changements n'est demandée.")
        if review.asked_by_id == user.pk:
            raise NotReviewable("Vous avez demandé cette relecture : une autre personne la fait.")
        if accepted and _wrote_all(user, part):
            raise NotReviewable("Ces changements sont tous de vous : une autre personne les relit.")
        review.reviewer, review.reviewed_at = user, timezone.now()
        review.accepted, review.comment = accepted, comment.strip()
        review.save()
    return review


def _wrote_all(user: Account, part: str) -> bool:
    """Tell whether a user is the only author of what a part has changed since its publication."""
    before = editions.contents_of(editions.in_force_now()).get(part) or {}
    writers = writers_since_publication(part)
    changes = changed_lines(before, content_now().by_part.get(part) or {})
    return {row.author_id for one in changes for row in writers.rows_of(one)} == {user.pk}


def _is_concerned(before: Contents, candidate: Contents) -> bool:
    """Tell whether a publication changes national content that has been published before.

    A first publication has nothing to be compared with, and opens the site.
    """
    if not is_on() or not before:
        return False
    return preparing.digest(candidate.get(NATIONAL)) != preparing.digest(before.get(NATIONAL))
