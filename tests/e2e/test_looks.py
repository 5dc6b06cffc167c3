"""Every kind of public page is accessible and fits: three widths, light and dark, each language."""

from itertools import product

import pytest

from tests.languages import LANGUAGES

from .desk import PHONE, WIDTH
from .walk import Walk, case

STUDENT = "etudiante_marocaine_montpellier_renouvellement"
SCREENS = [{"width": 320, "height": 640}, PHONE, {"width": 1280, "height": 900}]
PAGES = [
    "",
    "demarche/",
    "demarches/",
    "demarches/etudiant-renouvellement/",
    "prefectures/",
    "34/",
    "75/",
    "demarche/quitter/",
    "confidentialite/",
    "mentions-legales/",
    "accessibilite/",
    "plan/",
    "donnees/",
    "exemples/",
    "exemples/etudiante-montpellier/",
    "code/",
    "n-existe-pas/",
]
OPEN_ALL = "document.querySelectorAll('main details').forEach(one => { one.open = true })"
URGENT_WAYS = {"urgent: letter": "goal.refus", "urgent: danger": "ground.violences_traite"}
DANGER = URGENT_WAYS["urgent: danger"]
# One language in one scheme in the short run; the whole run has each with each.
ALWAYS = {("ar", "light")}
LOOKS = [
    pytest.param(
        *one,
        marks=() if one in ALWAYS else pytest.mark.whole,
    )
    for one in product(LANGUAGES, ("light", "dark"))
]


@pytest.fixture
def sound(request, looks_right, subtests):
    """A function: one page is right on each screen, then with all that opens opened."""
    is_whole = request.node.get_closest_marker("whole")

    def check(page):
        with subtests.test(page=page.url):
            if is_whole:
                looks_right(page, *SCREENS)
            else:
                # The short run asks axe once a page, with all that it may find; the widest screen
                # is only measured.
                page.set_viewport_size(SCREENS[-1])
                assert page.evaluate(WIDTH) <= SCREENS[-1]["width"]
            page.evaluate(OPEN_ALL)
            looks_right(page, SCREENS[0])

    return check


@pytest.mark.whole  # axe reads some of them in test_site_pages.py and test_urgent.py.
@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_pages_of_the_site(new_page, sound, fewer, language, scheme):
    page = new_page(color_scheme=scheme)
    for path in fewer(PAGES):
        page.goto(f"/{language}/{path}")
        sound(page)


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_pages_of_a_run(new_page, sound, language, scheme):
    walk = Walk(new_page(color_scheme=scheme), language, case(STUDENT)["answers"])
    walk.start().answer_all(sound)
    sound(walk.page)
    walk.see_result()
    sound(walk.page)
    run = walk.page.url.rpartition("resultat/")[0]
    walk.page.goto(f"{run}effacer/")
    sound(walk.page)


@pytest.mark.whole  # axe reads some of them in test_site_pages.py and test_urgent.py.
@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_pages_of_the_urgent_ways(new_page, sound, language, scheme):
    page = new_page(color_scheme=scheme)
    for way in URGENT_WAYS.values():
        page.goto(f"/{language}/")
        page.locator(f"button[value='{way}']").first.click()
        page.wait_for_url("**/demarche/*/*/")
        sound(page)


def test_answer_opens_with_the_keyboard_alone(answered):
    page = answered("fr", case(STUDENT)["answers"])
    line = page.locator(".line > summary").first
    line.focus()
    page.keyboard.press("Enter")
    assert line.evaluate("one => one.parentElement.open")
    outline = line.evaluate("one => getComputedStyle(one).outlineStyle")
    assert outline != "none", "who uses the keyboard sees where they are"


UNDER_THE_BAR = """() => {
    const one = document.activeElement, bar = document.querySelector('.quick-exit');
    const apart = !one.closest('main, .footer') || !bar;
    return !apart && one.getBoundingClientRect().top < bar.getBoundingClientRect().bottom - 1;
}"""


def test_what_takes_the_focus_is_never_under_the_way_out(new_page):
    page = new_page(reduced_motion="reduce")  # A page that glides is not where it will be.
    page.goto("/fr/")
    page.locator(f"button[value='{DANGER}']").first.click()
    page.wait_for_url("**/resultat/")
    for key in ("Tab", "Shift+Tab"):
        for _ in range(25):
            page.keyboard.press(key)
            assert not page.evaluate(UNDER_THE_BAR), page.evaluate(
                "document.activeElement.outerHTML"
            )


def test_parts_of_an_answer_stand_beside_it_on_a_wide_screen(answered):
    page = answered("fr", case(STUDENT)["answers"], viewport=SCREENS[-1])
    links = page.locator(".page-nav a")
    titles = page.locator(".result__main h2:visible").all_inner_texts()
    assert links.count() >= 6
    assert set(links.all_inner_texts()) <= set(titles)
    links.last.click()
    page.wait_for_url("**/#sources")
    page.set_viewport_size(PHONE)
    assert not page.locator(".page-nav").is_visible()
