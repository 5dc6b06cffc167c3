"""The ticket of an entrance in a browser: what is offered before it, its paper, its square."""

import re

import pytest
from playwright.sync_api import expect

from questionnaire.keeping.link import decode

from .desk import DESKTOP, PHONE, WIDTH
from .guide import take
from .qr import read_square
from .tapping import tap

pytestmark = pytest.mark.browser


def test_what_is_more_precise_stands_before_the_general_ticket(new_page):
    page = new_page(viewport=PHONE, has_touch=True)
    page.goto("/fr/accueil/34/")
    tap(page, ".entrance-tap--language[lang=ar]")
    tap(page, "button[value='but:renouvellement']")
    family = page.locator("button[value^='famille:renouvellement:']").last
    ticket = page.locator(".ticket")
    assert family.bounding_box()["y"] < ticket.bounding_box()["y"]
    expect(page.locator(".ticket__title")).not_to_be_in_viewport()
    length = page.evaluate("history.length")
    page.locator("[data-skip]").tap()
    expect(page.locator(".ticket__title")).to_be_focused()
    for one in (".ticket__title", ".ticket__square", "[data-paper]"):
        expect(page.locator(one).first).to_be_in_viewport(ratio=1)
    assert page.evaluate("history.length") == length
    assert "#" not in page.url


SCREENS = ((1024, 768), (390, 844), (1080, 1920))
# The longest titles of the two kinds of tickets, with the longest name of a préfecture.
LONGEST = (
    ("but:refus", "demarche:refus:declaration_nationalite_recours"),
    (
        "but:carte_resident",
        "famille:carte_resident:carte_resident",
        "demarche:carte_resident:carte_resident_autres_fondements",
    ),
)


@pytest.mark.parametrize("taps", LONGEST)
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_square_and_print_are_in_view_of_the_longest_ticket(new_page, language, taps):
    page = new_page(viewport=DESKTOP, has_touch=True)
    page.goto("/fr/accueil/82/")
    for one in (
        f".entrance-tap--language[lang={language}]",
        *(f"[value='{each}']" for each in taps),
    ):
        tap(page, one)
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        square, press = (
            page.locator(one).first.bounding_box() for one in (".ticket__square", "[data-paper]")
        )
        for box in (square, press):
            assert 0 <= box["y"] <= height - box["height"], (width, height)
            assert 0 <= box["x"] <= width - box["width"], (width, height)
        # Neither covers the other.
        beside = square["x"] + square["width"] <= press["x"] or (
            press["x"] + press["width"] <= square["x"]
        )
        assert beside or square["y"] + square["height"] <= press["y"], (width, height)
    page.set_viewport_size({"width": 320, "height": 568})
    assert page.evaluate(WIDTH) <= 320


@pytest.mark.parametrize(
    ("department", "taps"),
    [
        ("34", ["but:renouvellement"]),
        # Whoever may have a letter reads of its delay too, and who helps.
        ("34", ["but:refus"]),
        ("82", ["but:refus", "demarche:refus:conditions_accueil_recours"]),
        ("09", ["but:refus", "demarche:refus:refus_titre_oqtf"]),
    ],
)
def test_the_ticket_prints_on_a_roll_and_on_a_sheet_one_page_each(new_page, department, taps):
    page = new_page(viewport=DESKTOP, has_touch=True)
    page.add_init_script("window.print = () => { window.printed = (window.printed || 0) + 1; }")
    page.goto(f"/fr/accueil/{department}/")
    tap(page, ".entrance-tap--language[lang=ar]")
    for one in taps:
        tap(page, f"button[value='{one}']")
    if taps == ["but:renouvellement"]:
        take(page, "accueil-ticket", around=page.locator(".entrance-ticket"))
    else:
        page.emulate_media(media="print")
        assert page.evaluate(ROOM_ABOVE_THE_SQUARE) > 0
        page.emulate_media(media="null")
    for paper, millimetres in (("ticket", 80), ("feuille", 210)):
        tap(page, f"button[name=papier][value={paper}]")
        written = page.pdf(prefer_css_page_size=True)
        boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", written)
        assert [round(float(width) / 72 * 25.4) for width, _height in boxes] == [millimetres]
        if paper == "ticket":
            assert 0 <= round(float(boxes[0][1]) / 72 * 25.4) - 2 * MARGIN - printed(page) <= 25
    assert page.evaluate("window.printed") == 2


# From the last line that names who helps, at one moment: the page may be moving.
ROOM_ABOVE_THE_SQUARE = """
    document.querySelector(".ticket__square").getBoundingClientRect().top
    - [...document.querySelectorAll(".ticket__reach")].at(-1).getBoundingClientRect().bottom
"""
# In millimetres, on each side of the roll.
MARGIN = 4


def printed(page):
    """Return how long the ticket of a roll is, in millimetres, without its margins."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round((80 - 2 * MARGIN) / 25.4 * 96), "height": 400})
    pixels = page.locator(".ticket").evaluate("one => one.getBoundingClientRect().height")
    page.emulate_media(media="null")
    page.set_viewport_size(DESKTOP)
    return pixels / 96 * 25.4


@pytest.mark.parametrize(("paper", "millimetres"), [("ticket", 80), ("feuille", 210)])
def test_square_of_a_printed_ticket_begins_with_what_was_tapped(new_page, paper, millimetres):
    page = new_page(viewport=DESKTOP, has_touch=True)
    page.add_init_script("window.print = () => {}")
    page.goto("/fr/accueil/34/")
    tap(page, ".entrance-tap--language[lang=ar]")
    tap(page, "button[value='but:renouvellement']")
    tap(page, f"button[name=papier][value={paper}]")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round(millimetres / 25.4 * 96), "height": 1100})
    read = read_square(page.locator(".ticket .qr__image"))

    other = new_page()
    other.goto(read)
    assert other.url == read.partition("#")[0]
    other.locator("main form button").first.click()
    other.wait_for_url("**/demarche/*/*/")
    answers = decode(read).answers
    assert answers["goal"] == "renouvellement"
    assert answers["commune"].startswith("34")
    assert other.evaluate("document.documentElement.lang") == "ar"
