"""What planned editions do with one entry: it is said before somebody removes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model

from procedures.exchange.shapes import LISTS
from procedures.exchange.snapshots import Entry, take_snapshot
from procedures.models import Edition
from procedures.publishing.editions import in_force, successors
from procedures.publishing.editions import stored as editions
from procedures.publishing.parts import cutting as parts
from procedures.publishing.parts.cutting import Contents
from procedures.publishing.parts.items import DEPARTMENT
from procedures.publishing.parts.merging import Met, changed
from procedures.publishing.parts.taking import words_of

from ..history.rows import entry_row, is_recorded, place_of
from ..versions import version_of
from ..words.changes import ChangeWords
from .boxes import change_made
from .labels import Labels

CHANGES, ADDS, REMOVES, NAMES = "change", "ajoute", "retire", "nomme"
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class PlannedFor:
    """What an edition to come does with an entry: one of the words above, and what it touches.

    ``named`` are the values that it changes, or the entries that begin to name this one.
    """

    edition: Edition
    does: str
    named: tuple[str, ...] = ()


def planned_for(row: Model) -> list[PlannedFor]:
    """Return what the editions to come do with an entry, or with the one that a line is in."""
    waiting = editions.of_state(in_force.PLANNED)
    standing = _standing(row) if waiting else None
    if standing is None:
        return []
    whole = entry_row(row) == row
    return [told for one in waiting for told in _told(one, standing, whole=whole)]


def _standing(row: Model) -> Entry | None:
    if not is_recorded(row):
        return None
    place = place_of(row)
    found = (one for one in take_snapshot() if one.section == place.section)
    return next((one for one in found if one.row == place.row.pk), None)


def _told(edition: Edition, standing: Entry, *, whole: bool) -> Iterator[PlannedFor]:
    published = editions.contents_of(editions.in_force())
    base, own = (
        parts.in_names_of(published, editions.contents_of(one))
        for one in (edition.based_on, edition)
    )
    ours = successors.changes_of(base, own)
    part = standing.part
    name = "" if standing.section == DEPARTMENT else standing.name
    if part in ours:
        known = (standing.section, name)
        mets = changed(base.get(part) or {}, ours[part])
        met = next((one for one in mets if (one.section, one.name) == known), None)
        if met is not None:
            does = ADDS if met.base is None else REMOVES if met.ours is None else CHANGES
            yield PlannedFor(edition, does, _values(met, base, own) if does == CHANGES else ())
            return
    # Only entries of the national lists are named by others.
    if whole and standing.section in LISTS:
        mets = [one for code in ours for one in changed(base.get(code) or {}, ours[code])]
        naming = [one for one in mets if name in words_of(one.ours)]
        if naming:
            labels = Labels(parts.join(base), parts.join(own))
            told = dict.fromkeys(labels.of(change_made(one)) for one in naming)
            yield PlannedFor(edition, NAMES, tuple(told)[:MOST_NAMED])


def _values(met: Met, base: Contents, own: Contents) -> tuple[str, ...]:
    words = ChangeWords(version_of(base), version_of(own))
    labels = [one.label.split(" › ")[0] for one in words.differences(change_made(met))]
    return tuple(dict.fromkeys(labels))[:MOST_NAMED]
