"""Which changes of the working copy a planned edition holds already, and from which day."""

from collections.abc import Iterable, Iterator
from datetime import date

from procedures.engine.values.plain import Plain
from procedures.publishing.content import content_now
from procedures.publishing.editions import in_force, planned
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.kept import Kept
from procedures.publishing.editions.proposed import mark_of
from procedures.publishing.parts.changes import ContentChange, changes_between
from procedures.publishing.parts.merging import Met, changed

from .unpublished import Counted, counted, unpublished

# One for each state of the working copy, of the edition in force and of what is planned.
_left: Kept[Counted] = Kept(2)


def planned_days(part: str, mets: Iterable[Met]) -> dict[str, date]:
    """Return {key of a change: day} of the changes that are planned as they are written now."""
    listed, found = list(mets), dict[str, date]()
    working = content_now().by_part.get(part)
    if not listed or working is None:
        return found
    for day, content in _planned(part):
        left = {(one.section, mark_of(one)) for one in changed(content, working)}
        for met in listed:
            if (met.section, mark_of(met)) not in left:
                found.setdefault(met.key, day)
    return found


def left_to_publish(part: str) -> list[ContentChange]:
    """Return what publishing a part would change, without what is planned as it is written now."""
    changes = unpublished(part)
    for _, content in _planned(part) if changes else ():
        others = changes_between(content, content_now().by_part[part])
        changes = [one for one in changes if any(_is_same(one, other) for other in others)]
    return changes


def counted_to_publish() -> Counted:
    """Return ``counted()`` without what is planned as it is written now."""
    found, in_public = counted(), editions.in_force()
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


def _is_same(one: ContentChange, other: ContentChange) -> bool:
    """Tell whether two changes are of one entry."""
    return (one.section, one.name) == (other.section, other.name)
