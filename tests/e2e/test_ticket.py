"""The ticket of an entrance in a browser: what is offered before it, its paper, its square."""

import re

import pytest
from playwright.sync_api import expect

from questionnaire.keeping.link import decode

from .desk import DESKTOP, PHONE
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
    expect(page.locator(".ticket__place")).not_to_be_in_viewport()
    length = page.evaluate("history.length")
    page.locator("[data-skip]").tap()
    expect(page.locator(".ticket__title")).to_be_focused()
    expect(page.locator(".ticket__place")).to_be_in_viewport()
    assert page.evaluate("history.length") == length
    assert "#" not in page.url


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
        assert page.evaluate(ROOM_ABOVE_THE_SQUARE) > 0
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
