"""The site's own pages in a browser: policy, accessibility, layout."""

from .desk import PHONE

PAGES = [
    "/",
    "/fr/",
    "/ar/",
    "/fr/mentions-legales/",
    "/fr/confidentialite/",
    "/en/accessibilite/",
    "/fr/donnees/",
    "/ar/donnees/",
    "/fr/avant/rece/?departement=82",
    "/ar/avant/rece/?departement=82",
    "/fr/avant/inconnue/",
]


def test_pages_are_accessible_and_fit_a_small_phone(page, looks_right, fewer, subtests):
    for path in fewer(PAGES):
        with subtests.test(page=path):
            page.goto(path)
            looks_right(page, PHONE)


def test_arabic_reads_from_right_to_left(page):
    page.goto("/ar/")
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"


def test_admin_login_breaks_no_policy(page):
    page.goto("/admin/")
    assert page.locator("input[name=login]").count() == 1


def test_agent_logs_in_with_an_email_address(page):
    page.goto("/admin/")
    page.fill("input[name=login]", "Agent82@guichet.example")
    page.fill("input[name=password]", "demonstration-guichet")
    page.locator("#connexion [type=submit]").click()
    page.wait_for_selector("#user-tools")
    assert page.locator("input[name=password]").count() == 0


def test_the_form_of_another_site_opens_the_questionnaire(page):
    """What is copied from the page of the data works in another page, without a script."""
    page.goto("/fr/donnees/")
    copied = page.locator("pre code").first.inner_text()
    elsewhere = page.context.new_page()
    elsewhere.set_content(f"<!doctype html><title>Ailleurs</title>{copied}")
    elsewhere.locator("button").click()
    elsewhere.wait_for_url("**/fr/avant/?departement=82")
    assert "Tarn-et-Garonne" in elsewhere.locator("main").inner_text()
    elsewhere.locator("main form button").first.click()
    elsewhere.wait_for_url("**/demarche/*/residence/")
