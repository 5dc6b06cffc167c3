"""What an agent of an entrance counts in a browser, in a row, twice, and without a network."""

import time

import pytest
from playwright.sync_api import expect

from .desk import AGENT, PHONE, WIDTH, log_in
from .tapping import FINGER, tap

pytestmark = pytest.mark.browser


def test_twenty_visits_in_a_row_one_cancelled_and_the_head_reads_nineteen(
    site, new_page, opened, accessibility_problems
):
    address = opened("Hall compté", self_service=False)
    page = new_page(viewport=PHONE, has_touch=True)
    page.goto(address)
    today = page.locator(".entrance-panel__today")
    places = []
    for number in range(1, 21):
        # By turns: the same reason again at once is the second touch of a finger.
        reason = ("summons", "pick_up")[number % 2]
        tap(page, f"button[name=raison][value={reason}]")
        expect(today).to_contain_text(f"{number} visite")
        # What was counted is read, and the next one counted, without a scroll.
        expect(page.locator(".entrance-noted")).to_be_in_viewport(ratio=1)
        box = page.locator("button[name=raison][value=summons]").bounding_box()
        places.append(box["y"])
    assert max(places) - min(places) < FINGER / 2
    assert 0 < box["y"] < PHONE["height"] - box["height"]
    assert page.evaluate(WIDTH) <= PHONE["width"]
    assert accessibility_problems(page) == []
    # The last one can be cancelled once the screen began again, too.
    tap(page, ".entrance-tap--language[lang=ar]")
    tap(page, "button[value='but:retrait_suivi']")
    page.locator("[data-restart] button").tap()
    page.locator(".entrance-languages").wait_for()
    tap(page, "button[name=annuler]")
    expect(page.locator(".entrance-noted")).to_contain_text("C’est annulé")
    expect(today).to_contain_text("19 visites")
    expect(page.locator("button[name=annuler]")).to_have_count(0)
    desk = new_page(viewport=PHONE)
    log_in(desk, AGENT)
    desk.goto("/admin/tableaux-de-bord/accueil/")
    detail = desk.locator("section", has_text="Aujourd'hui et ces semaines")
    expect(detail).to_contain_text("Hall compté : 19")
    expect(desk.locator("#semaines")).to_have_count(0)
    assert desk.evaluate(WIDTH) <= PHONE["width"]
    assert accessibility_problems(desk) == []


def test_what_is_counted_without_a_network_is_told_and_counted_once(new_page, opened):
    """It was lost, and said so above what the agent saw; a slow answer lost the next reason."""
    page = new_page(viewport=PHONE, has_touch=True)
    address = opened("Hall sans réseau", self_service=False)
    page.goto(address)
    today = page.locator(".entrance-panel__today")
    lost = page.locator(".entrance-panel [data-lost]")

    def unanswered(route):
        route.fetch()
        route.abort()

    failures = (("summons", lambda route: route.abort()), ("information", unanswered))
    for reason, failing in failures:
        page.route(address, failing)
        button = page.locator(f"button[name=raison][value={reason}]")
        place = button.bounding_box()["y"]
        button.tap()
        expect(lost).to_be_in_viewport(ratio=1)
        expect(lost).to_contain_text("Touchez encore")
        expect(page.locator(".entrance-noted:visible")).to_have_count(0)
        if today.inner_text().count("1 visite"):
            # Touched in the same place, the same reason is touched.
            assert abs(button.bounding_box()["y"] - place) < FINGER / 2
        page.unroute(address)
        tap(page, f"button[name=raison][value={reason}]")
        expect(lost).to_be_hidden()
        expect(page.locator(".entrance-noted")).to_be_in_viewport(ratio=1)
    expect(today).to_contain_text("2 visites")
    # Two reasons while an answer is awaited, one of them twice.
    page.route(address, lambda route: (time.sleep(0.5), route.continue_()))
    for reason in ("other", "other", "pick_up"):
        page.locator(f"button[name=raison][value={reason}]").dispatch_event("click")
    expect(today).to_contain_text("4 visites")
