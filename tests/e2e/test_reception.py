"""« Mode accueil » in a browser: ten people at the desk, their tickets, and nothing left behind."""

import sqlite3
import time
from contextlib import closing

import pytest
from playwright.sync_api import expect

from .desk import AGENT, DESKTOP, PHONE, WIDTH, log_in
from .qr import read_square
from .tapping import POST_PAGE, tap

pytestmark = pytest.mark.browser
TERMINAL = {"width": 1080, "height": 1920}
MOST_TAPS, MOST_SECONDS = 3, 30
SECONDS = 90
# (who, language, what they tap after the language, why they came, where they had looked)
PEOPLE = (
    ("étudiant qui renouvelle", "fr",
     ("but:renouvellement", "famille:renouvellement:etudes",
      "demarche:renouvellement:etudiant_renouvellement"), "information", "nowhere"),
    ("salarié qui renouvelle", "en",
     ("but:renouvellement", "famille:renouvellement:travail",
      "demarche:renouvellement:salarie_renouvellement"), "no_slot", "prefecture_site"),
    ("carte volée", "ar", ("but:duplicata", "famille:duplicata:vie_du_titre",
                           "demarche:duplicata:duplicata_vol"), "missing_paper", "relatives"),
    ("carte à retirer", "ar", ("but:retrait_suivi",), "pick_up", None),
    ("lettre de refus", "fr", ("but:refus",), "information", "association"),
    ("nouvelle adresse", "en", ("but:modification", "demarche:modification:changement_adresse"),
     "wrong_channel", "phone"),
    ("récépissé", "fr", ("but:recepisse", "demarche:recepisse:renouvellement_recepisse_aps"),
     "no_slot", "portal"),
    ("asile", "ar", ("but:asile",), "information", None),
    ("nationalité", "en", ("but:naturalisation", "demarche:naturalisation:naturalisation_decret"),
     "information", "service_public"),
    ("ne sait pas", "fr", ("but:ne_sais_pas",), "other", None),
)  # fmt: skip


@pytest.fixture(scope="module")
def post_url(opened):
    return opened("Hall des essais", self_service=False)


@pytest.fixture(scope="module")
def terminal_url(opened):
    return opened("Borne des essais", self_service=True)


def serve(page, person):
    """Serve one person from the first page to the ticket; return (taps, seconds)."""
    _who, language, choices, _reason, _looked = person
    begun = time.monotonic()
    tap(page, f".entrance-tap--language[lang={language}]")
    for choice in choices:
        tap(page, f"button[value='{choice}']")
    page.locator(".ticket .qr__image").wait_for()
    return len(choices), time.monotonic() - begun


@pytest.mark.whole  # one of them, without a script; questionnaire/reception.
def test_ten_people_get_their_ticket_in_three_taps_and_are_counted_in_one(
    site, new_page, post_url, capsys
):
    page = new_page(viewport=TERMINAL, has_touch=True)
    page.goto(post_url)
    length = page.evaluate("history.length")
    lines = []
    for person in PEOPLE:
        who, language, _choices, reason, looked = person
        taps, seconds = serve(page, person)
        assert page.evaluate("document.documentElement.lang") == language
        if looked:
            page.locator(f"input[value={looked}]").check()
        tap(page, f"button[name=raison][value={reason}]")
        expect(page.locator(".entrance-noted")).to_contain_text("C’est noté")
        expect(page.locator(".ticket .qr__image")).to_be_visible()
        assert page.url == post_url
        assert page.evaluate("history.length") == length
        lines.append(f"{who}: 1 + {taps} + 1, {seconds:.1f} s")
        assert taps <= MOST_TAPS, who
        assert seconds <= MOST_SECONDS, who
        page.locator("[data-restart] button").tap()
        page.locator(".entrance-languages").wait_for()
    with capsys.disabled():
        print("\n  language + procedure + reason, and seconds to the ticket:")
        print("\n".join(f"  {line}" for line in lines))
    counted = site.manage(
        "shell", "-c",
        "from procedures.models import ReceptionCount as C;"
        "print('N', sum(C.objects.values_list('number', flat=True)))",
    )  # fmt: skip
    assert f"N {len(PEOPLE)}" in counted


