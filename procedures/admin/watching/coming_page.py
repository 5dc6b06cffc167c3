"""The page « Ce qui change bientôt »: what begins and ends on the days to come."""

from django.utils import timezone

from procedures.drafting import versions as drafts
from procedures.drafting.links import Links
from procedures.drafting.measures.coming import coming
from procedures.drafting.places import part_of
from procedures.publishing.editions.in_memory import NoEdition, edition_in_force
from procedures.rights import rights_of

from ..addresses import ADDRESSES
from ..framing import by_entry, need, page

TEMPLATE = "admin/watching/coming.html"


def coming_page(site, request):
    """Show what the calendar changes in the working copy that an account sees."""
    rights = rights_of(request)
    need(rights.parts)
    version = drafts.draft(rights)
    context = {"title": "Ce qui change bientôt"}
    if version.rule_set is None:
        visible = [one for one in version.problems if rights.may_view(part_of(one))]
        return page(site, request, TEMPLATE, context | by_entry(visible))
    links = Links(version.rule_set, ADDRESSES)
    context["days"] = [
        (day, [(turn, *links.place(turn.place)) for turn in turns])
        for day, turns in coming(version.rule_set, timezone.localdate())
    ]
    return page(site, request, TEMPLATE, context)


def next_days():
    """Return [(day, number of changes)] of the three next days of the edition in force."""
    try:
        edition = edition_in_force()
    except NoEdition:
        return []
    found = coming(edition.rule_set, timezone.localdate())
    return [(day, len(turns)) for day, turns in found[:3]]
