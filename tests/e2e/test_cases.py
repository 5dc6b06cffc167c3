"""An agent who reads no YAML makes, edits and deletes a test case, without JavaScript."""

import pytest
from playwright.sync_api import expect

from .desk import AGENT, CASE, DESKTOP, EDITOR, PHONE, try_case

PERSONA = "Éva, 24 ans, étudiante à Montauban, inventée pour un essai."


def open_case(page):
    page.goto("/admin/procedures/case/?partie=82")
    page.get_by_role("link", name="Éva, 24 ans").click()
    page.wait_for_selector("#resultat")


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.press("Enter")
    page.wait_for_load_state()


def delete_case(page):
    open_case(page)
    page.locator("a.deletelink").first.click()
    page.locator("form input[type=submit]").first.click()
    page.wait_for_selector("#changelist")


@pytest.mark.whole
def test_agent_makes_edits_and_deletes_a_case_without_yaml(new_page, site):
    page = new_page(AGENT, viewport=DESKTOP, javascript=False)
    try_case(page)
    page.fill("#q-commune", "Montauban")
    page.get_by_role("link", name="Garder cette personne d'essai").click()
    expect(page.locator("#id_persona")).to_be_focused()
    page.fill(".tryout__saving textarea", PERSONA)
    assert page.locator("select[name=part] option").all_inner_texts() == ["82 Tarn-et-Garonne"]
    press(page, "Garder cette personne")
    page.wait_for_selector("#resultat")
    try:
        assert page.locator("#content .readonly").first.inner_text() == "82 Tarn-et-Garonne"
        assert "L'essai réussit, mais" in page.locator("#resultat").inner_text()
        # An answer is changed: what comes out follows, and the case fails in words.
        page.select_option("#q-housing", "proprietaire")
        press(page, "Mettre à jour")
        told = page.locator("#resultat")
        expect(told).to_contain_text("L'essai échoue.")
        expect(told).to_contain_text("pièce attendue, absente : Attestation")
        press(page, "Reprendre ce résultat comme attendu")
        expect(told).to_contain_text("L'essai réussit, mais personne n'a relu")
        # Sure without a source: refused, and nothing of it is lost.
        page.select_option("#id_confidence", "high")
        press(page, "Enregistrer")
        expect(page.locator(".errorlist").first).to_contain_text("demande une source")
        assert page.input_value("#q-housing") == "proprietaire"
        page.fill("#id_source", "CESEDA R. 431-9")
        press(page, "Enregistrer")
        page.wait_for_selector("#result_list")
        page.goto("/admin/procedures/case/?partie=82")
        row = page.locator("#result_list tbody tr", has_text="Éva, 24 ans")
        assert "réussit" in row.inner_text()
        assert "sûre" in row.inner_text()
    finally:
        delete_case(page)
    page.goto("/admin/procedures/case/?partie=82")
    assert not page.locator("#result_list tbody tr", has_text="Éva, 24 ans").count()


@pytest.mark.whole  # test_desk_pages.py: list and form of a case.
@pytest.mark.parametrize(
    "account",
    [pytest.param(AGENT, id="reads"), pytest.param(EDITOR, id="writes")],
)
def test_pages_of_cases_fit_and_are_accessible(new_page, looks_right, account):
    page = new_page(account, viewport=PHONE)
    page.goto(f"/admin/procedures/case/?q={CASE}")
    looks_right(page)
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_selector("#resultat")
    # What an account does not write is not shown, and cannot be opened.
    closed = page.locator("#content details:not([open]) > summary:visible")
    while closed.count():
        closed.first.click()
    looks_right(page)
