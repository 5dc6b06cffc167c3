"""Planned editions: confirms one that is suspended, or cancels one."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from procedures.models import Edition, PublishedPart
from procedures.models.accounts import Account

from ..parts.cutting import Contents
from . import freezing, in_force, reviews
from . import stored as editions
from .freezing import Order, Publication
from .publisher import NotPublishable


def parts_of(planned: Edition) -> list[PublishedPart]:
    """Return the parts that a planned edition changes compared with the edition it is based on."""
    before = set(planned.based_on.parts.all()) if planned.based_on else set()
    return [part for part in planned.parts.all() if part not in before]


def replaced_since(planned: Edition) -> list[str]:
    """Return the codes of the parts of a planned edition that have been published since.

    Confirming the planned edition would replace that newer work.
    """
    now, before = editions.in_force(), planned.based_on
    was = {part.code: part.digest for part in before.parts.all()} if before else {}
    held = {part.code: part.digest for part in now.parts.all()} if now else {}
    codes = [part.code for part in parts_of(planned)]
    return [code for code in codes if held.get(code) != was.get(code)]


def day_of_confirmation(planned: Edition, today: date | None = None) -> date | None:
    """Return the day on which a confirmed edition takes effect, or ``None`` for at once.

    A confirmed edition keeps its day if that is still to come.
    """
    day = planned.takes_effect_on
    return day if day and day > (today or timezone.localdate()) else None


def build_of(planned: Edition, published: Contents) -> Contents:
    """Return the contents in force, with the parts of the planned edition on top."""
    return {**published, **{part.code: part.content for part in parts_of(planned)}}


def confirm(
    number: int, *, author: Account | None = None, note: str = "", today: date | None = None
) -> Publication:
    """Publish a suspended edition again, on top of the edition now in force."""
    planned = Edition.objects.get(number=number)
    _need(planned, in_force.SUSPENDED, "n'attend pas de confirmation")
    order = Order(
        author=author,
        note=note or planned.note,
        today=today,
        takes_effect_on=day_of_confirmation(planned, today),
        confirms=planned,
        known=tuple(parts_of(planned)),
    )

    def allow(before: Contents, candidate: Contents) -> None:
        # ``allow`` runs with the lock held: somebody else may have confirmed the edition meanwhile.
        _need(planned, in_force.SUSPENDED, "n'attend plus de confirmation")
        reviews.rule_for_confirmation(planned, author)(before, candidate)

    return freezing.freeze(lambda held: build_of(planned, held), order, allow=allow)


def cancel(number: int, *, author: Account | None = None, note: str = "") -> Edition:
    """Publish the contents in force again, which prevents the planned edition from taking force."""
    with transaction.atomic():
        editions.lock()
        planned = Edition.objects.get(number=number)
        state = editions.states()[number]
        if state not in (in_force.PLANNED, in_force.SUSPENDED):
            raise NotPublishable(f"L'édition {planned.label} est {state} : rien à annuler.")
        held = editions.in_force()
        kept = list(held.parts.all()) if held else []
        return freezing.save_edition(kept, held, author=author, note=note, cancels=planned)


def _need(planned: Edition, state: str, otherwise: str) -> None:
    found = editions.states()[planned.number]
    if found != state:
        raise NotPublishable(f"L'édition {planned.label} {otherwise} : elle est {found}.")
