"""The publications that may be undone one by one, whatever others published after them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from django.utils import timezone

from procedures.models import Edition

from . import in_force
from . import stored as editions


@dataclass(frozen=True, slots=True)
class Undo:
    """An edition that was the last to change some parts, and the one that the public read before.

    ``parts`` are the codes of those that go back: what others published stays.
    """

    edition: Edition
    former: Edition
    parts: frozenset[str]


def undoings(codes: Collection[str]) -> list[Undo]:
    """Return the last publication of each of some parts, the newest first."""
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
        Undo(rows[number], rows[former], frozenset(parts))
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
