"""Who may not publish proposes a change; who publishes reads it first, and sends it back."""

import pytest

from .desk import DESKTOP, EDITOR
from .guide import take

NATIONAL_EDITOR = "edition@guichet.example"
SCREEN = {"width": 390, "height": 844}
TITLE = "[name=title_fr]"


@pytest.fixture
def written(new_page):
    """A page of the editor, after a change of the first document, which is put back at the end."""
    page = new_page(NATIONAL_EDITOR, viewport=DESKTOP)
    page.goto("/admin/procedures/document/")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/**")
    address, title = page.url, page.input_value(TITLE)
    save(page, f"{title} (original)")
    yield page
    page.goto(address)
    save(page, title)


def save(page, title):
    page.fill(TITLE, title)
    page.click("[name=_save]")
    page.wait_for_url("**/document/")


@pytest.mark.whole  # procedures/admin/test_publication_proposals.py.
def test_a_change_is_proposed_in_two_presses_then_sent_back(new_page, written, looks_right):
    page = written
    page.goto("/admin/")
    page.get_by_role("link", name="Relire et proposer").press("Enter")
    page.wait_for_url("**/mes-changements/")
    looks_right(page, SCREEN, DESKTOP)
    page.get_by_label("Un mot pour la personne qui publie").fill("Depuis le 2 janvier.")
    take(page, "mes-changements")
    page.get_by_role("button", name="Proposer à la publication").press("Enter")
    page.wait_for_selector("#proposes")
    looks_right(page, SCREEN, DESKTOP)

    publisher = new_page(EDITOR, viewport=DESKTOP)
    publisher.goto("/admin/")
    publisher.locator("#en-attente li", has_text="Depuis le 2 janvier.").get_by_role("link").click()
    publisher.wait_for_url("**/publier/**")
    take(publisher, "propositions", around=publisher.locator("#propositions"))
    publisher.get_by_text("Renvoyer avec un mot").click()
    looks_right(publisher, SCREEN, DESKTOP)
    publisher.get_by_label("Votre mot").fill("Il manque la source.")
    publisher.get_by_role("button", name="Renvoyer à").press("Enter")
    publisher.wait_for_selector(".messagelist .success")

    page.goto("/admin/")
    waiting = page.locator("#en-attente li", has_text="Il manque la source.")
    waiting.get_by_role("link").press("Enter")
    page.wait_for_selector("#renvoyees")
    looks_right(page, SCREEN, DESKTOP)
