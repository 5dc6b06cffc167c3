"""The posts of an entrance: opened and closed by agents, known by a link that only they saw."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import date
from hashlib import sha256

from django.db.models import QuerySet

from procedures.models import ReceptionPost
from procedures.models.accounts import Account

LONGEST_NAME = 60
# The post of an agent, one at each door, some terminals: more is a mistake.
MOST_OPEN = 30


class TooManyPosts(Exception):
    """A département has as many open posts as it may have."""


def digest_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def post_of(token: str, department: str) -> ReceptionPost | None:
    """Return the open post of a link, or ``None`` if the link is closed, or never was."""
    rows = ReceptionPost.objects.filter(closed_on=None, department=department)
    return rows.filter(digest=digest_of(token)).first()


def open_post(
    department: str, name: str, account: Account, today: date, *, self_service: bool = False
) -> str:
    """Open a post and return the secret of its link, which is written nowhere.

    Raises ``TooManyPosts``.
    """
    if posts_in([department]).count() >= MOST_OPEN:
        raise TooManyPosts
    token = secrets.token_urlsafe(18)
    ReceptionPost.objects.create(
        department=department,
        name=name,
        self_service=self_service,
        digest=digest_of(token),
        opened_on=today,
        opened_by=account,
    )
    return token


def posts_in(departments: Collection[str]) -> QuerySet[ReceptionPost]:
    """Return the open posts of some départements."""
    return ReceptionPost.objects.filter(closed_on=None, department__in=departments)


def close_post(pk: int, departments: Collection[str], today: date) -> ReceptionPost | None:
    """Close a post of some départements: its link is useless at once. ``None`` if there is none."""
    found = posts_in(departments).filter(pk=pk).first()
    if found is not None:
        found.closed_on, found.last = today, ""
        found.save(update_fields=["closed_on", "last"])
    return found
