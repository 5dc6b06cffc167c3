"""What planned editions do with an entry, and which changes they hold already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from procedures.engine.values.plain import Plain
from procedures.exchange.shapes import LISTS
from procedures.exchange.snapshots import INSIDE
from procedures.models import Edition
from procedures.publishing.content import content_now
from procedures.publishing.editions import in_force, planned, successors
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.kept import Kept
from procedures.publishing.parts import preparing
from procedures.publishing.parts.changes import EntryDiff, changed, changed_lines, words_of
from procedures.publishing.parts.items import entry_in
from procedures.publishing.parts.preparing import Contents

from ..history.rows import JournalPlace, entry_row, is_recorded, place_of
from ..versions import version_of
from ..words.changes import ChangeWords
from .labels import Labels
from .unpublished import Counted, counted, unpublished

DOES = {"modified": "change", "added": "ajoute", "removed": "retire"}
NAMES = "nomme"
MOST_NAMED = 3
# One for each state of the working copy, of the edition in force and of what is planned.
_left: Kept[Counted] = Kept(2)


@dataclass(frozen=True, slots=True)
class PlannedFor:
    """What an edition to come does with an entry: one of the words above, and what it touches.

    ``named`` are the values that it changes, or the entries that begin to name this one.
    """

    edition: Edition
    does: str
    named: tuple[str, ...] = ()


def planned_on(row: Model) -> list[PlannedFor]:
    """Return the editions to come that change an entry of a list, by its present name.

    ``planned_for`` says more, and takes much longer: it finds entries that were renamed since, and
    those that a plan begins to name.
    """
    if not is_recorded(row) or (place := place_of(row)).section not in (*LISTS, *INSIDE):
        return []
    found = []
    for one in editions.of_state(in_force.PLANNED):
        both = (editions.contents_of(each).get(place.part, {}) for each in (one.based_on, one))
        sides = (entry_in(part, place.section, place.name) for part in both)
        diff = EntryDiff(place.section, place.name, *sides)
        if diff.before != diff.after:
            found.append(PlannedFor(one, DOES[diff.kind]))
    return found


def planned_for(row: Model) -> list[PlannedFor]:
    """Return what the editions to come do with an entry, or with the one that a line is in."""
    waiting = editions.of_state(in_force.PLANNED)
    if not waiting or not is_recorded(row):
        return []
    place, whole = place_of(row), entry_row(row) == row
    return [each for one in waiting for each in _done_by(one, place, whole=whole)]


def _done_by(edition: Edition, place: JournalPlace, *, whole: bool) -> Iterator[PlannedFor]:
    published = editions.contents_of(editions.in_force_now())
    base, own = (
        preparing.in_names_of(published, editions.contents_of(one))
        for one in (edition.based_on, edition)
    )
    diffs = {
        code: changed(base.get(code) or {}, content)
        for code, content in successors.changes_of(base, own).items()
    }
    known = (place.section, place.name)
    for diff in diffs.get(place.part, ()):
        if (diff.section, diff.name) == known:
            values = _values(diff, base, own) if diff.kind == "modified" else ()
            yield PlannedFor(edition, DOES[diff.kind], values)
            return
    # Only entries of the national lists are named by others.
    if whole and place.section in LISTS:
        naming = [
            one for each in diffs.values() for one in each if place.name in words_of(one.after)
        ]
        if naming:
            labels = Labels(preparing.join(base), preparing.join(own))
            yield PlannedFor(edition, NAMES, _first(map(labels.of, naming)))


def _values(diff: EntryDiff, base: Contents, own: Contents) -> tuple[str, ...]:
    words = ChangeWords(version_of(base), version_of(own))
    return _first(one.label.split(" › ")[0] for one in words.differences(diff))


def _first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))[:MOST_NAMED]


def planned_days(part: str, diffs: Iterable[EntryDiff]) -> dict[str, date]:
    """Return {key of a change: day} of the changes that are planned as they are written now."""
    listed, found = list(diffs), dict[str, date]()
    working = content_now().by_part.get(part)
    if not listed or working is None:
        return found
    for day, content in _planned(part):
        left = {(one.section, one.mark) for one in changed(content, working)}
        for diff in listed:
            if (diff.section, diff.mark) not in left:
                found.setdefault(diff.key, day)
    return found


def left_to_publish(part: str) -> list[EntryDiff]:
    """Return what publishing a part would change, without what is planned as it is written now."""
    changes = unpublished(part)
    for _, content in _planned(part) if changes else ():
        others = {one.key for one in changed_lines(content, content_now().by_part[part])}
        changes = [one for one in changes if one.key in others]
    return changes


def counted_to_publish() -> Counted:
    """Return ``counted()`` without what is planned as it is written now."""
    found, in_public = counted(), editions.in_force_now()
    listed = editions.of_state(in_force.PLANNED) if found else []
    if not listed or in_public is None:
        return found
    key = (content_now().digest, in_public.number, *(one.number for one in listed))
    return _left.get(key, lambda: {part: len(left_to_publish(part)) for part in found})


def _planned(part: str) -> Iterator[tuple[date, Plain]]:
    """Yield (day, content of the part) of each planned edition that changes it."""
    for edition in editions.of_state(in_force.PLANNED):
        for one in planned.parts_of(edition):
            if one.code == part and edition.takes_effect_on is not None:
                yield edition.takes_effect_on, one.content
