"""What is kept on the device: at a tap only, read without a network, erased to the last byte."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from playwright.sync_api import Error, expect

from .people import PEOPLE, Answers
from .test_urgent import DANGER, WEATHER, press

STUDENT = PEOPLE["étudiante marocaine, Montpellier, renouvelle"]
HELD = """async () => ({
    local: Object.keys(localStorage), session: Object.keys(sessionStorage),
    caches: await caches.keys(), cookies: document.cookie,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"local": [], "session": [], "caches": [], "cookies": "", "workers": 0}
CACHED = """async () => {
    const names = await caches.keys();
    const found = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return found.flat().map((request) => new URL(request.url).pathname);
}"""
LEFT = {
    "fr": ("Il vous reste {} papiers.", "Il vous reste 1 papier.", "Vous avez tous les papiers"),
    "ar": ("بقيت لك {} أوراق.", "بقيت لك ورقة واحدة.", "لديك كل أوراق القائمة."),
}


ACTIVE = """() => navigator.serviceWorker.ready.then(({ active }) => new Promise((done) => {
  const look = () => active.state === "activated" && done(true);
  active.addEventListener("statechange", look);
  look();
}))"""


def keep(page):
    page.locator("[data-device] button").click()
    page.wait_for_url("**/gardees/#*")
    # The worker is ready once it holds its files.
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def ready(page, name):
    """Wait until the service worker answers for the pages."""
    # It answers the next request of a page. The page at hand may have come before it took over.
    page.evaluate(ACTIVE)
    assert name in page.evaluate(CACHED)


@pytest.mark.parametrize("language", [pytest.param("fr", marks=pytest.mark.whole), "ar"])
def test_papers_are_ticked_and_counted(answered, looks_right, language):
    page = answered(language, STUDENT)
    many, last, none = LEFT[language]
    boxes = page.locator(".documents:not(.documents--some) .tick input")
    some = page.locator(".documents--some .tick input")
    said = page.locator("[data-left]")
    expect(said).to_have_text("")
    count = boxes.count()
    assert count > 4
    for index in range(count):
        # By the keyboard alone.
        boxes.nth(index).focus()
        page.keyboard.press("Space")
        left = count - index - 1
        words = {0: none, 1: last, 4: many.format(4)}.get(left)
        if words:
            expect(said).to_contain_text(words)
    # What only some persons need was never missing.
    assert some.count() > 0
    for index in range(some.count()):
        some.nth(index).check()
    expect(said).to_contain_text(none)
    assert page.evaluate(HELD)["local"] == []
    looks_right(page)
    page.emulate_media(media="print")
    assert page.locator(".counter__paper[data-ticked]").count() == count + some.count()
    page.emulate_media(media="screen")
    # The tab has them, so that a page that is loaded again is the same; they go with it.
    page.reload()
    assert page.locator(".tick input:checked").count() == count + some.count()
    expect(said).to_contain_text(none)
    elsewhere = page.context.new_page()
    elsewhere.goto(page.url)
    assert elsewhere.locator(".tick input:checked").count() == 0
    assert page.evaluate(HELD)["local"] == []


@pytest.mark.parametrize("language", [pytest.param("fr", marks=pytest.mark.whole), "ar"])
def test_list_is_kept_and_read_offline_then_erased(answered, looks_right, language):
    page = answered(language, STUDENT)
    shelf = f"/{language}/gardees/"
    title = page.locator("h1").first.inner_text()
    page.locator(".tick input").first.check()
    looks_right(page)
    page.locator(".tick input").nth(1).check()
    keep(page)
    ready(page, shelf)
    looks_right(page)
    # What is held is the site's own files and the pages of kept lists: no page of the run.
    cached = page.evaluate(CACHED)
    assert not [one for one in cached if not one.startswith("/static/") and "gardees" not in one]

    page.context.set_offline(True)
    page.goto(f"/{language}/")  # Where the person comes back: it leads to what is kept.
    page.wait_for_url(f"**{shelf}")
    page.locator("[data-rows] a").click()
    expect(page.locator("[data-page] h1").first).to_have_text(title)
    assert page.locator("[data-page] .tick input:checked").count() == 2
    assert page.locator("[data-page] a[href*='/demarche/']").count() == 0
    page.locator("[data-page] .tick input").nth(2).check()

    page.locator("[data-what]").select_option("none")
    page.locator("[data-tried]").click()
    page.locator("[data-tried]").click()
    expect(page.locator("[data-tries] li")).to_have_count(2)
    page.reload()
    expect(page.locator("[data-tries] li")).to_have_count(2)
    page.locator("[data-tries] li button").first.click()
    expect(page.locator("[data-tries] li")).to_have_count(1)
    page.context.set_offline(False)
    page.locator("[data-to-print]").click()
    page.wait_for_url("**/essais/#*")
    # In French, for who receives it.
    expect(page.locator("[data-proofs] tbody tr").first).to_contain_text("Pas de créneau libre")
    expect(page.locator("[data-of]")).to_contain_text("Hérault")
    looks_right(page)
    page.goto(shelf)
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("[data-rows] button").click()
    expect(page.locator("[data-none]")).to_be_visible()
    looks_right(page)
    page.goto(f"/{language}/liste/")
    held = page.evaluate(HELD)
    assert {**held, "cookies": ""} == NOTHING


@pytest.mark.whole  # questionnaire/keeping says what changed since.
def test_kept_list_is_calculated_again_today(answered):
    page = answered("fr", STUDENT)
    page.locator(".tick input").first.check()
    keep(page)
    page.locator("[data-today]").click()
    page.locator("[data-reopen] button").click()
    page.wait_for_url("**/resultat/")
    expect(page.locator("[data-since]")).to_contain_text("Rien n’a changé depuis le")
    # The same answers are the same list: what was ticked is ticked.
    assert page.locator(".tick input:checked").count() == 1


SOON = Answers(STUDENT, expiry_date=datetime.now(UTC).date() + timedelta(75))
OVER = {
    "fr": ("Le dernier jour est passé", "Passé depuis 4 jours"),
    "ar": ("انتهى آخر يوم", "انقضى منذ 4 أيام"),
}


@pytest.mark.parametrize("language", ["fr", pytest.param("ar", marks=pytest.mark.whole)])
def test_kept_list_is_counted_again_on_another_day_without_a_network(
    answered, looks_right, language
):
    page = answered(language, SOON)
    last = date.fromisoformat(page.locator(".answer time").first.get_attribute("datetime"))
    keep(page)
    ready(page, f"/{language}/gardees/")
    expect(page.locator("[data-over]")).to_be_hidden()
    page.context.set_offline(True)
    page.clock.set_fixed_time(datetime.combine(last - timedelta(3), time(9)))
    page.reload()
    card = page.locator("[data-now] .answer").first
    expect(card).to_contain_text({"fr": "Encore 3 jours", "ar": "بقيت 3 أيام"}[language])
    expect(card).to_have_class(re.compile("answer--danger"))
    page.clock.set_fixed_time(datetime.combine(last + timedelta(4), time(9)))
    page.reload()
    over = page.locator("[data-over]")
    for words in OVER[language]:
        expect(over).to_contain_text(words)
    expect(over.locator(".answer")).to_have_class(re.compile("answer--danger"))
    expect(page.locator("[data-today]")).to_be_visible()
    expect(page.locator("[data-page]")).to_be_hidden()
    page.locator("[data-old] > summary").press("Enter")
    expect(page.locator("[data-page] .documents").first).to_be_visible()
    page.context.set_offline(False)
    looks_right(page)


WAITING = Answers(
    commune="34172",
    nationality="ML",
    goal="recepisse",
    current_document="recepisse",
    permit_motive="salarie",
    ground="travail_salarie",
    expiry_date=datetime.now(UTC).date() + timedelta(20),
    request_filed_on=datetime.now(UTC).date() - timedelta(60),
)


def test_kept_list_is_over_after_the_last_of_its_days(answered):
    """A silence becomes a refusal, and the court may then be asked for two months."""
    page = answered("fr", WAITING)
    card = page.locator(".answer").first
    refused = date.fromisoformat(card.locator("time").first.get_attribute("datetime"))
    expect(card.locator("[data-then]")).to_have_count(1)
    keep(page)
    ready(page, "/fr/gardees/")
    card = page.locator("[data-now] .answer").first
    last = card.locator(".answer__last")
    page.clock.set_fixed_time(datetime.combine(refused + timedelta(3), time(9)))
    page.reload()
    expect(card.locator(".answer__band")).to_have_text("Un premier délai est passé")
    expect(last).to_contain_text("Dernier jour pour le tribunal")
    expect(card.locator("[data-then]")).to_have_count(0)
    expect(page.locator("[data-over]")).to_be_hidden()
    until = date.fromisoformat(last.locator("time").get_attribute("data-until"))
    assert until > refused + timedelta(50)
    page.clock.set_fixed_time(datetime.combine(until + timedelta(1), time(9)))
    page.reload()
    expect(page.locator("[data-over]")).to_contain_text("Dernier jour pour le tribunal")


def test_erasing_the_answers_erases_what_was_kept(answered):
    page = answered("fr", STUDENT)
    page.locator(".tick input").first.check()
    keep(page)
    page.go_back()
    page.locator("main a[href$='/effacer/']").click()
    page.locator("main form button[type=submit]").click()
    page.wait_for_selector("[data-forget]")
    page.goto("/fr/liste/")
    page.wait_for_function(
        "() => navigator.serviceWorker.getRegistrations().then((all) => !all.length)"
    )
    held = page.evaluate(HELD)
    assert {**held, "cookies": ""} == NOTHING


@pytest.mark.parametrize("offline", [False, pytest.param(True, marks=pytest.mark.whole)])
def test_leaving_at_once_erases_what_was_kept(answered, offline):
    page = answered("fr", STUDENT)
    page.locator(".tick input").first.check()
    keep(page)
    page.context.route(WEATHER, lambda route: route.fulfill(body="<title>Pluie</title>"))
    page.context.set_offline(offline)
    page.locator(".leave__word").click()
    page.locator("[data-leave] button").click()
    page.wait_for_function("() => location.host !== '127.0.0.1'")
    # On a busy machine the other page may still be coming, and interrupts the next one.
    page.wait_for_load_state("networkidle")
    page.context.set_offline(False)
    try:
        page.goto("/fr/liste/")
    except Error as interrupted:
        if "ERR_ABORTED" not in interrupted.message:
            raise
        page.goto("/fr/liste/")
    held = page.evaluate(HELD)
    # That the tab was left is all that it knows: its history stays hidden.
    assert {**held, "cookies": ""} == {**NOTHING, "session": ["left"]}
    if not offline:
        left = [one["name"] for one in page.context.cookies() if one["name"].startswith("run_")]
        assert left == []


def test_who_told_a_danger_is_offered_to_keep_nothing(page):
    page.goto("/fr/")
    press(page, DANGER)
    page.wait_for_url("**/resultat/")
    assert page.locator("[data-device]").count() == 0


@pytest.mark.parametrize("language", ["fr", pytest.param("ar", marks=pytest.mark.whole)])
def test_lost_connection_loses_no_answer(page, looks_right, language):
    page.goto(f"/{language}/demarche/")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/demarche/*/*/")
    page.locator("input[value=france]").check(force=True)
    second = page.locator("input[value=moi]")
    if second.count():
        second.check(force=True)
    asked = page.url
    page.context.set_offline(True)
    page.locator("[data-send] .actions button").first.click()
    expect(page.locator("[data-lost]")).to_be_visible()
    assert page.url == asked
    assert page.locator("input[value=france]").is_checked()
    looks_right(page)
    page.context.set_offline(False)
    page.locator("[data-send] .actions button").first.click()
    page.wait_for_url(lambda url: url != asked)
    page.go_back()
    expect(page.locator("input[value=france]")).to_be_checked()


def test_answer_that_is_refused_is_explained_as_without_a_script(page):
    page.goto("/fr/demarche/")
    page.locator("main form button[type=submit]").first.click()
    page.locator("[data-send] .actions button").first.click()
    expect(page.locator("[data-focus]")).to_be_visible()
