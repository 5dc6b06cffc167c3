"""Between two cards, in a browser: papers, a sheet, a letter that stays on the device, words."""

import re

import pytest
from playwright.sync_api import expect

from .desk import PHONE
from .people import PEOPLE, Answers, in_days
from .test_device import CACHED, HELD, ready
from .test_urgent import WEATHER

# Nothing is filed, and the site has no slot: the answer is about that.
WITHOUT_SLOT = Answers(
    commune="34172", nationality="MA", goal="probleme_acces", access_problem="rendez_vous",
    request_filed=False, current_document="carte_sejour", permit_motive="vie_privee_familiale",
    expiry_date=in_days(100),
)  # fmt: skip
PAPER = "attestation_prolongation_renouvellement"
LETTER = "attestation_prolongation_manquante"
PAGES = [
    "papiers/",
    f"papiers/{PAPER}/",
    f"papiers/{PAPER}/employeur/",
    "lettres/",
    f"lettres/{LETTER}/",
    "statut/",
    "statut/?q=CSS_MANUELS_A_AFFECTER",
    "sites/",
    "sites/anef_sejour/",
]


def pages_of(page):
    """Return how many sheets of A4 a page takes."""
    drawn = page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom"), "12mm"))
    return len(re.findall(rb"/Type\s*/Page[^s]", drawn))


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_home_shows_the_way_in_and_what_helps_between_two_cards(new_page, language):
    page = new_page()
    page.set_viewport_size(PHONE)
    page.goto(f"/{language}/")
    for seen in page.locator(".hero__start a, .ways__button, section:has(#attente) a").all():
        box = seen.bounding_box()
        assert box["y"] + box["height"] <= PHONE["height"], seen.inner_text()


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_pages_are_accessible_and_fit_a_small_phone(page, looks_right, subtests, language):
    for path in PAGES:
        with subtests.test(page=path):
            page.goto(f"/{language}/{path}")
            looks_right(page, PHONE)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_letter_is_filled_and_printed_and_nothing_leaves_the_device(new_page, language):
    page = new_page()
    page.goto(f"/{language}/lettres/{LETTER}/")
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("[data-fills=nom]").fill("Samira Benali")
    day = page.locator("[data-fills][type=date]").first
    day.fill("2027-03-01")
    letter = page.locator("[data-letter]")
    assert "Samira Benali" in letter.inner_text()
    assert "1er mars 2027" in letter.inner_text()
    page.evaluate("window.print = () => { window.printed = true }")
    page.locator("[data-print]").click()
    assert page.evaluate("window.printed") is True
    page.emulate_media(media="print")
    assert page.locator("[data-fields]").first.is_hidden()
    assert letter.is_visible()
    # It is signed by the person: nothing of the site is printed with it.
    assert page.locator("header, footer").filter(visible=True).count() == 0
    page.emulate_media(media="screen")
    assert asked == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    page.reload()
    assert "Samira" not in page.content()
    assert page.locator("[data-fills=nom]").input_value() == ""


def test_what_was_written_is_erased(new_page):
    page = new_page()
    page.goto(f"/fr/lettres/{LETTER}/")
    page.locator("[data-fills=nom]").fill("Samira Benali")
    page.locator("[data-erase]").click()
    assert "Samira" not in page.locator("[data-letter]").inner_text()


def test_of_a_choice_the_letter_keeps_one_sentence(new_page):
    page = new_page()
    page.goto(f"/ar/lettres/{LETTER}/")
    letter, rule = page.locator("[data-letter]"), "Cochez une seule case"
    assert rule in letter.inner_text()
    chosen = page.locator("[data-chooses]")
    chosen.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert chosen.input_value() == "apres"
    assert rule not in letter.inner_text()
    assert "Mon titre a pris fin" in letter.inner_text()
    assert "Mon titre prend fin" not in letter.inner_text()
    # A sentence that is no part of the choice is kept by a box of its own, or is not in the letter.
    page.locator("[data-keeps=travail]").check()
    assert "Mon employeur" in letter.inner_text()
    assert "complète et dans le délai" not in letter.inner_text()
    page.locator("[data-erase]").click()
    assert rule in letter.inner_text()


def test_without_scripts_a_letter_has_blanks_and_no_field(new_page):
    page = new_page(javascript=False)
    page.goto(f"/fr/lettres/{LETTER}/")
    assert page.get_by_text("Cochez une seule case").is_visible()
    assert page.locator("[data-fills]:visible").count() == 0
    assert page.locator(".blank").first.bounding_box()["width"] > 60


@pytest.mark.parametrize(
    ("language", "paper"), [("fr", PAPER), ("ar", PAPER), ("ar", "confirmation_depot_anef")]
)
def test_a_sheet_is_one_page_of_paper(new_page, language, paper):
    page = new_page()
    page.goto(f"/{language}/papiers/{paper}/")
    for address in page.locator(".askers a").evaluate_all("all => all.map(one => one.href)"):
        page.goto(address)
        assert pages_of(page) == 1, address


