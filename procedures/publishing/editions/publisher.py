"""Publishes the working copy, now or on a day to come, or restores an edition of the past."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from procedures.models import Edition
from procedures.models.accounts import Account

from ..checks import kept as checks
from ..content import content_now
from ..parts.cutting import Contents
from . import freezing, reviews
from . import stored as editions
from .freezing import Order, Publication


class UnknownPart(ValueError):
    """The working copy has no such part."""


class NotPublishable(Exception):
    """The publication is refused for the reason in the message; nothing has changed."""


def publish(
    *,
    author: Account | None = None,
    only: str | None = None,
    note: str = "",
    today: date | None = None,
    takes_effect_on: date | None = None,
    approve_hosts: Collection[str] = (),
) -> Publication:
    """Publish the working copy, or one part of it on top of the other parts in force.

    ``only`` is ``"national"`` or a département's code. ``takes_effect_on`` is the day, after today,
    from which the edition is shown; the part is then put on top of the edition due to be in force
    on that day. ``approve_hosts`` are the new sites that the author confirms.

    Raises ``InvalidCatalogue`` with the blocking problems, ``UnapprovedHosts`` if a new site is not
    confirmed, ``ReviewNeeded``, ``NotPublishable``, or ``UnknownPart``; nothing is then changed.
    """
    if takes_effect_on is not None and takes_effect_on <= (today or timezone.localdate()):
        raise NotPublishable("La date doit être dans le futur : demain au plus tôt.")

    def build(published: Contents) -> Contents:
        return _working_parts(published, only)

    order = Order(
        author=author,
        note=note,
        today=today,
        takes_effect_on=takes_effect_on,
        approve_hosts=tuple(approve_hosts),
    )
    return freezing.freeze(build, order, allow=reviews.rule_for(author))


def restore(
    number: int,
    *,
    author: Account | None = None,
    note: str = "",
    allow: Callable[[set[str]], bool] | None = None,
) -> Edition:
    """Put a former edition in force again, as a new edition made of the same parts.

    ``allow`` takes the codes of the parts that the restoration changes and tells whether the author
    may change them. It is asked with the lock held: somebody may have published another part since
    the author's page was shown, which the restoration would undo.

    Raises ``NotPublishable`` for an edition that was never in force, or if ``allow`` refuses.
    """
    with transaction.atomic():
        editions.lock()
        former = Edition.objects.get(number=number)
        if not editions.was_in_force(number):
            raise NotPublishable(
                f"L'édition {former.label} n'a jamais été en vigueur : on ne peut pas y revenir."
            )
        held = editions.in_force()
        if allow is not None and not allow(editions.parts_that_differ(former, held)):
            raise NotPublishable(
                f"Revenir à l'édition {former.label} changerait une partie que vous ne publiez "
                "pas. Rien n'est changé."
            )
        return freezing.save_edition(list(former.parts.all()), held, author=author, note=note)


def failing_in_force(today: date) -> Collection[str]:
    """Return the ids of the cases of the edition in force that the edition itself fails."""
    return checks.failing_in(editions.in_force(), today)


def _working_parts(published: Contents, only: str | None) -> Contents:
    working = content_now().by_part
    if only is None:
        return working
    if only not in working:
        raise UnknownPart(f"il n'y a pas de partie « {only} » dans le catalogue")
    return {**published, only: working[only]}
