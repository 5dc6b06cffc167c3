"""Back: to the question before with its answer; never through what was erased."""

from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from .people import DANGER, PEOPLE
from .walk import Walk

STUDENT = PEOPLE["étudiante marocaine, Montpellier, renouvelle"]
WEATHER = "https://meteofrance.com/**"


@pytest.fixture
def walked(page):
    page.context.route(WEATHER, lambda route: route.fulfill(body="<title>Pluie</title>"))
    walk = Walk(page, "fr", STUDENT).start().answer_all()
    return walk.see_result()


@pytest.mark.whole  # questionnaire/runs/test_path.py.
def test_back_leads_through_the_questions_with_their_answers(walked):
    page = walked.page
    page.go_back(wait_until="load")  # What was answered, in a list.
    seen = []
    for _ in range(len(walked.asked) + 3):
        page.go_back(wait_until="load")
        if not walked.place:
            break
        seen.append(walked.place)
        checked = page.locator("main input:checked").count()
        written = [one.input_value() for one in walked.fields(page.locator("main form").first)]
        assert checked or all(written), walked.place
    shown = [key for key in walked.asked if key in seen]
    assert seen == ["papiers", *reversed(shown)]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("way", [DANGER, None])
def test_after_leaving_back_shows_nothing_of_the_site(page, way):
    page.context.route(WEATHER, lambda route: route.fulfill(body="<title>Pluie</title>"))
    page.goto("/fr/confidentialite/")
    page.goto("/fr/")
    if way:
        page.locator(f"button[value='{way}']").first.click()
        page.wait_for_url("**/resultat/")
        page.locator("[data-quick-exit] button").click()
    else:
        page.locator("main a[href$='/demarche/']").first.click()
        page.wait_for_url("**/demarche/")
        page.locator(".leave__word").click()
        page.locator("[data-leave] button").click()
    page.wait_for_url(WEATHER)
    for _ in range(page.evaluate("history.length")):
        # The page of before gives its place while it comes: that interrupts its coming.
        with suppress(Error):
            page.go_back(wait_until="commit")
        page.wait_for_timeout(500)
        page.wait_for_url(lambda url: url.startswith(("https://meteofrance", "about:")))
        assert page.url.startswith("about:") or page.title() == "Pluie"
    # Who comes back by themselves is shown the site, and their Back works.
    page.goto("/fr/")
    expect(page.locator("main h1")).to_be_visible()
    page.goto("/fr/plan/")
    page.go_back()
    page.wait_for_url("**/fr/")
    expect(page.locator("main h1")).to_be_visible()
    page.reload()
    expect(page.locator("main h1")).to_be_visible()


def test_the_quiet_way_asks_once_and_staying_loses_nothing(page, looks_right):
    page.goto("/fr/demarche/")
    word = page.locator(".leave__word")
    assert word.bounding_box()["height"] >= 48
    word.press("Enter")
    expect(page.locator("[data-leave] button")).to_be_visible()
    looks_right(page)
    page.keyboard.press("Escape")
    expect(page.locator("[data-leave] button")).to_be_hidden()
    for _ in range(4):
        page.keyboard.press("Escape")
    word.click()
    expect(word).to_have_text("Rester", use_inner_text=True)
    word.click()
    expect(page.locator("[data-leave] button")).to_be_hidden()
    assert page.url.endswith("/fr/demarche/")
    assert page.locator("[data-quick-exit]").count() == 0


def test_who_opens_an_erased_page_is_told_so(page):
    page.goto("/fr/")
    page.locator(f"button[value='{DANGER}']").first.click()
    page.wait_for_url("**/resultat/")
    told = page.url
    page.context.clear_cookies()
    page.goto(told)
    assert page.locator("[data-expired]").is_visible()
