"""Every page that the desk adds, in a browser: nothing for axe to say, nothing wider than a phone.

The fixtures see to the policy: no page may break it, fail in its scripts, or ask another site.
"""

import pytest
from django.urls import reverse

from procedures.admin.own_pages import OWN_PAGES

from .test_desk import DESKTOP, log_in

PHONE = {"width": 360, "height": 740}
# What the address of an own page needs: an entry of the shipped catalogue, as (model, filters).
# None: an answer to a script or a file, or a page that the site as it starts has nothing to show.
NEEDS = {
    "desk_restore": None,
    "desk_version": None,  # test_two_agents.py opens one.
    "desk_confirm": None,
    "desk_cancel": None,
}
# Entries with lines, conditions, lists of other entries; the others are Django's own pages.
ENTRIES = ("case", "channel", "override", "procedure")


@pytest.fixture
def desk(new_page):
    """A page of the desk on a phone; the checker writes styles of its own."""
    return log_in(new_page(viewport=PHONE, bypass_csp=True))


def own_addresses():
    """Return the addresses of the own pages that need nothing more."""
    return [reverse(f"admin:{name}") for _, _, name in OWN_PAGES if name not in NEEDS]


def check(page, address, accessibility_problems):
    page.goto(address)
    page.wait_for_load_state()
    assert page.locator("#content h1").count() == 1, address
    assert accessibility_problems(page) == [], address
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address


def test_own_pages_are_accessible_and_fit_a_phone(desk, accessibility_problems):
    for address in own_addresses():
        check(desk, address, accessibility_problems)


@pytest.mark.parametrize("model", ENTRIES)
def test_lists_and_entries_are_accessible(desk, accessibility_problems, model):
    check(desk, f"/admin/procedures/{model}/", accessibility_problems)
    entry = desk.locator("#result_list tbody th a").first.get_attribute("href")
    check(desk, entry.partition("?")[0], accessibility_problems)


def test_own_pages_break_no_policy(new_page):
    page = log_in(new_page(viewport=DESKTOP))
    for address in own_addresses():
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= DESKTOP["width"], address
