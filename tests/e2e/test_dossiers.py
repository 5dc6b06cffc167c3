"""Two associations at work: invited, in several tabs, side by side, and nobody sees the other's."""

import io
import json
from unicodedata import normalize

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from .walk import PLACE, Walk, case

PASSWORD = "deux girafes lentes"
HERE = "etudiante_senegalaise_mariee_beziers_heberge_sans_passeport"


def found(site, name, administrator):
    """Make an association, and return the link of who administers it."""
    printed = site.manage(
        "dossiers", "organisation", name, "--administrator", administrator, "--departments", "34"
    )
    return printed.strip().splitlines()[-1]


def join(page, link, name, address, looks_right=None):
    """Follow the link of an invitation, choose a password, and sign in."""
    page.goto(link)
    if looks_right:
        looks_right(page)
    page.fill("#id_full_name", name)
    page.fill("#id_password", PASSWORD)
    page.fill("#id_again", PASSWORD)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/compte/connexion/**")
    page.fill("input[name=login]", address)
    page.fill("input[name=password]", PASSWORD)
    page.locator("#connexion [type=submit]").click()
    page.wait_for_url("**/dossiers/")


def consult(page):
    page.goto("/dossiers/")
    page.locator("form[action$='/nouveau/'] button").click()
    page.wait_for_url(PLACE)
    return Walk(page, "fr", case(HERE)["answers"])


def step(walk):
    """Answer one page."""
    walk.asks(walk.place)
    walk.answer(walk.answers[walk.place])


