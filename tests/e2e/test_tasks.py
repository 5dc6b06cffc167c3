"""Tasks of the desk from the first page, on a phone and by keyboard, as those who must do them.

The numbers are those of ``numbers.py``, which the guide says too. What is not here has a test of
its own: what is written in a département (``test_six_tasks.py``), a way to book three procedures
(``test_one_publisher.py``), two agents (``test_two_agents.py``).
"""

import pytest
from playwright.sync_api import expect

from .desk import AGENT, EDITOR, PUBLISHED
from .hands import BY_TURNS

READER = "lecture@guichet.example"
NATIONAL_EDITOR = "edition@guichet.example"
# What is typed of a place: the hours of a day, and where it is.
MOVED = {"weekly_hours_mon": "9h-11h45", "address_fr": "3 rue Neuve, 82000 Montauban"}
AMOUNT = "371.00"


def publish(hands):
    """Publish from the bar, which every page has, and wait until it is done."""
    hands.press(hands.page.locator(".desk-bar a", has_text="Publier"))
    hands.page.wait_for_selector(".publication__act")
    hands.press(hands.page.locator("button[value=publier]"))
    hands.page.wait_for_selector(PUBLISHED)


@pytest.mark.whole
@BY_TURNS
def test_hours_and_address_of_a_place_are_changed_and_published(hands, site):
    one = hands(AGENT)
    one.link("Changer des horaires")
    one.press(one.page.locator("#result_list tbody th a").first)
    former = {field: one.page.input_value(f"[name={field}]") for field in MOVED}
    address = one.page.url
    for field, value in MOVED.items():
        one.write(one.page.locator(f"[name={field}]"), value)
    one.press(one.page.locator("[name=_save]").first)
    one.page.wait_for_selector(".success")
    publish(one)
    one.ends("hours and an address are changed and published")
    other = hands(AGENT)
    other.page.goto(address)
    for field, value in former.items():
        other.page.fill(f"[name={field}]", value)
    other.press(other.page.locator("[name=_save]").first)
    other.page.wait_for_selector(".success")
    publish(other)


@pytest.mark.whole
@BY_TURNS
def test_an_amount_is_changed_at_a_date_proposed_then_published(hands, site):
    one = hands(NATIONAL_EDITOR)
    one.link("Changer un montant à une date")
    one.press(one.page.locator("#result_list tbody th a").first)
    one.press(one.page.locator("#amounts-group .add-row a"))
    line = one.page.locator("#amounts-group .desk-line:not(.empty-form)").last
    one.write(line.locator("[name$=starts_on]"), "01/01/2031")
    one.write(line.locator("[name$=amount]"), AMOUNT)
    one.press(one.page.locator("[name=_save]").first)
    one.page.wait_for_selector(".success")
    one.ends("an amount is changed at a date")
    one.press(one.page.locator(".desk-bar a", has_text="Mes changements"))
    one.write(one.page.get_by_label("Un mot pour la personne qui publie"), "Arrêté de l'essai.")
    one.press(one.page.get_by_role("button", name="Proposer à la publication"))
    one.page.wait_for_selector("#proposes")
    one.ends("a change is proposed")
    try:
        two = hands(EDITOR)
        waiting = two.page.locator("#en-attente li", has_text="Arrêté de l'essai.")
        two.press(waiting.get_by_role("link").first)
        two.page.wait_for_selector(".publication__act")
        assert "à partir du 1er janvier 2031" in two.page.locator("#content").inner_text()
        two.press(two.page.locator("button[value=publier]"))
        two.page.wait_for_selector(PUBLISHED)
        two.ends("a proposal is published")
    finally:
        site.manage(
            "shell",
            "-c",
            "from procedures.models import FeeAmount as a; "
            "a.objects.filter(starts_on='2031-01-01').delete()",
        )
        three = hands(EDITOR)
        publish(three)


def test_a_reader_finds_a_place_by_search(hands):
    one = hands(READER)
    one.write(one.page.locator("#desk-q"), "Montauban")
    one.enter()
    one.page.wait_for_url("**/chercher/**")
    one.press(one.page.locator(".found__place a").first)
    one.page.wait_for_url("**/change/")
    one.ends("a place is found")


@pytest.mark.whole  # procedures/admin/uses/test_pages.py.
@BY_TURNS
def test_a_used_paper_says_where_it_is_used_before_it_goes(hands):
    one = hands(NATIONAL_EDITOR)
    one.link("Changer une pièce")
    one.press(one.page.locator("#result_list tbody th a").first)
    one.link("Retirer")
    one.page.wait_for_url("**/delete/")
    # The page of a wait stands before it where the machine is busy.
    expect(one.page.locator("#content")).to_contain_text("endroits s'en servent encore")
    said = one.page.locator("#content").inner_text()
    assert "objets liés" not in said
    assert one.presses == 3


@pytest.mark.whole  # A reader finds a place, above.
@BY_TURNS
def test_the_fiches_and_what_cites_them_are_two_presses_away(hands):
    one = hands(NATIONAL_EDITOR)
    one.link("Suivre le droit")
    one.press(one.page.locator("#citees summary"))
    cited = one.page.locator("#citees .watching__cited a")
    assert cited.count() > 20
    one.press(cited.first)
    one.page.wait_for_url("**/change/")
    one.ends("the law watch is read")
