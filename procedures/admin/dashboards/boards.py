"""The page of each dashboard: access, tabs, content."""

from django.http import Http404
from django.urls import reverse

from procedures.drafting.measures.checks import check_of
from procedures.drafting.measures.completeness import completeness
from procedures.drafting.measures.findings import findings
from procedures.drafting.measures.freshness import freshness
from procedures.rights import rights_of

from ..addresses import ADDRESSES
from ..desk_page import need, page
from ..waiting import waiting_page
from .reception import reception
from .usage import usage
from .visits import visits

# Asks for the check, which takes seconds, where it is not made yet.
CHECKED = "controle"
# {name in the address: (tab, title, function that returns the context, template)}
BOARDS = {
    "completude": (
        "Complétude",
        "Ce que le catalogue a et n'a pas",
        lambda request, rights: completeness(rights, request.GET.get("langue"), ADDRESSES),
        "completeness",
    ),
    "fraicheur": (
        "Fraîcheur",
        "Depuis quand les faits sont vérifiés",
        lambda request, rights: freshness(rights),
        "freshness",
    ),
    "constats": (
        "Constats",
        "Ce que le contrôle trouve",
        lambda request, rights: findings(rights, checks=CHECKED in request.GET),
        "findings",
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
    if CHECKED in request.GET:
        work = check_of(request.user)
        if not work.finished:
            return waiting_page(site, request, title, work)
        # What is found is kept: the content finds it there.
        work.result()
    context = {"title": title, "tabs": _tabs(board), **content(request, rights)}
    return page(site, request, f"admin/dashboards/{template}.html", context)


def _tabs(current):
    return [
        (label, reverse("admin:desk_dashboard", args=[name]), name == current)
        for name, (label, *_) in BOARDS.items()
    ]
