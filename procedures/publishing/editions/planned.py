"""Planned editions, and the publications that may be undone one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from django.db import transaction
from django.utils import timezone

from procedures.models import Edition, PublishedPart
from procedures.models.accounts import Account

from ..progress import WorkStage, say
from . import freezing, in_force
from . import stored as editions
from .publisher import NotPublishable, Permitted, need_permission

# Shown to who could cancel a planned edition when the page was sent, and no longer can.
LOST = "Vous ne décidez plus de cette édition. Rien n'est changé."


def parts_of(planned: Edition) -> list[PublishedPart]:
    """Return the parts that a planned edition changes compared with the edition it is based on.

    Their contents are read once they are asked for: that of the nation takes a tenth of a second.
    """
    based_on = planned.based_on
    before = set(based_on.parts.values_list("pk", flat=True)) if based_on else set()
    return [part for part in planned.parts.defer("content") if part.pk not in before]


def first_of(planned: Edition) -> Edition:
    """Return the edition that was planned first, which others follow."""
    while planned.successor_of is not None:
        planned = planned.successor_of
    return planned


def cancel(
    number: int,
    *,
    author: Account | None = None,
    note: str = "",
    permitted: Permitted | None = None,
) -> Edition:
    """Cancel a planned edition: publish what is in force again, as an edition that cancels it.

    The public reads nothing else than before, and the other planned editions get a successor
    without it. ``permitted`` is asked with the lock held: whether the author may still cancel it.
    Raises ``NotPublishable`` if the edition is no longer planned, and ``InvalidCatalogue`` if what
    is planned for later does not hold without it.
    """
    check_cancel(number)
    say(WorkStage.WRITTEN)
    with transaction.atomic():
        editions.lock()
        need_permission(permitted, LOST)
        planned = Edition.objects.get(number=number)
        state = editions.states()[number]
        if state not in (in_force.PLANNED, in_force.SUSPENDED):
            raise NotPublishable(f"L'édition {planned.label} est {state} : rien à annuler.")
        held = editions.in_force_now()
        kept = list(held.parts.defer("content")) if held else []
        return freezing.save_and_follow(kept, held, author=author, note=note, cancels=planned)[0]


def check_cancel(number: int) -> None:
    """Raise what ``cancel`` would raise of the other planned editions, and write nothing.

    What takes seconds is kept for ``cancel``.
    """
    held = editions.in_force_now()
    say(WorkStage.PLANNED)
    freezing.check_planned(editions.contents_of(held), None, held, cancels=number)


@dataclass(frozen=True, slots=True)
class UndoableEdition:
    """An edition that can be undone: the last one to change some parts.

    Undoing it restores these ``parts``, and no other, from the ``former`` edition, which the public
    read just before: ``publisher.restore(former.number, only=parts)``.
    """

    edition: Edition
    former: Edition
    parts: frozenset[str]


def undoable_editions(codes: Collection[str]) -> list[UndoableEdition]:
    """Return the editions in force that last changed each of some parts, the newest first."""
    now = timezone.now()
    shown = [
        row.number
        for row in in_force.taking_force(editions.rows())
        if row.takes_effect_on is None or row.moment <= now
    ]
    held = _parts_of(codes)
    found: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for code in codes:
        for former, number in reversed([*pairwise(shown)]):
            was, is_now = held[former].get(code), held[number].get(code)
            if was != is_now:
                # A part that is published for the first time has nothing to go back to.
                if was is not None:
                    found[number, former].add(code)
                break
    rows = Edition.objects.select_related("author").in_bulk({one for pair in found for one in pair})
    return [
        UndoableEdition(rows[number], rows[former], frozenset(parts))
        for (number, former), parts in sorted(found.items(), reverse=True)
    ]


def _parts_of(codes: Collection[str]) -> defaultdict[int, dict[str, int]]:
    """Return {number of an edition: {code: key of its published part}}."""
    through = Edition.parts.through.objects.filter(publishedpart__code__in=codes)
    held: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for number, code, part in through.values_list(
        "edition_id", "publishedpart__code", "publishedpart_id"
    ):
        held[number][code] = part
    return held
