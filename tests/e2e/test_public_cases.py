"""Three people of the catalogue's cases walk from the home page to their result."""

from datetime import date
from itertools import product

import pytest
import yaml

from .desk import PHONE
from .site import ROOT
from .walk import Walk, case

# Every page of this person's walk is accessible and fits a phone.
LOOKED_AT = "epouse_bresilienne_d_un_portugais_montauban"
PEOPLE = [
    "etudiante_marocaine_montpellier_renouvellement",
    LOOKED_AT,
    "nationalite_par_mariage_equatorienne_montpellier",
]
NO_BREAK = "\N{NO-BREAK SPACE}"


def written(text):
    """Return a text with the spaces and apostrophes of a keyboard, not of a printer."""
    return text.replace(NO_BREAK, " ").replace("’", "'")


CERTAIN = ".documents:not(.documents--possible) :is(.document__title, .document__french)"
TITLES = {
    one["id"]: written(one["title"].strip())
    for one in yaml.safe_load((ROOT / "catalogue/documents.yaml").read_text(encoding="utf-8"))
}
WAYS = [("fr", True), ("fr", False), ("ar", True), ("ar", False)]
# Without scripts; with them, test_looks.py walks in Arabic and asks axe of each page. What each
# case gets, and that the way to it is the one on the screens, test_shipped_catalogue.py and
# runs/test_path.py say of many more.
ALWAYS = {(PEOPLE[0], "fr", False)}
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
    # In French on every page: a counter asks for a paper by its name.
    shown = [written(one) for one in walk.page.locator(CERTAIN).all_text_contents()]
    for document in person["expect"]["documents"]["include"]:
        names = document if isinstance(document, list) else [document]
        assert any(TITLES[name] in shown for name in names), document
    for document in person["expect"]["documents"]["exclude"]:
        assert TITLES[document] not in shown, document
    assert walk.page.evaluate("document.documentElement.scrollWidth") <= 360 if javascript else True


def test_a_date_and_a_price_are_on_the_page(answered):
    person = case(PEOPLE[0])
    page = answered("fr", person["answers"])
    text = page.locator("main").inner_text()
    window = person["expect"]["window"]
    months = {1: "janvier", 3: "mars"}
    for end in (window["from"], window["to"]):
        end = date.fromisoformat(str(end))
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
    # Two short questions share the first page.
    for question in page.locator("main fieldset").all():
        question.locator("input[type=radio]").first.focus()
        page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/residence/" not in url)
