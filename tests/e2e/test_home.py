"""The first page of the desk in a browser: short on a phone, and all of it by keyboard."""

import pytest

from procedures.management.commands.demo_accounts import ACCOUNTS

from .desk import AGENT, DESKTOP, EDITOR, PHONE, WIDTH

READER = "lecture@guichet.example"
SCREEN = {"width": 390, "height": 844}
MOST_SCREENS = 2
TASKS = 6
OTHERS = [one.email for one in ACCOUNTS if one.email != AGENT]


# One account in the short run: what each is shown, tests/procedures/admin/test_home.py
# says on pages that no browser draws.
@pytest.mark.parametrize(
    "account", [AGENT, *(pytest.param(one, marks=pytest.mark.whole) for one in OTHERS)]
)
def test_home_is_two_screens_of_a_phone_at_most(new_page, looks_right, account):
    page = new_page(account, viewport=SCREEN)
    page.goto("/admin/")
    looks_right(page, SCREEN, DESKTOP)
    page.set_viewport_size(SCREEN)
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height <= MOST_SCREENS * SCREEN["height"]


def test_home_of_who_only_reads_is_two_screens_of_a_small_phone(new_page):
    """All the lists are open there, and there is no task."""
    page = new_page(READER, viewport=PHONE)
    page.goto("/admin/")
    page.locator(".desk-section").first.wait_for()
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height <= MOST_SCREENS * PHONE["height"]
    assert page.evaluate(WIDTH) <= PHONE["width"]


@pytest.mark.whole  # procedures/admin/test_home.py; the home itself, above.
@pytest.mark.parametrize("account", [AGENT, EDITOR])
def test_each_task_is_one_press_on_a_phone(new_page, account):
    page = new_page(account, viewport=SCREEN)
    page.goto("/admin/")
    titles = page.locator(".home-card a").all_inner_texts()
    assert len(titles) == TASKS
    for title in titles:
        page.goto("/admin/")
        page.get_by_role("link", name=title).press("Enter")
        page.wait_for_url(lambda url: not url.endswith("/admin/"))
        assert page.locator("#content h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= SCREEN["width"], title


def test_the_search_is_one_key_away(new_page, looks_right):
    page = new_page(AGENT, viewport=DESKTOP)
    page.goto("/admin/")
    page.keyboard.press("/")
    page.keyboard.type("récépissé")
    page.keyboard.press("Enter")
    page.wait_for_url("**/chercher/**")
    assert page.locator(".found__place mark").count() > 1
    looks_right(page, SCREEN, DESKTOP)


def test_hours_of_monday_are_copied_with_and_without_a_script(new_page):
    for script in (True, False):
        page = new_page(AGENT, viewport=DESKTOP, javascript=script)
        page.goto("/admin/procedures/site/")
        page.locator("#result_list tbody th a").first.click()
        page.fill("[name=weekly_hours_mon]", "9h-12h")
        page.get_by_role("button", name="Recopier jusqu'à vendredi").click()
        page.wait_for_load_state()
        assert page.input_value("[name=weekly_hours_fri]") == "9h-12h"
