"""A kit is opened by an agent, filled without scripts, and offline in a waiting room, then sent."""

import re

import pytest
from playwright.sync_api import expect

from tests.languages import LANGUAGES

from .desk import AGENT, DESKTOP, open_wave
from .guide import take
from .test_people import printed

HELD = """async () => ({
    waits: Object.keys(localStorage).filter((key) => key.startsWith("enquete:")).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    pages: (await (await caches.open("enquetes-pages")).keys())
        .map(({ url }) => new URL(url).pathname),
})"""
WAITING = "() => Object.entries(localStorage).find(([key]) => key.startsWith('enquete:'))"
NOTHING_WAITS = "() => !Object.keys(localStorage).some((key) => key.startsWith('enquete:'))"
NAME = "Essai du navigateur"


@pytest.fixture
def wave(new_page):
    """Open a wave of the usagers' kit at the desk, without scripts; return (desk, its address)."""
    desk = new_page(AGENT, viewport=DESKTOP, javascript=False)
    return desk, open_wave(desk, NAME)


def filled(desk):
    """Return how many forms the desk counts."""
    desk.reload()
    return int(
        re.search(r"(\d+) questionnaires? rempli", desk.locator(".desk-intro").inner_text())[1]
    )


def pick(page, question, value):
    box = page.locator(f"input[name={question}-reponse][value={value}]")
    page.locator(f"label[for={box.get_attribute('id')}]").click()


def answer(page, *, motif="information", times="2"):
    pick(page, "motif", motif)
    page.fill("input[name=fois-reponse]", times)
    pick(page, "cherche", "proches")


def send(page):
    page.locator("[data-inquiry] [type=submit]").click()


@pytest.mark.whole  # test_what_waits_is_erased_and_what_is_sent_twice_counts_once.
def test_a_kit_is_filled_offline_and_sent_when_the_network_is_back(wave, new_page):
    desk, address = wave
    page = new_page()
    page.goto(address)
    take(page, "enquete-telephone")
    # A question that depends on another waits for its answer.
    obstacle = page.locator("[data-of='trouve-reponse']")
    expect(obstacle).to_be_hidden()
    page.locator("[data-keep]").click()
    expect(page.locator("[data-say=ready]")).to_be_visible()
    held = page.evaluate(HELD)
    assert held["workers"] == 3
    assert sorted(held["pages"]) == sorted(address.replace("/fr/", f"/{one}/") for one in LANGUAGES)

    page.context.set_offline(True)
    # In the language of the person who sits there, from a page that comes from no network.
    page.goto(address.replace("/fr/", "/ar/"))
    send(page)
    expect(page.locator("[data-say=empty]")).to_be_visible()
    answer(page, times="99")
    send(page)
    expect(page.locator("[data-say=number]")).to_be_visible()
    page.fill("input[name=fois-reponse]", "3")
    pick(page, "trouve", "non")
    expect(page.locator("[data-of='trouve-reponse']")).to_be_visible()
    send(page)
    expect(page.locator("[data-say=kept]")).to_be_visible()
    expect(page.locator("[data-count]")).to_have_text("1")
    assert page.locator("[data-inquiry] input:checked").count() == 0
    answer(page, motif="retrait")
    send(page)
    expect(page.locator("[data-count]")).to_have_text("2")
    assert page.evaluate(HELD)["waits"] == 2
    assert filled(desk) == 0

    # The network is back: what waits leaves by itself, and the page says so.
    page.context.set_offline(False)
    page.wait_for_function(NOTHING_WAITS)
    expect(page.locator("[data-say=sent]")).to_be_visible()
    expect(page.locator("[data-say=kept]")).to_be_hidden()
    page.goto(address)
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert page.evaluate(HELD)["waits"] == 0
    assert filled(desk) == 2
    assert "2 en arabe" in desk.locator(".desk-intro").inner_text()
    assert not page.context.cookies()


