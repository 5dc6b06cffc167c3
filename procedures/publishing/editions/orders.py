"""What is ordered of a publication, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from procedures.engine.errors import Problem
from procedures.models import Edition, PublishedPart
from procedures.models.accounts import Account


@dataclass(frozen=True, slots=True)
class Publication:
    """The outcome of a publication.

    ``edition`` is the new edition, or the edition already in force if nothing changed. ``changed``
    holds the codes of the parts that differ. ``followed`` are the planned editions that now stand
    on this one, ``suspended`` those that wait for a choice because of it.
    """

    edition: Edition
    changed: tuple[str, ...]
    warnings: tuple[Problem, ...]
    followed: tuple[Edition, ...] = ()
    suspended: tuple[Edition, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """Who publishes, when the edition takes effect, and why.

    ``known`` are published parts to use again when their contents are those of the candidate.
    ``approve_hosts`` are the new sites that the author has opened and confirms. ``answers_for`` are
    the parts whose failing cases are for the author to answer, ``None`` for those that differ.
    """

    author: Account | None = None
    note: str = ""
    takes_effect_on: date | None = None
    today: date | None = None
    confirms: Edition | None = None
    known: tuple[PublishedPart, ...] = ()
    approve_hosts: tuple[str, ...] = ()
    answers_for: frozenset[str] | None = None

    @property
    def days(self) -> list[date]:
        """The days on which the candidate must be valid: today, and the day of its effect."""
        today = self.today or timezone.localdate()
        return [today] if self.takes_effect_on is None else [today, self.takes_effect_on]
