"""The page « Nos papiers et les fiches »: where our lists differ, and why that is right."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils import timezone

from procedures.models import NATIONAL, Procedure
from procedures.rights import rights_of
from procedures.watching.kinds import statements
from procedures.watching.paper_gaps import justify, paper_gaps

from ..addresses import ADDRESSES
from ..desk_page import need, page

GAPS_A_PAGE = 15
LONGEST = 500


def paper_gaps_page(site, request):
    """Show each difference; POST keeps the reason for one."""
    rights = rights_of(request)
    need(rights.may_view(NATIONAL))
    gaps = paper_gaps(statements(timezone.localdate()))
    may_edit = rights.may_edit(NATIONAL, Procedure)
    if request.method == "POST":
        need(may_edit)
        messages.add_message(request, *_kept(request, gaps))
        return redirect("admin:desk_paper_gaps")
    pages = Paginator(gaps, GAPS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Nos papiers et les fiches officielles",
        "shown": [(one, ADDRESSES.of(one.procedure)) for one in pages],
        "pages": pages,
        "count": len(gaps),
        "left": sum(not one.reason for one in gaps),
        "may_edit": may_edit,
        "longest": LONGEST,
    }
    return page(site, request, "admin/watching/paper_gaps.html", context)


def _kept(request, gaps):
    key, ours = request.POST.get("ecart", ""), request.POST.get("empreinte", "")
    gap = next((one for one in gaps if (one.key, one.ours) == (key, ours)), None)
    reason = " ".join(request.POST.get("raison", "").split())
    if gap is None:
        return messages.WARNING, "Une des deux listes a changé : relisez la différence."
    if not reason or len(reason) > LONGEST:
        return messages.ERROR, f"Rien n'est noté : écrivez la raison, en {LONGEST} signes au plus."
    justify(gap, reason, request.user)
    return messages.SUCCESS, "C'est noté, jusqu'au prochain changement d'une des deux listes."
