"""Which editions to come change an entry: it is said on the form of the entry, at little cost."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from procedures.exchange.shapes import LISTS
from procedures.models import Edition
from procedures.publishing.editions import in_force
from procedures.publishing.editions import stored as editions
from procedures.publishing.parts.cutting import Contents

from ..history.rows import JournalPlace, entry_row, is_recorded, place_of
from .planned_for import ADDS, CHANGES, REMOVES, PlannedFor


def planned_on(row: Model) -> list[PlannedFor]:
    """Return the editions to come that change an entry of the national lists, by its present name.

    ``planned_for`` says more, and takes much longer: it finds entries that were renamed since,
    those of a département, and those that a plan begins to name.
    """
    if not is_recorded(row) or (place := place_of(entry_row(row))).section not in LISTS:
        return []
    found = ((one, _does(one, place)) for one in editions.of_state(in_force.PLANNED))
    return [PlannedFor(one, does) for one, does in found if does]


def _does(edition: Edition, place: JournalPlace) -> str:
    was, will = (_entry_in(editions.contents_of(one), place) for one in (edition.based_on, edition))
    if was == will:
        return ""
    return ADDS if was is None else REMOVES if will is None else CHANGES


def _entry_in(contents: Contents, place: JournalPlace) -> Any:
    listed = contents.get(place.part, {}).get(place.section) or []
    names = ("key", "id")
    return next((one for one in listed if place.name in map(one.get, names)), None)
