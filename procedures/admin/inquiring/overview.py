"""The first page of inquiries: the kits that one may use, the waves that one may read."""

from django.utils import timezone

from procedures.inquiring.results import waves_for
from procedures.models import NATIONAL, Kit
from procedures.publishing.departments import department_names
from procedures.rights import rights_of

from ..desk_page import need, page


def inquiries_page(site, request):
    """Show the kits and the waves, the latest first."""
    rights = rights_of(request)
    need(rights.parts)
    context = {
        "title": "Enquêtes de terrain",
        "kits": [
            {"kit": kit, "part": part_name(kit.part), "mine": kit.part in rights.editable_parts}
            for kit in kits_for(rights)
        ],
        "waves": [
            {"wave": wave, "part": part_name(wave.part), "state": state_of(wave)}
            for wave in waves_for(rights.parts)
        ],
        "may_write": bool(rights.editable_parts),
        "may_open": bool(open_parts(rights)),
    }
    return page(site, request, "admin/inquiring/overview.html", context)


def kits_for(rights):
    """Return the kits that an account may fill: national ones, and those of its parts."""
    kits = Kit.objects.all()
    return kits if NATIONAL in rights.parts else kits.filter(part__in=[NATIONAL, *rights.parts])


def open_parts(rights):
    """Return the départements in which an account may open a wave."""
    return [part for part in rights.editable_parts if part != NATIONAL]


def part_name(part):
    return "toute la France" if part == NATIONAL else f"{department_names().get(part, '')} ({part})"


def state_of(wave):
    today = timezone.localdate()
    if today < wave.opens_on:
        return "à venir"
    return "ouverte" if today <= wave.closes_on else "finie"
