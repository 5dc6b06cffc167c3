"""What is ordered of a publication, and what comes of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from procedures.engine.errors import Problem
from procedures.models import Edition
from procedures.models.accounts import Account

# Which version of an entry stays on the day of a plan: the one that is published now, or its own.
PUBLISHED, PLANNED = "publie", "prevu"


@dataclass(frozen=True, slots=True)
class Publication:
    """The outcome of a publication.

    ``edition`` is the new edition, or the edition already in force if nothing changed. ``changed``
    holds the codes of the parts that differ. ``followed`` are the planned editions that now stand
    on this one.
    """

    edition: Edition
    changed: tuple[str, ...]
    warnings: tuple[Problem, ...]
    followed: tuple[Edition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is published, by whom, when it takes effect, and why.

    ``only`` is the part that is published, ``"national"`` or a département's code; without it, all
    are. ``excluded`` are the keys of the changes of that part that stay in the working copy.
    ``takes_effect_on`` is the day, after today, from which the public reads the edition.

    ``approve_hosts`` are the new sites that the author has opened and confirms. ``answers`` says,
    of each question of ``confirming`` to a département, whether the change is meant.
    ``answers_for`` are the parts whose failing cases are for the author to answer, ``None`` for
    those that differ. ``chosen`` says which version stays on the day of each plan that changes the
    same entry: {number: ``PUBLISHED`` or ``PLANNED``}; without it, that of the plan does and no one
    is asked.
    """

    author: Account | None = None
    note: str = ""
    only: str | None = None
    excluded: Collection[str] = ()
    today: date | None = None
    takes_effect_on: date | None = None
    approve_hosts: Collection[str] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    answers_for: frozenset[str] | None = None
    chosen: Mapping[int, str] | None = None

    @property
    def days(self) -> list[date]:
        """The days on which the candidate must be valid: today, and the day of its effect."""
        today = self.today or timezone.localdate()
        return [today] if self.takes_effect_on is None else [today, self.takes_effect_on]
