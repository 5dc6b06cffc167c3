"""Every page that the desk adds, in a browser: nothing for axe to say, nothing wider than a phone.

The fixtures see to the policy: no page may break it, fail in its scripts, or ask another site.
"""

from pathlib import Path

import pytest
from django.urls import reverse

from procedures.admin.own_pages import OWN_PAGES

from .guide import pictures, take
from .test_desk import DESKTOP, log_in

PHONE = {"width": 360, "height": 740}
# The own pages that the guide shows.
PICTURED = {
    "desk_divergence": "differences",
    "desk_due": "a-reverifier",
}
# Entries with lines, conditions, lists of other entries; the others are Django's own pages.
ENTRIES = ("case", "channel", "override", "procedure")


@pytest.fixture
def desk(new_page):
    """A page of the desk on a phone; the checker writes styles of its own."""
    return log_in(new_page(viewport=PHONE, bypass_csp=True))


def own_addresses():
    """Return the address of each own page that needs nothing more."""
    named = {name: route for route, _, name in OWN_PAGES if "<" not in route}
    return {name: reverse(f"admin:{name}") for name in named}


def check(page, address, accessibility_problems):
    page.goto(address)
    page.wait_for_load_state()
    assert page.locator("#content h1").count() == 1, address
    assert accessibility_problems(page) == [], address
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address


def test_own_pages_are_accessible_and_fit_a_phone(desk, accessibility_problems):
    for address in own_addresses().values():
        check(desk, address, accessibility_problems)


@pytest.mark.parametrize("model", ENTRIES)
def test_lists_and_entries_are_accessible(desk, accessibility_problems, model):
    check(desk, f"/admin/procedures/{model}/", accessibility_problems)
    entry = desk.locator("#result_list tbody th a").first.get_attribute("href")
    check(desk, entry.partition("?")[0], accessibility_problems)


def test_own_pages_break_no_policy(new_page):
    page = log_in(new_page(viewport=DESKTOP))
    for name, address in own_addresses().items():
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= DESKTOP["width"], address
        if name in PICTURED:
            take(page, PICTURED[name])


def test_path_of_a_case_is_drawn(new_page):
    page = log_in(new_page(viewport=DESKTOP))
    page.goto("/admin/dessin/")
    page.select_option("#cas", "etudiante_marocaine_montpellier_renouvellement")
    page.get_by_role("button", name="Montrer").click()
    assert page.locator(".picture__node--famille.picture__node--on").count() == 1
    take(page, "dessin", around=page.locator(".picture"))
    page.locator(".picture__node--question").first.press("Enter")
    page.wait_for_url("**/admin/procedures/question/*/change/")


def test_every_picture_of_the_guide_is_taken_by_a_test():
    written = "".join(file.read_text("utf-8") for file in Path(__file__).parent.glob("test_*.py"))
    for name in pictures():
        assert f'"{name}"' in written, name
