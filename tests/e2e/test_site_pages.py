"""The site's own pages in a browser: policy, accessibility, layout."""

from .desk import PHONE

PAGES = ["/", "/fr/", "/ar/", "/fr/mentions-legales/", "/fr/confidentialite/", "/en/accessibilite/"]


def test_pages_are_accessible_and_fit_a_small_phone(page, looks_right, subtests):
    for path in PAGES:
        with subtests.test(page=path):
            page.goto(path)
            looks_right(page, PHONE)


def test_arabic_reads_from_right_to_left(page):
    page.goto("/ar/")
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"


def test_admin_login_breaks_no_policy(page):
    page.goto("/admin/")
    assert page.locator("input[name=username]").count() == 1


def test_agent_logs_in_with_an_email_address(page):
    page.goto("/admin/")
    page.fill("input[name=username]", "Agent82@guichet.example")
    page.fill("input[name=password]", "demonstration-guichet")
    page.locator("[type=submit]").click()
    assert page.locator("input[name=password]").count() == 0
