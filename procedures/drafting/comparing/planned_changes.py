"""Which changes of the working copy a planned edition holds already, and from which day."""

from collections.abc import Iterable
from datetime import date

from procedures.publishing.content import content_now
from procedures.publishing.editions import in_force, planned
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.proposed import mark_of
from procedures.publishing.parts.merging import Met, changed


def planned_days(part: str, mets: Iterable[Met]) -> dict[str, date]:
    """Return {key of a change: day} of the changes that are planned as they are written now."""
    listed, found = list(mets), dict[str, date]()
    working = content_now().by_part.get(part)
    if not listed or working is None:
        return found
    for edition in editions.of_state(in_force.PLANNED):
        content = next((one.content for one in planned.parts_of(edition) if one.code == part), None)
        if content is None or edition.takes_effect_on is None:
            continue
        left = {(one.section, mark_of(one)) for one in changed(content, working)}
        for met in listed:
            if (met.section, mark_of(met)) not in left:
                found.setdefault(met.key, edition.takes_effect_on)
    return found
