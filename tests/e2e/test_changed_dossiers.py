"""An association that the desk opens keeps five dossiers; an edition changes two of them."""

from collections import defaultdict

import pytest

from .desk import ADMINISTRATION, AGENT, DESKTOP, open_made, wait_for_public
from .guide import ASSOCIATION, take
from .test_dossiers import join, save
from .walk import PLACE, Walk, case

# Who asks for a document for their child in the 82, and others whom no paper of it is about.
CHANGED = "dcem_enfant_d_europeen_gratuit"
OTHERS = (
    "francais_pas_citoyen_europeen_de_la_carte",
    "saisonniere_sans_visa_de_long_sejour",
    "etudiante_senegalaise_mariee_beziers_heberge_sans_passeport",
)
ADDED = """
from procedures.models import Department, Document, Override, Procedure
here = Department.objects.get(code="82")
made = Override.objects.create(department=here, procedure=Procedure.objects.get(key="dcem"))
made.add_documents.create(document=Document.objects.get(key="quittance_loyer"))
"""
TIDY = """
from procedures.models import Override
Override.objects.filter(department__code="82", procedure__key="dcem").delete()
"""


def opened_at_the_desk(page, looks_right):
    """Open an association as a national administrator, and return its first link."""
    page.goto("/admin/associations/")
    page.fill("#id_name", "La Digue")
    page.fill("#id_departments", "82, 34")
    page.fill("#id_email", "digue@exemple.org")
    looks_right(page)
    page.get_by_role("button", name="Ouvrir et préparer l'invitation").click()
    link = page.locator("#lien").input_value()
    looks_right(page)
    return link


def consult(page, name):
    """Begin a consultation for a person of the catalogue, and answer all."""
    page.goto("/dossiers/")
    page.locator("form[action$='/nouveau/'] button").click()
    page.wait_for_url(PLACE)
    # What a case leaves out are questions about papers, which may be passed.
    return Walk(page, "fr", defaultdict(lambda: None, case(name)["answers"]))


def answer_again(page, name):
    """Answer what a copy leaves out, if these questions are asked of this person."""
    go_on = page.get_by_role("link", name="Continuer")
    if go_on.count():
        go_on.click()
        page.wait_for_url(lambda address: not address.endswith("/verifier/"))
        Walk(page, "fr", defaultdict(lambda: None, case(name)["answers"])).answer_all()


def pictured(page):
    """Take a picture of a question that tells who helps how to ask it."""
    if "/goal/" in page.url:
        assert "Pour vous qui aidez" in page.inner_text("main")
        take(page, "association-question", ASSOCIATION)


def publish(page):
    open_made(page, "/admin/publier/")
    page.fill("[name=note]", "La quittance est demandée.")
    page.locator(".submit-row button[value=publier]").click()
    page.wait_for_selector(".success")


def marked(page):
    """Return how many dossiers the list marks."""
    page.goto("/dossiers/")
    return page.locator(".rows__row", has_text="Changé").count()


# Two publications: a third of what the desk takes; test_reviewing.py changes the same on less.
@pytest.mark.whole
def test_an_edition_changes_two_of_five_dossiers(site, new_page, looks_right):
    desk, page = new_page(ADMINISTRATION, viewport=DESKTOP), new_page()
    join(page, opened_at_the_desk(desk, looks_right), "Dina", "digue@exemple.org")
    consult(page, CHANGED).answer_all(visit=pictured)
    save(page, "D-1")
    page.get_by_role("link", name="une autre personne du foyer").click()
    looks_right(page)
    for box in page.locator("[name=shared]").all():
        box.check()
    page.get_by_role("button", name="Commencer").click()
    page.wait_for_url("**/verifier/")
    answer_again(page, CHANGED)
    save(page, "D-2")
    for number, name in enumerate(OTHERS, start=3):
        consult(page, name).answer_all()
        save(page, f"D-{number}")
    assert marked(page) == 0

    agent = new_page(AGENT, viewport=DESKTOP)
    site.manage("shell", "-c", ADDED)
    try:
        publish(agent)
        wait_for_public(agent, "quittance", shown=True)
        assert marked(page) == 2
        take(page, "association-liste", ASSOCIATION)
        looks_right(page)
        page.goto("/dossiers/semaine/")
        take(page, "association-semaine", ASSOCIATION)
        for reference in ("D-1", "D-2"):
            page.goto("/dossiers/")
            # The family of a dossier is called by its first reference too.
            own = page.locator("a[href*='/dossiers/dossier/']:not([href$='/famille/'])")
            own.filter(has_text=reference).click()
            page.wait_for_url("**/dossiers/dossier/**")
            told = page.locator("[aria-labelledby=change]")
            assert "quittance" in told.inner_text().lower()
            take(page, "association-changement", ASSOCIATION, around=told)
            looks_right(page)
            page.get_by_role("button", name="J’ai lu ce changement").click()
            page.wait_for_selector("[role=status]:has-text('Enregistré.')")
        assert marked(page) == 0
    finally:
        site.manage("shell", "-c", TIDY)
        publish(agent)
