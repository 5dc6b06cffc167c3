"""Two agents edit one entry, one of them without JavaScript, and go back to a version."""

import pytest
from playwright.sync_api import expect

from .desk import ADMINISTRATION, AGENT, DESKTOP, PHONE, save_and_stay

COLLEAGUE = "redacteur82@guichet.example"
PHONED = "01 02 03 04 05"


@pytest.fixture
def agents(new_page):
    """The pages of two agents; the second one's browser runs no script."""
    return [
        new_page(AGENT, viewport=DESKTOP),
        new_page(ADMINISTRATION, viewport=PHONE, javascript=False),
    ]


def save(page):
    save_and_stay(page)
    page.wait_for_load_state()


@pytest.mark.whole
def test_second_agent_is_told_loses_nothing_and_the_entry_is_put_back(
    agents, accessibility_problems
):
    first, second = agents
    first.goto("/admin/procedures/department/?q=82")
    first.locator("#result_list tbody th a").first.click()
    first.wait_for_selector("#id_prefecture_phone")
    address = first.url.partition("?")[0]
    second.goto(address)
    phone, name = (first.input_value(f"#id_prefecture_{one}") for one in ("phone", "name_fr"))
    try:
        first.fill("#id_prefecture_phone", PHONED)
        save(first)
        # The second one writes elsewhere: nothing is saved yet, both changes are in the form.
        second.fill("#id_prefecture_name_fr", f"{name} (essai)")
        save(second)
        told = second.locator(".history-merge").inner_text()
        assert "Démonstration" in told
        assert PHONED in told
        assert second.input_value("#id_prefecture_phone") == PHONED
        assert second.input_value("#id_prefecture_name_fr") == f"{name} (essai)"
        assert second.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        # Both are in the form: one press is left, without scripts too.
        save(second)
        expect(second.locator(".history-merge")).to_have_count(0)
        first.goto(address)
        assert first.input_value("#id_prefecture_name_fr") == f"{name} (essai)"
        assert first.input_value("#id_prefecture_phone") == PHONED
    finally:
        take_again(first, address, accessibility_problems)
    first.goto(address)
    assert first.input_value("#id_prefecture_name_fr") == name
    assert first.input_value("#id_prefecture_phone") == phone


@pytest.mark.whole
def test_what_two_wrote_is_saved_from_the_first_page(hands, new_page, put_back):
    one = hands(AGENT)
    one.link("Changer des horaires")
    one.press(one.page.locator("#result_list tbody th a").first)
    one.page.wait_for_selector("[name=phone]")
    row, name = one.page.url.split("/")[-3], one.page.input_value("[name=name_fr]")
    phone = one.page.input_value("[name=phone]")
    put_back(f"Site.objects.filter(pk={row}).update(name_fr={name!r}, phone={phone!r})")
    colleague = new_page(COLLEAGUE, viewport=DESKTOP)
    colleague.goto(one.page.url)
    colleague.fill("[name=phone]", PHONED)
    save(colleague)
    one.write(one.page.locator("[name=name_fr]"), f"{name} (essai)")
    one.press(one.page.locator("[name=_save]").first)
    one.page.wait_for_selector(".history-merge")
    assert one.page.input_value("[name=phone]") == PHONED
    one.press(one.page.locator("[name=_save]").first)
    one.page.wait_for_selector(".success")
    one.ends("what two wrote is saved")


def take_again(page, address, accessibility_problems):
    """Take again the version that was before the first change."""
    page.goto(address.replace("/change/", "/history/"))
    assert accessibility_problems(page) == []
    # The history of a département tells of all that is in it, so of other tests too.
    act = page.locator(".history-act", has_text=PHONED).last
    act.locator(".history-links a", has_text="version d'avant").click()
    page.wait_for_selector("input[name=seen]", state="attached")
    assert accessibility_problems(page) == []
    page.locator("#content form [type=submit]").click()
    page.wait_for_selector(".history-act")
    assert "Retour à la version" in page.locator(".history-act").first.inner_text()
