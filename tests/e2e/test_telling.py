"""What people tell reaches the agents of their département, from a page without scripts."""

from functools import partial

import pytest

from .desk import AGENT, DESKTOP, EDITOR
from .walk import case

PERSON = "changement_adresse_haitienne_montauban"
SAID = "Ils ont gardé l’original"


@pytest.fixture
def answer(answered):
    """The answer of somebody of Montauban."""
    return partial(answered, "fr", case(PERSON)["answers"])


@pytest.mark.whole  # procedures/feedback, procedures/admin/test_feedback.py.
@pytest.mark.parametrize("javascript", [False, True])
def test_what_is_told_reaches_the_agent_of_the_département(new_page, answer, javascript):
    page = answer(javascript=javascript)
    cookies = {one["name"] for one in page.context.cookies()}
    page.locator("a[href*='/signaler/82/']").first.click()
    page.wait_for_url("**/fr/signaler/82/*/")
    told = page.locator(".tell__lines a").first.inner_text()
    page.locator(".tell__lines a").first.click()
    page.wait_for_url("**/fr/signaler/82/papier/**")
    assert "?" not in page.url
    assert told in page.locator("dl.outcome").inner_text()
    page.fill("#mots", f"{SAID} 06 12 34 56 78")
    page.locator("label[for=autre]").click()
    page.locator("main form > .actions [type=submit]").click()
    page.wait_for_selector("[role=alert]")
    assert SAID in page.input_value("#mots")
    assert page.is_checked("#autre")
    page.fill("#mots", SAID)
    page.locator("main form > .actions [type=submit]").click()
    page.wait_for_url("**/signaler/merci/")
    assert {one["name"] for one in page.context.cookies()} == cookies
    desk = new_page(AGENT, viewport=DESKTOP, javascript=False)
    desk.goto("/admin/")
    desk.get_by_role("link", name="Lire").first.click()
    line = desk.locator(".desk-panel", has_text=SAID)
    assert told in line.inner_text()
    line.locator("input[name=note]").fill("La fiche est corrigée.")
    line.locator("button[type=submit]").click()
    desk.wait_for_selector(".messagelist .success")
    assert desk.locator(".desk-panel", has_text=SAID).count() == 0
    assert "La fiche est corrigée." in desk.locator("#traites ~ div").inner_text()


def test_the_paper_that_was_asked_is_found_by_its_words_without_a_script(new_page):
    page = new_page(javascript=False)
    page.goto("/fr/signaler/82/papier/changement-adresse/titre_sejour_actuel/")
    page.locator("label[for=autre]").click()
    page.locator("#papiers summary").click()
    assert 3 <= page.locator("#papiers input[type=radio]").count() <= 12, "a list that one reads"
    page.fill("#cherche", "acte de naissance")
    page.keyboard.press("Enter")
    page.wait_for_url("**/papiers/#papiers")
    assert page.is_checked("#autre")
    found = page.locator("#papiers fieldset").first
    assert "naissance" in found.inner_text()
    found.locator("label").first.click()
    page.locator("main form > .actions [type=submit]").click()
    page.wait_for_url("**/signaler/merci/")


@pytest.mark.whole  # procedures/feedback; the pages by axe, below.
def test_no_and_yes_are_thanked_on_the_same_page(answer):
    page = answer(javascript=False)
    page.locator("#venir button[value=oui]").click()
    page.wait_for_selector("#venir [role=status]")
    assert "/resultat/" in page.url
    page.locator("#venir button[value=creneau]").click()
    page.wait_for_selector("#venir button", state="detached")
    assert page.locator("#venir [role=status]").inner_text().startswith("Merci")


@pytest.mark.whole  # A paper is found by its words, above; make audit opens the pages.
def test_the_pages_are_accessible_and_fit(new_page, answer, looks_right):
    page = answer(javascript=True)
    looks_right(page)
    page.locator("a[href*='/signaler/82/']").first.click()
    page.wait_for_url("**/fr/signaler/82/*/")
    looks_right(page)
    address = page.locator(".tell__lines a").first.get_attribute("href")
    for language in ("fr", "ar"):
        page.goto(address.replace("/fr/", f"/{language}/"))
        looks_right(page)
    page.goto("/ar/signaler/merci/")
    looks_right(page)
    desk = new_page(EDITOR, viewport=DESKTOP)
    desk.goto("/admin/retours/")
    looks_right(desk)
