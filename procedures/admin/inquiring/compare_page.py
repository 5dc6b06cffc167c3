"""« Avant / après »: two waves of one kit side by side, with what the numbers cannot say."""

from procedures.inquiring.results import LEAST_FOR_SHARES, compared, result_of, waves_for
from procedures.rights import rights_of

from ..desk_page import need, page
from .overview import part_name


def compare_page(site, request):
    """Show two waves side by side. What one may not read is not found."""
    rights = rights_of(request)
    need(rights.parts)
    waves = list(waves_for(rights.parts))
    before, after = (_asked(request, name, waves) for name in ("avant", "apres"))
    context = {
        "title": "Avant / après",
        "waves": [(wave, part_name(wave.part)) for wave in waves],
        "before": before,
        "after": after,
        "least": LEAST_FOR_SHARES,
    }
    if before and after and before.kit_id != after.kit_id:
        context["differ"] = True
    elif before and after:
        results = result_of(before), result_of(after)
        context |= {
            "numbers": [one.number for one in results],
            "questions": compared(*results),
            "changed": before.content != after.content,
            "elsewhere": before.part != after.part,
        }
    return page(site, request, "admin/inquiring/compare.html", context)


def _asked(request, name, waves):
    asked = request.GET.get(name, "")
    return next((wave for wave in waves if str(wave.pk) == asked), None)