def test_the_memo_on_how_to_ask_is_printed_on_one_page(new_page):
    desk = new_page(AGENT, viewport=DESKTOP)
    desk.goto("/admin/enquetes-de-terrain/comment-interroger/")
    assert printed(desk) == 1


def test_what_waits_is_erased_and_what_is_sent_twice_counts_once(wave, new_page):
    desk, address = wave
    page = new_page()
    page.goto(address)
    page.context.set_offline(True)
    answer(page)
    send(page)
    expect(page.locator("[data-count]")).to_have_text("1")
    held = page.evaluate(WAITING)
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("[data-erase]").click()
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert page.evaluate(HELD)["waits"] == 0
    page.context.set_offline(False)
    # The same form leaves twice, as if the first answer of the server had been lost.
    for _ in range(2):
        page.evaluate("([key, value]) => localStorage.setItem(key, value)", held)
        page.reload()
        page.wait_for_function(NOTHING_WAITS)
    assert filled(desk) == 1


def test_without_a_script_a_kit_is_filled_and_mistakes_are_said(wave, new_page):
    desk, address = wave
    page = new_page(javascript=False)
    page.goto(address)
    assert page.locator("[data-hint]").first.is_visible()
    answer(page, times="99")
    send(page)
    page.wait_for_selector(".error-summary")
    assert page.is_checked("input[name=motif-reponse][value=information]")
    page.fill("input[name=fois-reponse]", "4")
    send(page)
    page.wait_for_url("**/merci/")
    assert filled(desk) == 1
    assert not page.context.cookies()


@pytest.mark.whole  # Kits are filled with scripts and without, above.
def test_the_pages_are_accessible_and_fit(wave, new_page, looks_right):
    desk, address = wave
    page = new_page()
    for language in ("fr", "ar"):
        page.goto(address.replace("/fr/", f"/{language}/"))
        pick(page, "trouve", "non")
        looks_right(page)
    page.goto(f"{address.replace('/fr/', '/ar/')}merci/")
    looks_right(page)
    office = new_page(AGENT, viewport=DESKTOP)
    office.goto(re.sub(r"^https?://[^/]+", "", desk.url))
    looks_right(office)
    for one in ("", "preparer/", "avant-apres/", "comment-interroger/", "questionnaire/"):
        office.goto(f"/admin/enquetes-de-terrain/{one}")
        looks_right(office)


@pytest.mark.whole  # What waits is erased, above.
def test_nothing_comes_back_after_erasing_nor_for_the_next_person(wave, new_page):
    _desk, address = wave
    page = new_page()
    held = []
    page.goto(address)
    page.evaluate(
        """(to) => ["a", "b"].forEach((one) => localStorage.setItem(
            `enquete:${one}`, JSON.stringify({ to, body: "cherche-reponse=proches" })))""",
        address,
    )
    # The first form is on its way, and slow, when « Effacer » is pressed.
    page.route(
        "**/enquete/*/",
        lambda route: held.append(route) if route.request.method == "POST" else route.continue_(),
    )
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    while not held:
        page.wait_for_timeout(20)
    page.once("dialog", lambda dialog: dialog.accept())
    page.evaluate("() => document.querySelector('[data-erase]').click()")
    expect(page.locator("[data-say=erased]")).to_be_visible()
    with page.expect_response("**/enquete/*/"):
        held[0].fulfill(status=410)
    page.wait_for_timeout(200)
    assert page.evaluate(HELD)["waits"] == 0
    assert len(held) == 1
    page.unroute_all()

    # « Back » after the thanks, at a device that is handed from one person to the next.
    answer(page)
    send(page)
    page.wait_for_url("**/merci/")
    page.go_back()
    expect(page.locator("[data-inquiry]")).to_be_visible()
    assert page.locator("[data-inquiry] input:checked").count() == 0
    assert page.input_value("input[name=fois-reponse]") == ""
