"""A procedure from nothing to the public: by who writes it, then by who publishes it, counted."""

import re

import pytest
from playwright.sync_api import expect

from .desk import DESKTOP, EDITOR, PUBLISHED, open_made
from .guide import take
from .hands import Keyboard, Touch, hands_on

WRITER = "edition@guichet.example"
SCREEN = {"width": 390, "height": 844}
TITLE = "Rester plus longtemps pour un stage à la ferme"
# The pages that the guide shows.
PICTURED = {"papiers": "pages-d-une-demarche", "relire": "proposer-demarche"}


def press(do, name, role="button", within=None, wait=None):
    place = (within or do.page).get_by_role(role, name=name)
    do.press(place.first)
    if wait:
        do.page.wait_for_url(wait)
    do.page.wait_for_load_state()


def fill(do, selector, text):
    do.write(do.page.locator(selector).first, text)


def choose(do, selector, **option):
    do.choose(do.page.locator(selector).first, **option)


def goes_on(do, name):
    press(do, "Enregistrer et continuer", wait=f"**/{name}/**")


def begins(do):
    press(do, "Écrire une démarche", role="link", wait="**/ecrire/")
    fill(do, "#id_title", TITLE)
    choose(do, "#id_family", value="etudes")
    fill(do, "#id_summary", "Vous faites un stage dans une ferme. Vous voulez le finir.")
    press(do, "Commencer", wait="**/pour-qui/")


def says_whom(do):
    for word in ("bhoutan", "études"):
        field = do.page.get_by_label("Ajouter : tapez le mot des gens")
        options = do.page.locator("[role=listbox] [role=option]")
        do.pick(field, word, options.filter(has_text=re.compile("nationalité|raison")).first)
    expect(do.page.locator(".condition__sentence").first).to_contain_text("Bhoutan")
    do.search(do.page.locator(".field-after"), "devant toutes")
    goes_on(do, "papiers")


def asks_papers(do):
    for word in ("passeport", "photo"):
        fill(do, "#mots", word)
        press(do, "Chercher", within=do.page.locator("#chercher"))
        do.page.locator(".writing__found li").first.wait_for()
        press(do, re.compile("^Ajouter"), within=do.page.locator("#chercher"))
        do.page.wait_for_selector(".messagelist .success")
    do.press(do.page.locator("summary", has_text="Créer un papier"))
    fill(do, "#id-nouveau", "Lettre de la ferme")
    fill(do, "#id-explication", "La ferme y écrit la date de fin du stage.")
    press(do, "Créer et demander ce papier")
    expect(do.page.locator("#documents-group .desk-line")).to_have_count(3)
    goes_on(do, "etapes")


def tells_the_rest(do):
    fill(do, "[name=steps-0-text_fr]", "Déposez la demande avant la fin de votre carte.")
    choose(do, "[name=steps-0-place]", value="canal")
    goes_on(do, "quand")
    fill(do, "[name=steps-0-window_from_count]", "4")
    choose(do, "[name=steps-0-window_from_fact]", value="expiry_date")
    fill(do, "[name=steps-0-window_to_count]", "2")
    choose(do, "[name=steps-0-window_to_fact]", value="expiry_date")
    fill(do, "[name=steps-0-late_fr]", "Allez au guichet aujourd'hui.")
    goes_on(do, "prix")
    choose(do, "[name=costs-0-fee]", index=1)
    goes_on(do, "ou")
    press(do, "Dire une autre façon", role="link")
    choose(do, "#id_kind", value="counter")
    fill(do, "#id_instructions_fr", "Allez au guichet de la préfecture.")
    goes_on(do, "suite")
    goes_on(do, "carte")
    expect(do.page.locator("[name=stances-1-stance]")).to_have_value("en_retard")
    goes_on(do, "source")
    fill(do, "#id_source_reference", "CESEDA L. 426-23")
    fill(do, "#id_source_dated", "2026")
    press(do, "Aujourd", role="link")
    choose(do, "#id_confidence", value="medium")
    goes_on(do, "personnes")


def finds_people(do):
    people = ("Tenzin, 22 ans, Bhoutanaise, en stage", "Karma, 24 ans, Bhoutanais, en stage")
    for number, persona in enumerate(people):
        fill(do, "#personne", "étudiante marocaine" if number else "étudiant")
        press(do, "Chercher", within=do.page.locator("#chercher"))
        press(do, re.compile("^Ouvrir"), within=do.page.locator("#chercher"))
        choose(do, "#q-nationality", value="BT")
        fill(do, "#persona", persona)
        press(do, re.compile("^Garder.*: elle l'obtient$"))
        do.page.locator(f"#choisies li:has-text('{persona}')").wait_for()
    press(do, re.compile("^Prendre"))
    expect(do.page.locator("#choisies .desk-kind--added")).to_have_count(5)  # 2 counts, 3 persons.
    goes_on(do, "relire")


