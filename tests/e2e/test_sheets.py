"""The public sheets in a browser: with a keyboard, without JavaScript, on a phone, on paper."""

from playwright.sync_api import expect

from .desk import PHONE

PAGES = [
    "/fr/demarches/",
    "/fr/demarches/?q=conjoint",
    "/fr/demarches/etudiant-renouvellement/",
    "/ar/demarches/conjoint-francais-vls/",
    "/fr/prefectures/",
    "/fr/34/",
    "/ar/82/",
    "/en/01/",
]
SHEET = "/fr/demarches/etudiant-renouvellement/"


def test_pages_are_accessible_and_fit_a_small_phone(page, looks_right, fewer, subtests):
    for path in fewer(PAGES):
        with subtests.test(page=path):
            page.goto(path)
            looks_right(page, PHONE)
            for closed in page.locator("main details").all():
                closed.evaluate("one => { one.open = true }")
            assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_from_home_to_a_sheet_then_to_the_first_question(new_page):
    page = new_page(javascript=False)
    page.goto("/fr/")
    page.locator("main a[href='/fr/demarches/']").click()
    page.locator("input[name=q]").fill("renouveler étudiant")
    page.locator("main form button").click()
    page.locator(f"main a[href='{SHEET}']").click()
    page.locator("main a[href='/fr/demarche/']").first.click()
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/residence/**")


def test_a_prefecture_is_two_links_away_from_home(new_page):
    page = new_page(javascript=False)
    page.goto("/fr/")
    page.locator("main a[href='/fr/prefectures/']").click()
    page.locator("main a[href='/fr/2A/']").click()
    page.wait_for_url("**/fr/2A/")
    expect(page.locator("main")).to_contain_text("Corse-du-Sud")
    page.goto("/fr/")
    page.locator("main a[href='/fr/34/']").click()
    page.wait_for_url("**/fr/34/")
    expect(page.locator("main")).to_contain_text("Hérault")


def test_search_works_with_the_keyboard_alone(page):
    page.goto("/fr/demarches/")
    page.locator("input[name=q]").focus()
    page.keyboard.type("naturalisation")
    page.keyboard.press("Enter")
    page.wait_for_url("**?q=naturalisation")
    assert page.locator("main a[href='/fr/demarches/naturalisation-decret/']").count() == 1


def test_on_paper_the_way_to_file_is_not_folded(page):
    page.goto("/fr/34/")
    page.emulate_media(media="print")
    line = page.locator(".filing-group").first
    assert line.bounding_box()["height"] > 0
    assert not page.locator(".page-nav").is_visible()


def test_on_paper_each_paper_has_a_box_to_tick(page):
    page.goto(SHEET)
    page.emulate_media(media="print")
    box = "one => getComputedStyle(one, '::before')"
    paper = page.locator(".document > summary").first
    size = paper.evaluate(f"{box}.inlineSize")
    assert size == paper.evaluate(f"{box}.blockSize") != "auto"
