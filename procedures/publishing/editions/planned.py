"""Planned editions: confirms one that is suspended, or cancels one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from procedures.engine.errors import Problem
from procedures.models import Edition, PublishedPart
from procedures.models.accounts import Account

from ..checks import kept as checks
from ..parts.cutting import Contents
from ..progress import WorkStage, say
from . import freezing, in_force, orphaned, rebasing, reviews
from . import stored as editions
from .freezing import Build
from .orders import Order, Publication
from .orphaned import Orphan
from .publisher import NotPublishable, Permitted, need_permission
from .rebasing import Conflict

# Said to who could settle a planned edition when the page was sent, and no longer can.
LOST = "Vous ne décidez plus de cette édition. Rien n'est changé."


class Unchosen(NotPublishable):
    """Entries that two works changed wait for a choice; nothing is published."""

    def __init__(self, conflicts: Iterable[Conflict]) -> None:
        super().__init__("Rien n'est publié : il manque un choix.")
        self.conflicts = tuple(conflicts)


@dataclass(frozen=True, slots=True)
class Wait:
    """Why a planned edition is suspended: an entry was changed twice, or the whole does not hold.

    ``problems`` are those of the whole, as far as they are known without a check. Once its day is
    ``past``, nothing checks the whole again until somebody confirms it. ``gone``: what it changes,
    or what it names, was removed since.
    """

    twice: bool
    past: bool
    problems: tuple[Problem, ...] = ()
    gone: bool = False


def parts_of(planned: Edition) -> list[PublishedPart]:
    """Return the parts that a planned edition changes compared with the edition it is based on.

    Their contents are read once they are asked for: that of the nation takes a tenth of a second.
    """
    based_on = planned.based_on
    before = set(based_on.parts.values_list("pk", flat=True)) if based_on else set()
    return [part for part in planned.parts.defer("content") if part.pk not in before]


def day_of_confirmation(planned: Edition) -> date | None:
    """Return the day on which a confirmed edition takes effect, or ``None`` for at once.

    A confirmed edition keeps its day if that is still to come.
    """
    day = planned.takes_effect_on
    return day if day and day > timezone.localdate() else None


def build_of(
    planned: Edition, published: Contents, choices: Mapping[str, str] | None = None
) -> tuple[Contents, list[Conflict]]:
    """Return (the contents in force with what a planned edition changes; what is to be chosen).

    ``choices`` says, by the key of a conflict, which of both versions stays.
    """
    base, ours = _changes(planned)
    if choices:
        ours, published = orphaned.settled(base, ours, published, choices)
    return rebasing.on_top(base, ours, published, choices)


def _changes(planned: Edition) -> tuple[Contents, Contents]:
    """Return (what a planned edition is based on, the parts that it changes itself)."""
    base, ours = (editions.contents_of(one) for one in (planned.based_on, planned))
    return base, rebasing.changes_of(base, ours)


def orphans_of(planned: Edition) -> list[Orphan]:
    """Return the changes of a planned edition that name what was removed since."""
    target = editions.in_force_on(day_of_confirmation(planned))
    return orphaned.orphans(*_changes(planned), editions.contents_of(target))


def conflicts_of(planned: Edition) -> list[Conflict]:
    """Return what is to be chosen before a planned edition can take effect."""
    day = day_of_confirmation(planned)
    return build_of(planned, editions.contents_of(editions.in_force_on(day)))[1]


def wait_of(planned: Edition) -> Wait:
    """Return why a planned edition is suspended, without a check, which would take seconds."""
    rows = {row.number: row for row in editions.rows()}
    day = day_of_confirmation(planned)
    target = editions.in_force_on(day)
    if target is None or planned.takes_effect_on is None:
        raise LookupError("Nothing suspends this edition.")

    def contents(number: int) -> Contents:
        return editions.contents_of(Edition.objects.get(number=number))

    row = rows[planned.number]
    found, conflicts = rebasing.put_on(target.number, row, [*rows.values()], contents)
    if conflicts:
        gone = all(one.met.theirs is None and one.met.ours is not None for one in conflicts)
        return Wait(twice=True, past=day is None, gone=gone)
    base = contents(row.based_on) if row.based_on else {}
    found = rebasing.fitted_to(found, base, contents(row.number))
    as_of = rebasing.checked_as(found, planned.takes_effect_on)
    if not checks.is_checked(*as_of[1:]):
        return Wait(twice=False, past=day is None)
    listed = tuple(one for one in checks.problems_of(*as_of) if one.blocking)
    return Wait(False, day is None, listed, gone=bool(listed and orphans_of(planned)))


def confirm(
    number: int,
    *,
    author: Account | None = None,
    note: str = "",
    choices: Mapping[str, str] | None = None,
    permitted: Permitted | None = None,
) -> Publication:
    """Publish a suspended edition again, on top of the edition now in force.

    ``choices`` says which version stays of each entry that both changed. Raises ``Unchosen`` if one
    lacks. ``permitted`` is asked with the lock held: whether the author may still confirm it.
    """
    planned, build, order = _confirmation(number, choices, author=author, note=note)

    def allow(before: Contents, candidate: Contents) -> None:
        need_permission(permitted, LOST)
        # ``allow`` runs with the lock held: somebody else may have confirmed the edition meanwhile.
        _need(planned, in_force.SUSPENDED, "n'attend plus de confirmation")
        reviews.rule_for_confirmation(planned, author)(before, candidate)

    publication = freezing.freeze(build, order, allow=allow)
    if publication.changed:
        return publication
    # What is published was chosen everywhere: nothing is left to wait for its day.
    return replace(
        publication, edition=cancel(number, author=author, note=note, permitted=permitted)
    )


def rehearse_confirmation(number: int, choices: Mapping[str, str] | None = None) -> None:
    """Check what ``confirm`` would publish, and write nothing: what is found is kept for it."""
    _, build, order = _confirmation(number, choices)
    freezing.rehearse(build, order)


def _confirmation(
    number: int,
    choices: Mapping[str, str] | None,
    *,
    author: Account | None = None,
    note: str = "",
) -> tuple[Edition, Build, Order]:
    planned = Edition.objects.get(number=number)
    _need(planned, in_force.SUSPENDED, "n'attend pas de confirmation")
    order = Order(
        author=author,
        note=note or planned.note,
        takes_effect_on=day_of_confirmation(planned),
        confirms=planned,
        known=tuple(parts_of(planned)),
    )

    def build(held: Contents) -> Contents:
        found, conflicts = build_of(planned, held, choices)
        if conflicts:
            raise Unchosen(conflicts)
        base, ours = (editions.contents_of(one) for one in (planned.based_on, planned))
        return rebasing.fitted_to(found, base, ours)

    return planned, build, order


def cancel(
    number: int,
    *,
    author: Account | None = None,
    note: str = "",
    permitted: Permitted | None = None,
) -> Edition:
    """Publish the contents in force again, which prevents the planned edition from taking force.

    ``permitted`` is asked with the lock held: whether the author may still cancel it.
    """
    rehearse_cancelling(number)
    say(WorkStage.WRITTEN)
    with transaction.atomic():
        editions.lock()
        need_permission(permitted, LOST)
        planned = Edition.objects.get(number=number)
        state = editions.states()[number]
        if state not in (in_force.PLANNED, in_force.SUSPENDED):
            raise NotPublishable(f"L'édition {planned.label} est {state} : rien à annuler.")
        held = editions.in_force()
        kept = list(held.parts.defer("content")) if held else []
        fields = {"author": author, "note": note, "cancels": planned}
        return freezing.save_and_follow(kept, held, **fields)[0]


def rehearse_cancelling(number: int) -> None:
    """Check what the other planned editions would become; what is found is kept for ``cancel``."""
    held = editions.in_force()
    say(WorkStage.PLANNED)
    freezing.prepare(editions.contents_of(held), None, held, cancels=number)


def _need(planned: Edition, state: str, otherwise: str) -> None:
    found = editions.states()[planned.number]
    if found != state:
        raise NotPublishable(f"L'édition {planned.label} {otherwise} : elle est {found}.")
