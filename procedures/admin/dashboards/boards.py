"""The page of each dashboard: access, tabs, content."""

from django.http import Http404
from django.urls import reverse

from procedures.drafting.measures.completeness import completeness
from procedures.rights import rights_of

from ..addresses import ADDRESSES
from ..desk_page import need, page
from .reception import reception
from .usage import usage
from .visits import visits

# {name in the address: (tab, title, function that returns the context, template)}
BOARDS = {
    "completude": (
        "Complétude",
        "Ce que le catalogue a et n'a pas",
        lambda request, rights: completeness(rights, request.GET.get("langue"), ADDRESSES),
        "completeness",
    ),
    "usages": ("Usages", "Ce que les personnes cherchent", usage, "usage"),
    "visites": ("Visites évitées", "Les visites évitées", visits, "visits"),
    "accueil": ("Visites à l'accueil", "Les visites à l'accueil", reception, "reception"),
}
FIRST = "completude"


def dashboard_page(site, request, board=FIRST):
    """Show one dashboard. It changes nothing."""
    rights = rights_of(request)
    need(rights.parts)
    if board not in BOARDS:
        raise Http404
    _, title, content, template = BOARDS[board]
    context = {"title": title, "tabs": _tabs(board), **content(request, rights)}
    return page(site, request, f"admin/dashboards/{template}.html", context)


def _tabs(current):
    return [
        (label, reverse("admin:desk_dashboard", args=[name]), name == current)
        for name, (label, *_) in BOARDS.items()
    ]
