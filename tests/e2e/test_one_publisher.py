"""The publisher of a département moves three « talent » procedures to another way, on her own.

National persons fail only because of it: she answers for them in the act that publishes.
"""

import re

import pytest

from .desk import AGENT_34, PUBLISHED
from .hands import BY_TURNS

NAMES = ("talent - salarié qualifié", "talent - carte bleue", "talent - chercheur")
ADDRESS = "https://www.herault.gouv.fr/rendez-vous-talent"


def moves_three_procedures(one):
    one.link("Changer un lien")
    one.link("Changer plusieurs démarches à la fois")
    one.page.wait_for_url("**/canaux/changer/**")
    summary = one.page.locator("summary", has_text="Carte « talent »")
    family = one.page.locator(".bulk__family", has=summary)
    one.press(family.locator("summary"))
    for name in NAMES:
        one.press(family.get_by_label(re.compile(name)).first)
    one.choose(one.page.locator("[name=kind]"), value="online_booking")
    one.write(one.page.locator("[name=url]"), ADDRESS)
    one.button("Voir ce qui change")
    one.page.wait_for_selector("[value=appliquer]")
    one.button("Appliquer, puis lire et publier")
    one.page.wait_for_selector(".publication__act")


def undoes(page):
    """Put the edition of before in force again, and take the change from her work too."""
    page.goto("/admin/procedures/edition/")
    page.locator("#result_list a", has_text="remettre en vigueur").first.click()
    page.locator("[name=work][value=retirer]").check()
    page.locator("input[value='Remettre en vigueur']").click()
    page.wait_for_url("**/edition/")
    page.wait_for_selector(".success")


@pytest.mark.whole  # procedures/admin/test_bulk_page.py, test_to_confirm.py.
@BY_TURNS
def test_three_procedures_are_moved_confirmed_and_published_by_herself(hands):
    one = hands(AGENT_34)
    moves_three_procedures(one)
    asked = one.page.locator(".publication__question")
    persons = asked.locator("> ul > li").count()
    assert asked.count() < persons
    for question in asked.all():
        one.press(question.locator("[value=voulu]"))
    one.press(one.page.locator("button[value=publier]"))
    one.page.wait_for_selector(PUBLISHED)
    try:
        one.link("Voir la page du 34")
        one.page.wait_for_url("**/fr/34/")
        one.ends("three procedures are filed otherwise")
        assert ADDRESS in one.page.content()
    finally:
        undoes(one.page)
    assert ADDRESS not in one.page.request.get("/fr/34/").text()
    one.page.goto("/admin/")
    # National persons are as before, and so is what she writes: nothing is left to be published.
    assert one.page.get_by_role("link", name="Lire et publier").count() == 0