@pytest.mark.parametrize(
    ("language", "typed"), [("fr", "css manuels a afecter"), ("ar", "css_manuels_a_affecter")]
)
def test_words_are_typed_with_mistakes_and_understood_without_scripts(new_page, language, typed):
    page = new_page(javascript=False)
    page.goto(f"/{language}/statut/")
    page.locator("#recherche").fill(typed)
    page.locator(".find button").click()
    assert "CSS_MANUELS_A_AFFECTER" in page.locator(".wording").inner_text()
    assert page.locator(".wording__acts li").count() >= 1


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_line_of_time_is_drawn_listed_and_printed(answered, looks_right, language):
    page = answered(language, PEOPLE["salarié, Béziers, renouvelle"], viewport=PHONE)
    page.locator("a[href$='/temps/']").click()
    page.wait_for_url("**/temps/")
    looks_right(page, PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("svg[role=img]").get_attribute("aria-label")
    # What is drawn goes the way of the language, and no label leaves the drawing.
    drawn = page.locator(".strip").bounding_box()
    for label in page.locator(".strip text:visible").all():
        box = label.bounding_box()
        assert drawn["x"] - 1 <= box["x"]
        assert box["x"] + box["width"] <= drawn["x"] + drawn["width"] + 1
    bars = [one.bounding_box()["x"] for one in page.locator(".strip rect").all()]
    assert bars == sorted(bars, reverse=language == "ar")
    assert page.locator(".day--if .day__tag").first.is_visible()
    today = page.locator(".day--now")
    assert today.is_visible()
    page.emulate_media(media="print")
    assert not today.is_visible()
    assert (page.locator(".day [lang=fr]:visible").count() > 5) == (language == "ar")
    assert pages_of(page) == 1
    made, drawn = (page.locator(one).bounding_box() for one in (".strip .print-only", ".strip"))
    assert drawn["x"] - 1 <= made["x"]
    assert made["x"] + made["width"] <= drawn["x"] + drawn["width"] + 1
    page.emulate_media(media="screen")
    page.locator("a[href$='/resultat/']").first.click()
    page.wait_for_url("**/resultat/")


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_who_lacks_a_thing_opens_its_line_and_the_other_way_is_open(new_page, language):
    """Without scripts, on a small phone: nothing is asked of who cannot enter but to read on."""
    page = new_page(javascript=False)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/{language}/sites/anef_sejour/")
    ways = page.locator(".door__ways li")
    assert ways.count() == 3
    assert all(one.is_visible() for one in ways.all())
    first = page.locator(".door details").first
    hidden = first.locator(".fold__body")
    assert not hidden.is_visible()
    first.locator("summary").click()
    assert hidden.is_visible()
    assert first.locator("summary").bounding_box()["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_an_attempt_is_noted_in_the_answer_and_nothing_is_sent(answered):
    page = answered("fr", WITHOUT_SLOT)
    assert page.evaluate(HELD)["local"] == []
    page.locator("[data-tried]").click()
    expect(page.locator("[data-tries] li")).to_have_count(1)
    asked = []
    page.on("request", lambda request: asked.append((request.method, request.post_data)))
    page.locator("[data-what]").select_option("broken")
    page.locator("[data-tried]").click()
    expect(page.locator("[data-tries] li")).to_have_count(2)
    assert asked == []
    page.reload()
    expect(page.locator("[data-tries] li")).to_have_count(2)
    page.locator("[data-to-print]").click()
    rows = page.locator("[data-proofs] tbody tr")
    # The first attempt comes first; the blanks that are left are filled by hand.
    expect(rows.nth(1)).to_contain_text("La page ne marche pas")
    assert [rows.nth(one).inner_text().strip() != "" for one in range(3)] == [True, True, False]
    assert not [one for one in asked if one[0] != "GET" or one[1]]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_without_scripts_the_table_of_attempts_has_blanks(new_page, looks_right, language):
    page = new_page(javascript=False)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/{language}/essais/")
    rows = page.locator("[data-proofs] tbody tr")
    assert rows.count() >= 6
    assert rows.first.bounding_box()["height"] > 30
    assert page.locator(".tries li").count() >= 4
    assert page.locator("a[href*='/lettres/rendez_vous_preuves/']").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("language", ["fr", pytest.param("ar", marks=pytest.mark.whole)])
def test_pages_that_were_opened_open_without_a_network(new_page, looks_right, language):
    page = new_page()
    letter, paper, words = (
        f"/{language}/{path}" for path in (f"lettres/{LETTER}/", f"papiers/{PAPER}/", "statut/")
    )
    for path in (letter, paper, words):
        page.goto(path)
        ready(page, f"/{language}/gardees/")
    searched = f"{words}?q=carte+bloquee"
    page.goto(searched)
    page.wait_for_function(
        "async (path) => (await caches.match(path, { ignoreVary: true }))?.ok", arg=paper
    )
    page.context.set_offline(True)
    page.goto(letter)
    page.locator("[data-fills=nom]").fill("Samira Benali")
    assert "Samira Benali" in page.locator("[data-letter]").inner_text()
    page.evaluate("window.print = () => { window.printed = true }")
    page.locator("[data-print]").click()
    assert page.evaluate("window.printed") is True
    page.goto(paper)
    assert page.locator(".right").count() == 5
    page.goto(searched)
    expect(page.locator("[data-lost-search]")).to_be_visible()
    assert page.locator(".wording").count() == 0
    looks_right(page)
    # What was looked for is in no cache; a page that was never opened leads to the kept lists.
    assert page.evaluate("async (url) => !(await caches.match(url))", searched)
    page.goto(f"/{language}/lettres/communication_motifs/")
    page.wait_for_url("**/gardees/")
    pages = [one for one in page.evaluate(CACHED) if not one.startswith("/static/")]
    assert {one for one in pages if "gardees" not in one} == {letter, paper, words}
    page.context.set_offline(False)
    page.goto(letter)
    expect(page.locator("[data-lost-search]")).to_have_count(0)
    page.locator(".leave__word").click()
    page.context.route(WEATHER, lambda route: route.fulfill(body="<title>Pluie</title>"))
    page.locator("[data-leave] button").click()
    page.wait_for_function("() => location.host !== '127.0.0.1'")
    page.goto(f"/{language}/sites/")
    assert page.evaluate(HELD)["caches"] == []
