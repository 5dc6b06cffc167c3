"""The page of each dashboard: access, tabs, content."""

from django.http import Http404
from django.urls import reverse

from procedures.drafting.measures.completeness import completeness
from procedures.drafting.measures.findings import findings
from procedures.drafting.measures.freshness import freshness
from procedures.rights import rights_of

from ..addresses import ADDRESSES
from ..framing import need, page
from .editions import timeline
from .reception import reception
from .usage import usage
from .visits import visits


def _completeness(request, rights):
    return completeness(rights, request.GET.get("langue"), ADDRESSES)


def _freshness(request, rights):
    return freshness(rights)


def _findings(request, rights):
    return findings(rights, checks=bool(request.GET.get("controle")))


# {name in the address: (title, function that returns the context, template)}
BOARDS = {
    "completude": ("Ce que le catalogue a et n'a pas", _completeness, "completeness"),
    "fraicheur": ("Depuis quand les faits sont vérifiés", _freshness, "freshness"),
    "constats": ("Ce que le contrôle trouve", _findings, "findings"),
    "publications": ("Les publications des 12 derniers mois", timeline, "editions"),
    "usages": ("Ce que les personnes cherchent", usage, "usage"),
    "visites": ("Les visites évitées", visits, "visits"),
    "accueil": ("Les visites à l'accueil", reception, "reception"),
}
TABS = {
    "completude": "Complétude",
    "fraicheur": "Fraîcheur",
    "constats": "Constats",
    "publications": "Publications",
    "usages": "Usages",
    "visites": "Visites évitées",
    "accueil": "Visites à l'accueil",
}
FIRST = "completude"


def dashboard_page(site, request, board=FIRST):
    """Show one dashboard. It changes nothing."""
    rights = rights_of(request)
    need(rights.parts)
    if board not in BOARDS:
        raise Http404
    title, content, template = BOARDS[board]
    context = {"title": title, "tabs": _tabs(board), **content(request, rights)}
    return page(site, request, f"admin/dashboards/{template}.html", context)


def _tabs(current):
    return [
        (label, reverse("admin:desk_dashboard", args=[name]), name == current)
        for name, label in TABS.items()
    ]
