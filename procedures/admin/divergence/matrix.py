"""The page « Différences entre départements »: a matrix, and one procedure in full."""

from django.utils import timezone

from procedures.drafting import versions as drafts
from procedures.drafting.comparing.departments import differences
from procedures.drafting.places import part_of
from procedures.models import NATIONAL, Department
from procedures.publishing.parts.families import family_title, family_titles
from procedures.rights import rights_of

from ..addresses import ADDRESSES
from ..framing import by_entry, need, page
from ..waiting import DEPARTMENTS, begin, waiting_page


def divergence_page(site, request):
    """Show what départements say differently. ``demarche`` names the procedure to show in full."""
    rights = rights_of(request)
    need(rights.parts)
    version = drafts.draft(rights)
    context = {"title": "Différences entre départements"}
    if version.rule_set is None:
        visible = [one for one in version.problems if rights.may_view(part_of(one))]
        return page(site, request, "admin/divergence/page.html", context | by_entry(visible))
    today = timezone.localdate()
    key = ("divergence", version.digest, today)
    work = begin(request.user.pk, key, lambda: differences(version, today, ADDRESSES), DEPARTMENTS)
    if not work.finished:
        return waiting_page(site, request, context["title"], work)
    found = work.result()
    names = dict(Department.objects.values_list("code", "name_fr"))
    codes = sorted(found.codes, key=lambda code: (code not in rights.parts, code))
    chosen = version.rule_set.procedures.get(request.GET.get("demarche", ""))
    context |= {
        "departments": [(code, names.get(code, "")) for code in codes],
        "families": list(_families(found, codes)),
        "alike": _without(version.rule_set, found),
        "others": list(_others(version.rule_set, codes)),
        "chosen": chosen,
        "rows": found.of(chosen.id) if chosen else [],
    }
    return page(site, request, "admin/divergence/page.html", context)


def _families(found, codes):
    """Yield (title of a family, [(procedure, cells by département)]) of the differences."""
    differing = {key for key, _ in found.cells}
    procedures = found.rule_set.procedures.values()
    order = [*family_titles(), *sorted({one.family for one in procedures})]
    for family in dict.fromkeys(order):
        own = [one for one in procedures if one.family == family and one.id in differing]
        rows = [
            (one, [(code, found.cells.get((one.id, code), [])) for code in codes])
            for one in sorted(own, key=lambda one: one.rank)
        ]
        if rows:
            yield family_title(family), rows


def _without(rule_set, found):
    """Return the number of procedures that are the same everywhere."""
    return len(rule_set.procedures) - len({key for key, _ in found.cells})


def _others(rule_set, codes):
    """Yield (label, national number, [(département, its number)]) for lists of local entries."""
    for name, label in (
        ("sites", "Lieux d'accueil"),
        ("notices", "Annonces"),
        ("helpers", "Aides de proximité"),
    ):
        counts = {code: len(getattr(rule_set.departments[code], name)) for code in codes}
        national = rule_set.departments.get(NATIONAL)
        yield label, len(getattr(national, name)) if national else 0, list(counts.items())
