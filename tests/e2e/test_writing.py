"""A procedure from nothing to the public: by who writes it, then by who publishes it, counted."""

import re
import time

import pytest
from playwright.sync_api import expect

from .desk import DESKTOP, EDITOR

WRITER = "edition@guichet.example"
SCREEN = {"width": 390, "height": 844}
TITLE = "Rester plus longtemps pour un stage à la ferme"
# What the guide says that it takes.
PRESSES, FIELDS, MINUTES = 29, 30, 20


class Counted:
    """A page whose presses, and fields typed or chosen, are counted."""

    def __init__(self, page):
        self.page, self.presses, self.fields = page, 0, 0
        self.start = time.monotonic()

    def press(self, name, role="button", within=None, wait=None):
        self.presses += 1
        place = (within or self.page).get_by_role(role, name=name)
        (place if isinstance(name, str) and role == "link" else place.first).first.click()
        if wait:
            self.page.wait_for_url(wait)
        self.page.wait_for_load_state()

    def fill(self, selector, text):
        self.fields += 1
        self.page.locator(selector).first.fill(text)

    def choose(self, selector, **option):
        self.fields += 1
        self.page.locator(selector).first.select_option(**option)

    def goes_on(self, name):
        self.press("Enregistrer et continuer", wait=f"**/{name}/**")

    @property
    def seconds(self):
        return round(time.monotonic() - self.start, 1)


def begins(do):
    do.press("Écrire une démarche", role="link", wait="**/ecrire/")
    do.fill("#id_title", TITLE)
    do.choose("#id_family", value="etudes")
    do.fill("#id_summary", "Vous faites un stage dans une ferme. Vous voulez le finir.")
    do.press("Commencer", wait="**/pour-qui/")


def says_whom(do):
    for word in ("bhoutan", "études"):
        do.fields += 1
        field = do.page.get_by_label("Ajouter : tapez le mot des gens")
        field.fill(word)
        options = do.page.locator("[role=listbox] [role=option]")
        options.first.wait_for()
        do.presses += 1
        options.filter(has_text=re.compile("nationalité|raison")).first.click()
    expect(do.page.locator(".condition__sentence").first).to_contain_text("Bhoutan")
    do.choose("#id_after", value="")
    do.goes_on("papiers")


def asks_papers(do):
    for word in ("passeport", "photo"):
        do.fill("#mots", word)
        do.press("Chercher", within=do.page.locator("#chercher"))
        do.page.locator(".writing__found li").first.wait_for()
        do.press(re.compile("^Ajouter"), within=do.page.locator("#chercher"))
        do.page.wait_for_selector(".messagelist .success")
    do.presses += 1
    do.page.get_by_text("Créer un papier").click()
    do.fill("#id-nouveau", "Lettre de la ferme")
    do.fill("#id-explication", "La ferme y écrit la date de fin du stage.")
    do.press("Créer et demander ce papier")
    expect(do.page.locator("#documents-group .desk-line")).to_have_count(3)
    do.goes_on("etapes")


def tells_the_rest(do):
    do.fill("[name=steps-0-text_fr]", "Déposez la demande avant la fin de votre carte.")
    do.choose("[name=steps-0-place]", value="canal")
    do.goes_on("quand")
    do.fill("[name=steps-0-window_from_count]", "4")
    do.choose("[name=steps-0-window_from_fact]", value="expiry_date")
    do.fill("[name=steps-0-window_to_count]", "2")
    do.choose("[name=steps-0-window_to_fact]", value="expiry_date")
    do.fill("[name=steps-0-late_fr]", "Allez au guichet aujourd'hui.")
    do.goes_on("prix")
    do.choose("[name=costs-0-fee]", index=1)
    do.goes_on("ou")
    do.press("Dire une autre façon", role="link")
    do.choose("#id_kind", value="counter")
    do.fill("#id_instructions_fr", "Allez au guichet de la préfecture.")
    do.goes_on("carte")
    expect(do.page.locator("[name=stances-1-stance]")).to_have_value("en_retard")
    do.goes_on("source")
    do.fill("#id_source_reference", "CESEDA L. 426-23")
    do.fill("#id_source_dated", "2026")
    do.presses += 1
    do.page.get_by_role("link", name="Aujourd").first.click()
    do.choose("#id_confidence", value="medium")
    do.goes_on("personnes")


def finds_people(do):
    people = ("Tenzin, 22 ans, Bhoutanaise, en stage", "Karma, 24 ans, Bhoutanais, en stage")
    for number, persona in enumerate(people):
        do.fill("#personne", "étudiante" if number else "étudiant")
        do.press("Chercher", within=do.page.locator("#chercher"))
        do.press(re.compile("^Ouvrir"), within=do.page.locator("#chercher"))
        do.choose("#q-nationality", value="BT")
        do.fill("#persona", persona)
        do.press(re.compile("^Garder.*: elle l'obtient$"))
        do.page.locator(f"#choisies li:has-text('{persona}')").wait_for()
    do.press(re.compile("^Prendre"))
    expect(do.page.locator("#choisies .desk-kind--added")).to_have_count(5)  # 2 counts, 3 persons.
    do.goes_on("relire")


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
    page.goto("/admin/publier/?part=national")
    button = page.locator("button[value=publier]")
    if button.count():
        button.click()
        page.wait_for_url("**/edition/**")


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
def test_from_nothing_to_the_public(new_page, tidy, looks_right):
    do = Counted(new_page(WRITER, viewport=DESKTOP))
    do.page.goto("/admin/")
    for act in (begins, says_whom, asks_papers, tells_the_rest, finds_people):
        act(do)
    written = do.seconds
    address = do.page.url
    for name in (
        *("quoi", "pour-qui", "papiers", "etapes", "quand", "prix"),
        *("ou", "carte", "source", "personnes", "relire"),
    ):
        do.page.goto(address.replace("/relire/", f"/{name}/"))
        looks_right(do.page, SCREEN, DESKTOP)
    tried_in_essayer(do.page)
    do.page.goto(f"{address}?verifier=oui")
    assert do.page.get_by_text("À corriger avant de publier").count() == 0
    do.fill("#note", "Décret de mai.")
    do.press("Proposer cette démarche", wait="**/mes-changements/")

    theirs = Counted(new_page(EDITOR, viewport=DESKTOP))
    theirs.page.goto("/admin/")
    waiting = theirs.page.locator("#en-attente li", has_text="Décret de mai.")
    theirs.presses += 1
    waiting.get_by_role("link").click()
    theirs.page.wait_for_url("**/publier/**")
    theirs.page.locator("button[value=publier]").first.wait_for()
    taken = theirs.page.get_by_role("link", name="Prendre cette proposition")
    if taken.count():
        theirs.press("Prendre cette proposition", role="link")
    theirs.presses += 1
    theirs.page.locator("button[value=publier]").click()
    theirs.page.wait_for_url("**/edition/**")
    print(
        f"\nÉcrire une démarche : {do.presses} appuis, {do.fields} champs, {written} s ; "
        f"la publier : {theirs.presses} appuis, {theirs.seconds} s"
    )
    assert do.presses <= PRESSES
    assert do.fields <= FIELDS
    assert written < MINUTES * 60
    key = "rester_plus_longtemps_pour_un_stage_a_la_ferme"
    assert TITLE in theirs.page.request.get(f"/fr/demarches/{key}/").text()
