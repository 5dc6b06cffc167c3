"""« Essayer » and « Publier » in a browser: with the keyboard, without JavaScript, on a phone."""

import pytest

from .test_desk import DESKTOP, log_in

PHONE = {"width": 360, "height": 740}
CASE = "etudiante_senegalaise_mariee_beziers_heberge_sans_passeport"


def open_case(page):
    page.goto("/admin/essayer/")
    page.select_option("#cas", CASE)
    page.locator(".tryout__open button").press("Enter")
    page.wait_for_selector(".tryout__procedure")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_case_is_tried_without_javascript(new_page, viewport):
    page = log_in(new_page(viewport=viewport, javascript=False))
    open_case(page)
    assert page.url.endswith("/admin/essayer/#resultat")
    assert page.locator(".tryout__procedure h3 a").first.get_attribute("href").endswith("/change/")
    # One answer changed, by the keyboard: the result follows.
    page.select_option("#q-has_passport", "oui")
    page.locator(".tryout__send button").press("Enter")
    page.wait_for_selector(".tryout__procedure")
    assert page.input_value("#q-has_passport") == "oui"
    assert "Passeport" in page.locator(".tryout__table").first.inner_text()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_pages_fit_and_are_accessible(new_page, accessibility_problems, viewport):
    # The checker writes styles of its own, which the policy would refuse.
    page = log_in(new_page(viewport=viewport, bypass_csp=True))
    for address in ("essayer/", "publier/"):
        page.goto(f"/admin/{address}")
        assert accessibility_problems(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    open_case(page)
    assert accessibility_problems(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_draft_is_studied_before_it_is_published(new_page, site, accessibility_problems):
    page = log_in(new_page(viewport=DESKTOP, bypass_csp=True))
    page.set_default_timeout(90_000)
    page.goto("/admin/procedures/notice/")
    page.goto("/admin/procedures/procedure/?q=etudiant_renouvellement")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_selector("#id_rank")
    rank = page.input_value("#id_rank")
    summary = page.input_value("#id_summary_fr")
    try:
        page.fill("#id_summary_fr", f"{summary} Un essai.")
        page.locator("input[name=_save]").first.click()
        page.wait_for_selector("#result_list")
        page.goto("/admin/publier/?part=national")
        assert "résumé" in page.locator(".publication__changes").first.inner_text()
        assert "par " in page.locator(".publication__change").first.inner_text()
        page.locator(".publication__study button").click()
        page.wait_for_selector("#cas")
        assert "Rien ne change pour personne" in page.locator("#effets").inner_text()
        assert accessibility_problems(page) == []
    finally:
        code = "from procedures.models import Procedure; "
        code += f"Procedure.objects.filter(rank={rank}).update(summary_fr={summary!r})"
        site.manage("shell", "-c", code)
