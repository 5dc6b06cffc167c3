"""A search of a list that finds nothing there: what the national content says, and who keeps it."""

from django.urls import reverse
from django.utils.http import urlencode

from procedures.drafting.searching.texts import LINKS, search
from procedures.drafting.team import national_team
from procedures.models import NATIONAL
from procedures.rights import rights_of

from .search_page import place_of

MOST_SHOWN = 5


class TellsNational:
    """A list of what départements say. Most of their links and texts are the nation's."""

    def changelist_view(self, request, extra_context=None):
        response = super().changelist_view(request, extra_context)
        listed = (getattr(response, "context_data", None) or {}).get("cl")
        if listed is not None and listed.query and not listed.result_count:
            response.context_data |= _national(rights_of(request), listed.query)
        return response


def _national(rights, query):
    """Return what the list shows of the national content, for those who do not write it."""
    if NATIONAL in rights.editable_parts:
        return {}
    found = search(query, lambda part: part == NATIONAL and rights.may_view(part))
    # A search for an address means to change the link.
    found.sort(key=lambda one: one.kind != LINKS)
    return {
        "desk_national": [place_of(rights, one) for one in found[:MOST_SHOWN]],
        "desk_national_count": len(found),
        "desk_national_url": f"{reverse('admin:desk_search')}?{urlencode({'q': query})}",
        "desk_team": national_team(),
    }
