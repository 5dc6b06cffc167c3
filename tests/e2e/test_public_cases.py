"""Three people of the catalogue's cases walk from the home page to their result."""

from datetime import date
from itertools import product

import pytest

from .desk import PHONE
from .walk import Walk, case

# Every page of this person's walk is accessible and fits a phone.
LOOKED_AT = "epouse_bresilienne_d_un_portugais_montauban"
PEOPLE = [
    "etudiante_marocaine_montpellier_renouvellement",
    LOOKED_AT,
    "nationalite_par_mariage_equatorienne_montpellier",
]
WAYS = [("fr", True), ("fr", False), ("ar", True), ("ar", False)]
# Each person once, and each way once.
ALWAYS = {(PEOPLE[0], "fr", False), (PEOPLE[0], "ar", False), (PEOPLE[2], "fr", True)}
ALWAYS |= {(LOOKED_AT, "ar", True)}
WALKS = [
    pytest.param(*walk, marks=() if walk in ALWAYS else pytest.mark.whole)
    for walk in ((name, *way) for name, way in product(PEOPLE, WAYS))
]


@pytest.mark.parametrize(("name", "language", "javascript"), WALKS)
def test_a_person_reaches_the_right_result(new_page, looks_right, name, language, javascript):
    person = case(name)
    walk = Walk(new_page(javascript=javascript), language, person["answers"])

    def visit(page):
        if javascript and name == LOOKED_AT:
            looks_right(page, PHONE)

    walk.start().answer_all(visit)
    visit(walk.page)
    walk.see_result()
    visit(walk.page)
    expected = person["expect"]["procedures"][0]
    shown = walk.page.locator("[data-procedure]").first
    assert shown.get_attribute("data-procedure") == expected
    for document in person["expect"]["documents"]["include"]:
        names = document if isinstance(document, list) else [document]
        assert any(walk.page.locator(f"[data-document='{name}']").count() for name in names), (
            document
        )
    for document in person["expect"]["documents"]["exclude"]:
        assert walk.page.locator(f"[data-document='{document}']").count() == 0, document
    assert walk.page.evaluate("document.documentElement.scrollWidth") <= 360 if javascript else True


def test_a_date_and_a_price_are_on_the_page(new_page):
    person = case(PEOPLE[0])
    page = new_page()
    Walk(page, "fr", person["answers"]).start().answer_all().see_result()
    text = page.locator("main").inner_text()
    window = person["expect"]["window"]
    months = {1: "janvier", 3: "mars"}
    for end in (window["from"], window["to"]):
        assert isinstance(end, date)
        assert f"{end.day} {months[end.month]} {end.year}" in text.replace("\u202f", " ").replace(
            "\xa0", " "
        )
    assert "100" in text


def test_the_keyboard_alone_is_enough(page):
    page.goto("/fr/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#")
    page.locator("main a[href$='/demarche/']").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/demarche/")
    page.locator("main form button[type=submit]").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/residence/")
    page.locator("main input[type=radio]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/residence/" not in url)
