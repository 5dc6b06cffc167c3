"""The pictures of the guide's tasks that no other browser test opens; taken by ``make guide`` only.

Each is the top of a page, or of a place of it, as whoever does the task sees it.
"""

import pytest

from .desk import ADMINISTRATION, AGENT, DESKTOP, EDITOR, open_first, open_made
from .guide import take

LISTS = "/admin/procedures"
# (name of the picture, address, the place that it shows, or "")
PAGES = {
    AGENT: (
        ("accueil", "/admin/", ""),
        ("chercher", "/admin/chercher/?q=récépissé", ""),
        ("annonce", f"{LISTS}/notice/add/", ""),
        ("adapter", f"{LISTS}/override/add/", ""),
        ("demander", "/admin/demander/?q=quittance", ""),
        ("plusieurs-demarches", "/admin/canaux/changer/", ""),
        ("personnes", f"{LISTS}/case/", ""),
        ("ce-qui-change", "/admin/ce-qui-change/", ""),
        ("tableaux", "/admin/tableaux-de-bord/", ""),
    ),
    EDITOR: (
        ("ecrire-demarche", "/admin/ecrire/", ""),
        ("traductions", "/admin/traductions/", ""),
        ("envoyer", "/admin/traductions/envoyer/", ""),
        ("garanties", f"{LISTS}/invariant/", ""),
        ("exemples", f"{LISTS}/exampleperson/", ""),
        ("sites", f"{LISTS}/approvedhost/", ""),
    ),
    ADMINISTRATION: (
        ("acces", f"{LISTS}/departmentmembership/add/", ""),
        ("journal", f"{LISTS}/securityevent/", ""),
    ),
}
# The same of the first entry of a list.
ENTRIES = {
    AGENT: (
        ("horaires", f"{LISTS}/site/", ".field-weekly_hours"),
        ("lien", f"{LISTS}/channel/", ""),
        ("aide", f"{LISTS}/helper/", ""),
    ),
    EDITOR: (
        ("montant", f"{LISTS}/fee/", "#amounts-group"),
        ("orientation", f"{LISTS}/orientation/", ""),
        ("question", f"{LISTS}/question/", ""),
        ("piece", f"{LISTS}/document/", ""),
        ("cas", f"{LISTS}/case/", ""),
    ),
}


def take_one(page, name, around):
    take(page, name, around=page.locator(around) if around else None)


@pytest.mark.parametrize("account", PAGES)
def test_pages_of_tasks_are_pictured(new_page, account):
    page = new_page(account, viewport=DESKTOP)
    for name, address, around in PAGES[account]:
        open_made(page, address)
        take_one(page, name, around)


@pytest.mark.parametrize("account", ENTRIES)
def test_first_entries_of_tasks_are_pictured(new_page, account):
    page = new_page(account, viewport=DESKTOP)
    for name, address, around in ENTRIES[account]:
        page.goto(address)
        open_first(page)
        take_one(page, name, around)