def tried_in_essayer(page):
    page.goto("/admin/essayer/")
    page.fill("#cas", "Tenzin, 22 ans, Bhoutanaise, en stage")
    page.locator(".tryout__open button").press("Enter")
    page.locator(".tryout__procedure", has_text=TITLE).first.wait_for()


@pytest.fixture
def tidy(site, new_page):
    """Take away at the end what was written: the site is the same for all."""
    yield
    code = (
        "from procedures.models import *; "
        f"row = Procedure.objects.filter(title_fr={TITLE!r}).first(); "
        "Channel.objects.filter(procedures__procedure=row).delete(); "
        "Case.objects.filter(file='essais').delete(); "
        "row and row.delete(); "
        "Document.objects.filter(title_fr='Lettre de la ferme').delete(); "
        "ChangeProposal.objects.all().delete()"
    )
    site.manage("shell", "-c", code)
    page = new_page(EDITOR, viewport=DESKTOP)
    # Until the page is made it has no button, as if nothing were to be published.
    open_made(page, "/admin/publier/?part=national")
    button = page.locator("button[value=publier]")
    if button.count():
        button.click()
        page.wait_for_selector(PUBLISHED)


@pytest.mark.whole
def test_without_scripts_the_pages_are_sent_and_kept(new_page, tidy):
    page = new_page(WRITER, viewport=SCREEN, javascript=False)
    page.goto("/admin/ecrire/")
    page.fill("#id_title", TITLE)
    page.select_option("#id_family", "etudes")
    page.fill("#id_summary", "Pour un stage.")
    page.get_by_role("button", name="Commencer").click()
    page.wait_for_url("**/pour-qui/")
    page.fill("#id_when", "nationality: BT")
    page.get_by_role("button", name="Enregistrer et continuer").click()
    page.wait_for_url("**/papiers/")
    page.fill("#mots", "passeport")
    page.get_by_role("button", name="Chercher", exact=True).last.click()
    page.get_by_role("button", name=re.compile("^Ajouter")).first.click()
    page.get_by_role("button", name="Enregistrer et sortir").click()
    page.wait_for_url("**/ecrire/")
    entry = page.locator("#commencees li", has_text=TITLE)
    assert "pages faites" in entry.inner_text()
    entry.get_by_role("link").click()
    page.wait_for_url("**/etapes/")


@pytest.mark.whole
@pytest.mark.parametrize("way", [Keyboard, Touch])
def test_from_nothing_to_the_public(new_page, tidy, looks_right, accessibility_problems, way):
    do = hands_on(way, WRITER, new_page, accessibility_problems)
    for act in (begins, says_whom, asks_papers, tells_the_rest, finds_people):
        act(do)
    address = do.page.url
    for name in (
        *("quoi", "pour-qui", "papiers", "etapes", "quand", "prix"),
        *("ou", "suite", "carte", "source", "personnes", "relire"),
    ):
        do.page.goto(address.replace("/relire/", f"/{name}/"))
        looks_right(do.page, SCREEN, DESKTOP)
        if name in PICTURED:
            take(do.page, PICTURED[name])
    tried_in_essayer(do.page)
    do.page.goto(f"{address}?verifier=oui")
    assert do.page.get_by_text("À corriger avant de publier").count() == 0
    fill(do, "#note", "Décret de mai.")
    press(do, "Proposer cette démarche", wait="**/mes-changements/")
    do.ends("a procedure is written")

    theirs = hands_on(way, EDITOR, new_page, accessibility_problems)
    waiting = theirs.page.locator("#en-attente li", has_text="Décret de mai.")
    theirs.press(waiting.get_by_role("link"))
    theirs.page.wait_for_url("**/publier/**")
    theirs.page.locator("button[value=publier]").first.wait_for()
    theirs.press(theirs.page.locator("button[value=publier]"))
    theirs.page.wait_for_selector(PUBLISHED)
    theirs.ends("a written procedure is published")
    key = "rester_plus_longtemps_pour_un_stage_a_la_ferme"
    assert TITLE in theirs.page.request.get(f"/fr/demarches/{key}/").text()