def test_an_agent_opens_a_terminal_on_the_screen_at_which_they_sit(site, browser):
    context = browser.new_context(base_url=site.url, viewport=DESKTOP, locale="fr-FR")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    # Not with the session of the other tests: this one ends.
    log_in(page, AGENT)
    held = context.cookies()
    page.goto(POST_PAGE)
    page.get_by_label("Nom du poste").fill("Borne du fond")
    page.get_by_label("Borne en libre service").press("Space")
    page.get_by_role("button", name="Ouvrir ce poste").press("Enter")
    address = page.get_by_label("Adresse secrète").input_value()
    assert read_square(page.locator(".board-square .qr__image")) == address
    page.get_by_role("button", name="Copier l'adresse").click()
    expect(page.locator("[data-copied]")).to_have_text("C'est copié.")
    assert page.evaluate("navigator.clipboard.readText()") == address
    assert page.evaluate(WIDTH) <= DESKTOP["width"]
    assert context.cookies()
    page.get_by_role("button", name="Ouvrir le poste sur cet écran").click()
    page.wait_for_url(address)
    assert_nothing_is_left(page)
    # Neither this browser nor the key that it held opens the desk any more.
    for cookies in ([], held):
        context.add_cookies(cookies)
        page.goto(POST_PAGE)
        expect(page.get_by_label("Mot de passe")).to_be_visible()
    context.close()


def what_is_left(page):
    return page.evaluate(
        """async () => [
            localStorage.length, sessionStorage.length, (await caches.keys()).length,
            (await indexedDB.databases()).length,
            (await navigator.serviceWorker.getRegistrations()).length, document.cookie,
        ]"""
    )


def stray(page):
    """Stray into the questionnaire, and keep things on the device."""
    page.goto("/fr/demarche/")
    page.get_by_role("button", name="Commencer").first.click()
    page.wait_for_url("**/demarche/*/*/")
    page.evaluate("localStorage.setItem('a', 'x'), sessionStorage.setItem('b', 'y')")
    page.evaluate("caches.open('c').then((one) => one.put('/z', new Response('w')))")
    assert page.context.cookies()


def assert_nothing_is_left(page):
    page.locator(".entrance-languages").wait_for()
    assert page.locator(".ticket").count() == 0
    assert page.evaluate("document.documentElement.lang") == "fr"
    assert page.context.cookies() == []
    assert what_is_left(page) == [0, 0, 0, 0, 0, ""]


def visits_counted(site):
    with closing(sqlite3.connect(site.folder / "site.sqlite3")) as database:
        (number,) = database.execute("SELECT total(number) FROM procedures_receptioncount")
        return number


def test_a_self_service_terminal_leaves_nothing_and_counts_nobody(site, new_page, terminal_url):
    page = new_page(viewport=TERMINAL, has_touch=True)
    counted = visits_counted(site)
    stray(page)
    page.goto(terminal_url)
    page.clock.install()
    page.goto(terminal_url)
    length = page.evaluate("history.length")
    for ends in ("by itself", "by a press"):
        expect(page.locator("[name=raison]")).to_have_count(0)
        serve(page, PEOPLE[2])
        expect(page.locator("[name=raison]")).to_have_count(0)
        if ends == "by itself":
            page.clock.run_for((SECONDS + 1) * 1000)
        else:
            page.evaluate("localStorage.setItem('a', 'x')")
            page.evaluate("document.cookie = 'a=x; path=/'")
            page.locator("[data-restart] button", has_text="إنهاء").tap()
        assert_nothing_is_left(page)
        assert page.evaluate("history.length") == length
    said = page.evaluate(
        """async () => (await (await fetch(location.href, {
            method: "POST", body: new URLSearchParams({raison: "other"})})).text())"""
    )
    assert "Rien n’est compté" in said
    assert visits_counted(site) == counted
    page.go_back()
    expect(page.locator(".ticket")).to_have_count(0)
    assert "renouveler" not in page.content().lower()


