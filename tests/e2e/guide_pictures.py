"""The pictures of the guide's tasks that no other browser test opens; taken by ``make guide`` only.

Each is the top of a page, or of a place of it, as whoever does the task sees it. What needs acts
before is in ``guide_entries.py`` and ``guide_publishing.py``.
"""

import re

import pytest
from playwright.sync_api import expect

from .desk import ADMINISTRATION, AGENT, DESKTOP, EDITOR, open_first, open_made
from .guide import take

LISTS = "/admin/procedures"
# What a condition says before its questions, then its effects, have come.
NOT_YET = re.compile("Un instant : les questions arrivent|Recherche de ce que cela change")
STUDENT = f"{LISTS}/procedure/?q=etudiant_renouvellement"
# (name of the picture, address, the place that it shows, or "", what is pressed before)
PAGES = {
    AGENT: (
        ("accueil", "/admin/", ""),
        ("chercher", "/admin/chercher/?q=récépissé", ""),
        ("annonce", f"{LISTS}/notice/add/?closed=jour", ""),
        ("adapter", f"{LISTS}/override/add/", ""),
        ("plusieurs-demarches", "/admin/canaux/changer/", ""),
        ("personnes", f"{LISTS}/case/", ""),
        ("ce-qui-change", "/admin/ce-qui-change/", ""),
        ("tableaux", "/admin/tableaux-de-bord/", ""),
        (
            "signes",
            "/admin/tableaux-de-bord/completude/",
            ".desk-panel:has(h2:text('Démarche par'))",
        ),
        ("securite", "/compte/", ""),
        ("delai-publie", f"{LISTS}/waitingtime/", ""),
    ),
    EDITOR: (
        ("ecrire-demarche", "/admin/ecrire/", ""),
        ("traductions", "/admin/traductions/", ""),
        ("envoyer", "/admin/traductions/envoyer/", ""),
        ("dependances", "/admin/dependances/?noeud=famille:etudes", ""),
        ("garanties", f"{LISTS}/invariant/", ""),
        ("exemples", f"{LISTS}/exampleperson/", ""),
        ("papier-provisoire", f"{LISTS}/provisionalpaper/", ""),
        ("lettre-type", f"{LISTS}/letter/", ""),
        ("mot-d-un-site", f"{LISTS}/sitewording/", ""),
        ("site-de-depot", f"{LISTS}/onlineservice/", ""),
        ("sites", f"{LISTS}/approvedhost/", ""),
        ("preparation", f"{LISTS}/document/add/", "", "#id_draft"),
    ),
    ADMINISTRATION: (
        ("differences", "/admin/differences/", ""),
        ("a-reverifier", "/admin/a-reverifier/", ""),
        ("enquetes", "/admin/enquetes-de-terrain/", ""),
        ("accueil-postes", "/admin/postes-d-accueil/", ""),
        ("acces", f"{LISTS}/departmentmembership/add/", ""),
        ("journal", f"{LISTS}/securityevent/", ""),
        ("roles", f"{LISTS}/departmentmembership/", ""),
    ),
}
# The same of the first entry of a list.
ENTRIES = {
    AGENT: (
        ("lien", f"{LISTS}/channel/", ""),
        ("aide", f"{LISTS}/helper/", ""),
    ),
    EDITOR: (
        ("montant", f"{LISTS}/fee/", "#amounts-group"),
        ("orientation", f"{LISTS}/orientation/", ""),
        ("question", f"{LISTS}/question/", ""),
        ("piece", f"{LISTS}/document/", ""),
        ("cas", f"{LISTS}/case/", ""),
        ("autorite", f"{LISTS}/authority/", ""),
        ("sortir", f"{LISTS}/case/", "#attendu"),
        ("protege", f"{LISTS}/orientation/?q=sans+internet", ""),
        ("positions", STUDENT, "#stances-group", "#stances-0 summary"),
        ("delai", STUDENT, "#steps-1 .field-window_from", "#steps-1 summary"),
        ("cout", f"{LISTS}/procedure/?q=changement_adresse", "#costs-1", "#costs-1 summary"),
        ("dates-source", f"{LISTS}/fee/", "fieldset.collapse", "fieldset.collapse summary"),
        ("posee-a-la-fin", f"{LISTS}/question/?q=has_passport", ".field-early"),
        ("regle-datee", f"{LISTS}/orientation/?q=Protection+temporaire", ".field-starts_on"),
        ("utilisations", f"{LISTS}/document/?q=quittance", "", "a:text('Où est-ce utilisé')"),
        ("retirer", f"{LISTS}/document/?q=quittance", "", "a.deletelink"),
    ),
}


# The site of the tests has an address of numbers, which no reader has.
NAMED = """() => [...document.querySelectorAll("#content a")]
    .filter(link => link.textContent.includes(location.origin))
    .forEach(link => {
        link.textContent = link.textContent.replace(location.origin, "https://portail.example");
    })"""


def take_one(page, name, around, pressed):
    for place in pressed:
        page.locator(place).first.click()
        page.wait_for_load_state()
    expect(page.get_by_text(NOT_YET).locator("visible=true")).to_have_count(0)
    page.evaluate(NAMED)
    take(page, name, around=page.locator(around) if around else None)


@pytest.mark.parametrize("account", PAGES)
def test_pages_of_tasks_are_pictured(new_page, account):
    page = new_page(account, viewport=DESKTOP)
    for name, address, around, *pressed in PAGES[account]:
        open_made(page, address)
        take_one(page, name, around, pressed)


@pytest.mark.parametrize("account", ENTRIES)
def test_first_entries_of_tasks_are_pictured(new_page, account):
    page = new_page(account, viewport=DESKTOP)
    for name, address, around, *pressed in ENTRIES[account]:
        page.goto(address)
        open_first(page)
        take_one(page, name, around, pressed)
