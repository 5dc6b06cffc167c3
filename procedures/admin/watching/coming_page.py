"""The page « Ce qui change bientôt »: what begins and ends on the days to come."""

from collections import defaultdict

from django.utils import timezone

from procedures.drafting import versions as drafts
from procedures.drafting.comparing.unpublished import still_coming
from procedures.drafting.links import Links
from procedures.drafting.measures.coming import coming
from procedures.exchange.labels import entry_label
from procedures.exchange.parts import part_of_file
from procedures.publishing.editions import in_force
from procedures.publishing.editions import stored as editions
from procedures.publishing.editions.in_memory import NoEdition, edition_in_force
from procedures.rights import rights_of

from ..addresses import ADDRESSES
from ..desk_page import by_entry, need, page, visible_problems

TEMPLATE = "admin/watching/coming.html"
# Where a line is read, if it is not in one's work.
PUBLISHED, WITHDRAWN = "publié", "fiche retirée de votre travail, à publier"


def coming_page(site, request):
    """Show what the calendar changes in the working copy that an account sees.

    The parts that it does not see are shown as they are published.
    """
    rights = rights_of(request)
    need(rights.parts)
    version = drafts.draft(rights)
    context = {
        "title": "Ce qui change bientôt",
        "planned": editions.of_state(in_force.PLANNED),
    }
    if version.rule_set is None:
        context |= by_entry(visible_problems(version.problems, rights))
        return page(site, request, TEMPLATE, context)
    today, found = timezone.localdate(), defaultdict(list)
    links = Links(version.rule_set, ADDRESSES)
    for day, turns in coming(version.rule_set, today):
        found[day] += [_listed(turn, links, rights) for turn in turns]
    for day, turns in still_coming(rights.visible_parts, today):
        found[day] += [(turn, _sort(turn), "", WITHDRAWN) for turn in turns]
    context["days"] = sorted(found.items())
    context["others"] = any(one[3] == PUBLISHED for listed in found.values() for one in listed)
    return page(site, request, TEMPLATE, context)


def _listed(turn, links, rights):
    """Return (turn, its words, its page or nothing, where it is read if not in one's work).

    The rows of the working copy are not those of what is published: no page is given then.
    """
    part = part_of_file(turn.place.file)
    if part in rights.visible_parts:
        return turn, *links.place(turn.place), ""
    return turn, f"{_sort(turn)} ({part})", "", PUBLISHED


def _sort(turn):
    """Return what sort of entry a turn is about, whichever version has it."""
    folder, path = turn.place.file.split("/")[0].removesuffix(".yaml"), turn.place.path.split(".")
    return entry_label(path[0] if folder == "departements" else folder)


def next_days():
    """Return [(day, number of changes)] of the three next days of the edition in force."""
    try:
        edition = edition_in_force()
    except NoEdition:
        return []
    found = coming(edition.rule_set, timezone.localdate())
    return [(day, len(turns)) for day, turns in found[:3]]