@pytest.mark.whole  # the terminal, which forgets in the same way.
def test_nothing_is_left_after_ninety_seconds_without_a_touch(new_page, post_url):
    page = new_page(viewport=TERMINAL, has_touch=True)
    stray(page)
    page.goto(post_url)
    page.clock.install()
    page.goto(post_url)
    length = page.evaluate("history.length")
    serve(page, PEOPLE[2])
    page.clock.run_for((SECONDS - 15) * 1000)
    assert page.locator("[data-warning]").is_visible()
    page.touchscreen.tap(5, 300)
    expect(page.locator("[data-warning]")).to_be_hidden()
    page.clock.run_for((SECONDS - 5) * 1000)
    assert page.locator(".ticket").is_visible()
    page.clock.run_for(6_000)
    assert_nothing_is_left(page)
    # Back leads to what was there before the first person, and to no ticket.
    assert page.evaluate("history.length") == length
    page.go_back()
    expect(page.locator(".ticket")).to_have_count(0)
    assert "renouveler" not in page.content().lower()


def test_without_a_script_a_person_gets_a_ticket_and_begins_again(new_page, post_url):
    page = new_page(viewport=PHONE, javascript=False)
    page.goto(post_url)
    page.locator(".entrance-tap--language[lang=ar]").click()
    page.locator("button[value='but:renouvellement']").click()
    expect(page.locator(".ticket .qr__image")).to_be_visible()
    refresh = page.locator("noscript meta[http-equiv=refresh], meta[http-equiv=refresh]").first
    assert refresh.get_attribute("content").startswith(f"{SECONDS}; url=")
    page.locator("[data-restart] button").click()
    expect(page.locator(".entrance-languages")).to_be_visible()
    assert page.context.cookies() == []


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_ticket_uses_the_width_of_a_terminal_that_stands(new_page, terminal_url, language):
    """Half of it stood empty, and people read it from further away than a telephone."""
    page = new_page(viewport=TERMINAL, has_touch=True)
    page.goto(terminal_url)
    tap(page, f".entrance-tap--language[lang={language}]")
    tap(page, "button[value='but:retrait_suivi']")
    ticket, square, words, press = (
        page.locator(one).first.bounding_box()
        for one in (".ticket", ".ticket__square", ".ticket__steps", "[data-paper]")
    )
    assert ticket["width"] > TERMINAL["width"] * 0.9
    assert square["width"] > TERMINAL["width"] * 0.4
    # The words stand beside the square, what is pressed below both, all without a scroll.
    assert square["y"] < words["y"] < square["y"] + square["height"] / 2
    assert ticket["y"] + ticket["height"] < press["y"] < TERMINAL["height"] - press["height"]
    page.set_viewport_size(PHONE)
    box = page.locator(".ticket").bounding_box()
    assert box["width"] > PHONE["width"] * 0.85


@pytest.mark.parametrize("language", ["ar", pytest.param("fr", marks=pytest.mark.whole)])
def test_the_pages_are_sound_on_a_phone_and_on_a_terminal(
    new_page, post_url, accessibility_problems, language
):
    page = new_page(viewport=TERMINAL, has_touch=True)
    page.goto(post_url)
    steps = (f".entrance-tap--language[lang={language}]", "button[value='but:renouvellement']")
    for step in ("", *steps):
        if step:
            tap(page, step)
        for screen in (PHONE, TERMINAL):
            page.set_viewport_size(screen)
            assert accessibility_problems(page) == [], (step, screen)
            assert page.evaluate(WIDTH) <= screen["width"], (step, screen)