def save(page, reference, looks_right=None):
    """Go from the review to the answer, and keep it."""
    page.locator("main .actions a[href$='/resultat/']").first.click()
    page.wait_for_url("**/resultat/")
    page.locator("a[href*='/dossiers/enregistrer/']").first.click()
    page.wait_for_url("**/enregistrer/**")
    if looks_right:
        looks_right(page)
    page.fill("#id_reference", reference)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/dossiers/dossier/**")


@pytest.mark.whole  # questionnaire/dossiers.
def test_two_associations_at_work(site, new_page, looks_right):
    awa, bilal, chen = (new_page() for _ in range(3))
    join(awa, found(site, "La Rive", "awa@exemple.org"), "Awa", "awa@exemple.org", looks_right)
    join(chen, found(site, "Le Pont", "chen@exemple.org"), "Chen", "chen@exemple.org")
    awa.goto("/dossiers/association/")
    awa.fill("#id_email", "bilal@exemple.org")
    awa.locator("main form[action$='/association/'] button").click()
    link = awa.locator("#lien").input_value()
    looks_right(awa)
    join(bilal, link, "Bilal", "bilal@exemple.org")

    # Two consultations in two tabs, a page here and a page there.
    second = bilal.context.new_page()
    walks = [consult(bilal), consult(second)]
    for _ in range(3):
        for walk in walks:
            step(walk)
    for walk in walks:
        walk.answer_all()
    save(bilal, "K-1", looks_right)
    save(second, "K-2")
    looks_right(second)
    address = second.url
    printed_dossier_has_each_paper_once_and_the_note(second)
    consult(chen).answer_all()
    save(chen, "K-1")

    # What an answer would change is told before anything is kept.
    second.locator("button[name=question]").last.click()
    second.wait_for_url(PLACE)
    second.goto(address)
    assert "Le résultat a changé" not in second.inner_text("main")

    # Bilal hands over to Awa; Chen finds nothing of it.
    second.select_option("#membre", label="Awa")
    second.get_by_role("button", name="Transmettre").click()
    second.wait_for_url(address)
    awa.goto("/dossiers/")
    looks_right(awa)
    assert awa.locator(".rows__row").count() == 2
    assert "Suivi par Awa" in open_text(awa, address)
    assert chen.goto(address).status == 404

    for path in ("semaine", "calendrier", "association/journal"):
        awa.goto(f"/dossiers/{path}/")
        looks_right(awa)
    assert "K-2" in awa.inner_text("main")

    feed_tells_of_its_own_dossiers(awa, new_page())
    everything_is_taken_out_then_deleted(awa, bilal)


# Forty dossiers of an association, each with a last day within 30 days, or an end.
KEPT = """
from datetime import timedelta
from django.utils import timezone
from procedures.models import Edition
from questionnaire.dossiers.content import DossierCard, DossierContent, new_dossier, save
from questionnaire.dossiers.sealing import cipher_of
from questionnaire.models import Member
member = Member.objects.get(account__email="dina@exemple.org")
edition = Edition.objects.order_by("number").last().number
for number in range(40):
    day = (timezone.localdate() + timedelta(days=number % 30)).isoformat()
    card = DossierCard(f"S-{number:02}", title="Renouveler une carte")
    card.days = [[day, "end" if number % 4 == 0 else "last_day"]]
    card.read_on = timezone.localdate().isoformat()
    dossier = new_dossier(member.organisation, member)
    save(dossier, cipher_of(member.organisation), card, DossierContent(), edition)
"""


@pytest.mark.whole  # questionnaire/dossiers/test_agenda.py, what the page holds.
def test_the_week_is_printed_with_every_row_and_without_the_navigation(site, new_page):
    page = new_page()
    join(page, found(site, "La Source", "dina@exemple.org"), "Dina", "dina@exemple.org")
    site.manage("shell", "-c", KEPT)
    page.goto("/dossiers/semaine/")
    rows = [" ".join(one.split()) for one in page.locator(".rows__row").all_inner_texts()]
    assert sum(one.startswith("S-") for one in rows) == 40
    page.emulate_media(media="print")
    assert page.locator("nav:visible, footer a:visible").count() == 0
    printed = PdfReader(io.BytesIO(page.pdf(format="A4")))
    # The letters of « fi » are printed as one.
    written = normalize("NFKC", " ".join(one.extract_text() for one in printed.pages))
    text = " ".join(written.split())
    assert len(printed.pages) > 1
    assert [one for one in rows if one not in text] == []
    for words in ("Se déconnecter", "Calendrier", "Imprimer cette page"):
        assert words not in text


def printed_dossier_has_each_paper_once_and_the_note(page):
    """Look at the page as it is printed: the association keeps that sheet."""
    page.fill("#id_note", "attend un courrier")
    page.get_by_role("button", name="Enregistrer les papiers, le suivi et la note").click()
    page.wait_for_selector("[role=status]:has-text('Enregistré.')")
    paper = page.locator("label:has([name=paper])").first.inner_text()
    page.emulate_media(media="print")
    assert page.get_by_text(paper, exact=True).filter(visible=True).count() == 1
    assert page.locator("p:has-text('attend un courrier')").is_visible()
    for hidden in ("#id_note", "[role=status]", "details", "nav", "main .button"):
        assert page.locator(hidden).filter(visible=True).count() == 0, hidden
    assert page.locator(".summary__row").first.is_visible()
    colours = "one => [one, one.parentElement].map(it => getComputedStyle(it).color)"
    band, words = page.locator(".answer__band").first.evaluate(colours)
    assert band == words
    page.emulate_media(media="screen")


def open_text(page, address):
    page.goto(address)
    return page.inner_text("main")


def feed_tells_of_its_own_dossiers(awa, anybody):
    awa.goto("/dossiers/calendrier/")
    awa.locator("main form button[name=open]").click()
    feed = awa.locator("#lien").input_value()
    written = anybody.request.get(feed).text()
    told = [str(one["SUMMARY"]) for one in Calendar.from_ical(written).walk("VEVENT")]
    # She follows K-2, which was handed over to her; Bilal kept K-1.
    assert told
    assert [one for one in told if not one.startswith("K-2 : ")] == []
    awa.locator("main form button[name=close]").click()
    assert anybody.request.get(feed).status == 404


def everything_is_taken_out_then_deleted(awa, bilal):
    awa.goto("/dossiers/association/")
    with awa.expect_download() as download:
        awa.locator("form[action$='export.json'] button").click()
    rows = json.loads(download.value.path().read_text(encoding="utf-8"))["dossiers"]
    assert [(one["reference"], one["holder"]) for one in rows] == [("K-1", "Bilal"), ("K-2", "Awa")]
    awa.goto("/dossiers/association/supprimer/")
    awa.fill("#id_name", "La Rive")
    awa.locator("main form button[type=submit]").last.click()
    awa.wait_for_selector("text=L’association est supprimée")
    bilal.goto("/dossiers/")
    bilal.wait_for_url("**/compte/connexion/**")
