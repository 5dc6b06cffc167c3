"""The people shown to everybody, in a browser: on a phone, in Arabic, without scripts."""

from playwright.sync_api import expect

from .desk import PHONE

PAGES = [
    "/fr/exemples/",
    "/ar/exemples/",
    "/fr/exemples/etudiante-montpellier/",
    "/ar/exemples/famille-sans-papiers-foix/",
]


def test_pages_are_accessible_and_fit_a_small_phone(page, looks_right, fewer, subtests):
    for path in fewer(PAGES):
        with subtests.test(page=path):
            page.goto(path)
            looks_right(page, PHONE)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_situations_lead_to_the_people_and_one_person_to_the_others(new_page):
    page = new_page(javascript=False)
    page.goto("/fr/exemples/")
    links = page.locator("nav.family-nav a")
    assert links.count() == page.locator("section.family").count() > 1
    links.last.click()
    page.wait_for_url("**/exemples/#*")
    named = page.url.partition("#")[2]
    page.locator(f"section[aria-labelledby='{named}'] a").first.click()
    page.wait_for_url("**/exemples/*/")
    here = page.url
    assert page.locator("[aria-current=page]").count() >= 2
    page.locator("main a[href*='/exemples/']:not(nav a)").first.click()
    page.wait_for_url(lambda url: "/exemples/" in url and url != here)


def test_answer_of_an_example_opened_again_elsewhere_stays_an_example(new_page):
    page = new_page(javascript=False)
    page.goto("/fr/exemples/salariee-beziers/")
    page.locator("main form button").click()
    page.locator("main a[href$='/garder/']").click()
    link = page.locator("[data-select]").input_value()
    other = new_page(javascript=False)
    other.goto(link)
    other.locator("#code").fill(link)
    other.locator("[data-reopen] button").click()
    other.wait_for_url("**/resultat/")
    assert "Ce ne sont pas vos réponses" in other.locator(".notice").first.inner_text()


def test_from_home_to_the_answer_of_somebody_then_to_one_s_own(new_page):
    page = new_page(javascript=False)
    page.goto("/ar/")
    page.locator("main a[href='/ar/exemples/']").click()
    page.locator("main a[href='/ar/exemples/refugiee-nimes/']").click()
    expect(page.locator(".journey .step")).to_have_count(6)
    page.locator("main form button").click()
    page.wait_for_url("**/resultat/**")
    assert "?" not in page.url
    assert "زهرة" in page.locator(".notice").first.inner_text()
    page.go_back()
    page.locator("main form a").click()
    page.wait_for_url("**/ar/demarche/")
