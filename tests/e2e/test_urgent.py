"""Who is in danger, or has a letter: a tap from the home page to the answer, and out at once."""

import pytest
from playwright.sync_api import expect

from .desk import PHONE

# Where the quick exit leads: a navigation that the person asks for.
WEATHER = "https://meteofrance.com/**"
LETTER, DANGER = "goal.refus", "ground.violences_traite"
FIRST_LOOK = 500


@pytest.fixture
def away(new_page):
    """Open a page whose weather site is answered here: ``away(javascript=False)``."""

    def open_page(**options):
        page = new_page(**options)
        # Nothing leaves the machine; the request itself is the person's, not the page's.
        page.context.route(WEATHER, lambda route: route.fulfill(body="<title>Pluie</title>"))
        return page

    return open_page


def press(page, way):
    page.locator(f"button[value='{way}']").first.click()


@pytest.mark.parametrize("language", ["fr", pytest.param("ar", marks=pytest.mark.whole)])
def test_both_ways_and_the_start_are_in_the_first_look(page, looks_right, language):
    page.goto(f"/{language}/")
    looks_right(page)
    page.set_viewport_size({"width": 360, "height": 740})
    for what in ("main a[href$='/demarche/']", f"[value='{LETTER}']", f"[value='{DANGER}']"):
        box = page.locator(what).first.bounding_box()
        assert box["y"] + box["height"] <= FIRST_LOOK, what
        assert box["height"] >= 44, what


@pytest.mark.parametrize("javascript", [True, False])
def test_a_letter_leads_to_the_answer_in_two_questions(new_page, javascript):
    page = new_page(javascript=javascript)
    page.goto("/fr/")
    press(page, LETTER)
    page.wait_for_url("**/decision_kind/")
    page.locator("input[value=refus_titre]").check(force=True)
    page.locator("main form:not(.ways) button[type=submit]").last.click()
    page.wait_for_url("**/decision_date/")
    page.locator("main input[type=checkbox]").last.check(force=True)
    page.locator("main form:not(.ways) button[type=submit]").last.click()
    page.wait_for_url("**/commune/")  # Who helps nearby; it may be passed.
    page.locator("main button[name=pass]").click()
    page.wait_for_url("**/resultat/")
    assert page.locator("[data-procedure='refus_titre_oqtf']").count()


@pytest.mark.parametrize("language", [pytest.param("fr", marks=pytest.mark.whole), "ar"])
def test_danger_shows_the_numbers_at_once_under_no_name(page, looks_right, language):
    page.goto(f"/{language}/")
    press(page, DANGER)
    page.wait_for_url("**/resultat/")
    assert page.title() == "Avant le guichet"
    assert "112" in page.locator("main").inner_text()
    page.set_viewport_size({"width": 360, "height": 740})
    for number in ("tel:17", "sms:114", "tel:3919"):
        box = page.locator(f"a[href='{number}']").bounding_box()
        assert box["y"] + box["height"] <= 740, number
        assert box["height"] >= 44, number
    looks_right(page)
    page.goto(f"/{language}/")
    assert "viol" not in page.locator(".run__title").inner_text().lower()


def in_danger(page):
    page.goto("/fr/")
    press(page, DANGER)
    page.wait_for_url("**/resultat/")


def nothing_is_left(page):
    """Neither Back nor the address shows what was told, and no run is on the device."""
    assert not [one for one in page.context.cookies() if one["name"].startswith("run_")]
    for _ in range(4):
        page.go_back()
        text = page.locator("body").inner_text()
        assert "3919" not in text
        if page.url.endswith("/fr/"):
            break
    page.goto("/fr/")
    assert page.locator(".run").count() == 0


def test_one_press_erases_and_leaves(away, site):
    page = away()
    in_danger(page)
    page.evaluate("localStorage.setItem('ticks', '1')")
    told = page.url
    page.locator("[data-quick-exit] button").click()
    page.wait_for_url(WEATHER)
    page.goto(told)
    assert page.evaluate("localStorage.length") == 0
    assert "3919" not in page.locator("body").inner_text()
    nothing_is_left(page)


def test_leaving_takes_the_page_out_of_the_history(away):
    page = away()
    in_danger(page)
    page.locator("[data-quick-exit] button").click()
    page.wait_for_url(WEATHER)
    nothing_is_left(page)


def test_three_escapes_leave_and_two_do_not(away):
    page = away()
    in_danger(page)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("main")).to_be_visible()
    page.keyboard.press("Escape")
    page.wait_for_url(WEATHER)
    nothing_is_left(page)


def test_it_works_without_scripts(away):
    page = away(javascript=False)
    in_danger(page)
    page.locator("[data-quick-exit] button").press("Enter")
    page.wait_for_url(WEATHER)
    nothing_is_left(page)


def test_the_way_out_stays_in_sight(away):
    page = away()
    in_danger(page)
    page.mouse.wheel(0, 5000)
    page.wait_for_function("() => window.scrollY > 200 || document.body.scrollHeight < 1200")
    box = page.locator("[data-quick-exit] button").bounding_box()
    assert 0 <= box["y"] < PHONE["height"]
    assert box["height"] >= 44
