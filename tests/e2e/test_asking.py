"""« Demander une pièce »: the form that is refused says where, and its red goes once mended."""

import pytest

from .desk import AGENT, PHONE

PROCEDURE = "Première carte de séjour « étudiant »"
ACT = "Demander cette pièce"


@pytest.fixture
def form(new_page):
    """The form of a paper to ask for, on a telephone."""
    page = new_page(AGENT, viewport=PHONE)
    page.goto("/admin/demander/")
    page.select_option("#demarche", label=PROCEDURE)
    page.fill("#mots", "quittance")
    page.get_by_role("button", name="Chercher cette pièce").click()
    page.locator("#trouvees a", has_text=ACT).first.click()
    page.wait_for_url("**/override/**")
    page.wait_for_load_state()
    return page


def test_what_is_missing_is_led_to_and_its_red_goes_once_it_is_filled(form, accessibility_problems):
    assert form.evaluate("document.activeElement.localName") == "body"
    form.get_by_role("button", name=ACT).click()
    summary = form.locator(".desk-mistakes")
    summary.wait_for()
    assert summary.get_by_role("link").count() == 2
    assert accessibility_problems(form) == []
    assert form.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    summary.get_by_role("link").first.click()
    source, red = form.locator("#id_source_reference"), form.locator("#id_source_reference_error")
    assert source.evaluate("one => one === document.activeElement")
    assert red.is_visible()
    source.fill("Note du service")
    assert red.is_hidden()
    assert summary.get_by_role("link").count() == 1
    source.fill("")
    assert red.is_visible()
    source.fill("Note du service")
    form.fill("#id_source_checked_on", "04/11/2026")
    assert summary.is_hidden()
    assert form.locator("p.errornote").is_hidden()
