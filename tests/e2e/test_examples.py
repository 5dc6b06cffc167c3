"""The people shown to everybody, in a browser: on a phone, in Arabic, without scripts."""

from .desk import PHONE

PAGES = [
    "/fr/exemples/",
    "/ar/exemples/",
    "/fr/exemples/etudiante-montpellier/",
    "/ar/exemples/famille-sans-papiers-foix/",
]


def test_pages_are_accessible_and_fit_a_small_phone(page, looks_right, subtests):
    for path in PAGES:
        with subtests.test(page=path):
            page.goto(path)
            looks_right(page, PHONE)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_from_home_to_the_answer_of_somebody_then_to_one_s_own(new_page):
    page = new_page(javascript=False)
    page.goto("/ar/")
    page.locator("main a[href='/ar/exemples/']").click()
    page.locator("main a[href='/ar/exemples/refugiee-nimes/']").click()
    assert page.locator(".journey .step").count() == 6
    page.locator("main form button").click()
    assert "/resultat/" in page.url
    assert "?" not in page.url
    assert "زهرة" in page.locator(".notice").first.inner_text()
    page.go_back()
    page.locator("main form a").click()
    assert page.url.endswith("/ar/demarche/")
