"""Every page of the desk in a browser: axe finds nothing, and nothing is wider than the screen.

The fixtures check the policy: no page may break it, fail in its scripts, or ask another site.
"""

from pathlib import Path

import pytest
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import expect

from procedures.admin.dashboards.boards import BOARDS
from procedures.admin.help import guide
from procedures.admin.own_pages import OWN_PAGES

from .desk import (
    ADMINISTRATION,
    DESKTOP,
    EDITOR,
    PHONE,
    WIDTH,
    open_first,
    open_made,
)
from .guide import ASSOCIATION, pictures

# How much of a part of a page stands beside the screen.
BY_THE_SIDE = "part => part.scrollWidth - part.clientWidth"
# The hours being typed are answered in JSON; the others are files.
NO_PAGES = ("desk_hours", "desk_waves_export", "desk_security_export", "desk_reception_export")


@pytest.fixture
def desk(new_page):
    """A page of the desk on a phone, where the administrator has logged in."""
    return new_page(ADMINISTRATION, viewport=PHONE)


def own_addresses():
    """Return the address of each own page that needs nothing more, the first page, and one more.

    It is one page of the guide: its pages are all made alike.
    """
    pages = [name for route, _, name in OWN_PAGES if "<" not in route and name not in NO_PAGES]
    found = {name: reverse(f"admin:{name}") for name in ("index", *pages)}
    return {**found, "desk_help_page": reverse("admin:desk_help_page", args=["publier-a-une-date"])}


def open_one(page):
    """Open the first entry of a list, or the page that adds one."""
    if page.locator("#result_list tbody th a").count():
        open_first(page)
    elif page.locator(".object-tools a.addlink").count():
        page.goto(f"{page.url}add/")


def first_key(page, model):
    page.goto(f"/admin/procedures/{model}/")
    address = page.locator("#result_list tbody th a").first.get_attribute("href")
    return int(address.split("/")[-3])


def has_one_title_and_fits(page):
    assert page.locator("#content h1").count() == 1, page.url
    for screen in (DESKTOP, PHONE):
        page.set_viewport_size(screen)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= screen["width"], page.url


# 148 of the 1,049 seconds of the desk: the short run keeps lists and entries, and the tasks' pages.
@pytest.mark.whole
def test_own_pages_are_accessible_and_fit(desk, looks_right):
    for address in own_addresses().values():
        open_made(desk, address)
        looks_right(desk, PHONE)
        has_one_title_and_fits(desk)


@pytest.mark.whole
def test_pages_about_an_entry_are_accessible_and_fit(desk, looks_right):
    """Where it is used, its name, its copies, its history, and an edition put in force again."""
    question, channel = first_key(desk, "question"), first_key(desk, "channel")
    for address in (
        reverse("admin:desk_uses", args=["question", question]),
        reverse("admin:desk_rename", args=["question", question]),
        f"{reverse('admin:desk_copy', args=['canaux'])}?ligne={channel}",
        reverse("admin:procedures_channel_history", args=[channel]),
        reverse("admin:procedures_channel_delete", args=[channel]),
        reverse("admin:desk_restore", args=[1]),
        *(reverse("admin:desk_dashboard", args=[board]) for board in BOARDS),
    ):
        open_made(desk, address)
        looks_right(desk, PHONE)
        has_one_title_and_fits(desk)


def test_list_and_entry_are_accessible_and_fit(desk, looks_right):
    """Of procedures, whose page has lines, conditions and lists of other entries."""
    desk.goto("/admin/procedures/procedure/")
    looks_right(desk, PHONE)
    open_one(desk)
    looks_right(desk, PHONE)
    has_one_title_and_fits(desk)


def test_list_and_entry_fit(desk):
    """Of départements, whose pages are nearly Django's own."""
    desk.goto("/admin/procedures/department/")
    has_one_title_and_fits(desk)
    open_one(desk)
    has_one_title_and_fits(desk)


# In the short run, a procedure and a département above.
@pytest.mark.whole
def test_every_list_and_entry_is_accessible_and_fits_with_its_folds_open(
    desk, accessibility_problems
):
    found = {}
    for model in admin.site._registry:
        desk.set_viewport_size(PHONE)
        desk.goto(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))
        for place in ("list", "entry"):
            if place == "entry":
                open_one(desk)
            desk.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            said = [*accessibility_problems(desk), *too_wide(desk)]
            if desk.locator("#content h1").count() != 1:
                said.append("not one title")
            if said:
                found[model._meta.model_name, place] = said
    assert found == {}, "\n".join(f"{place}: {said}" for place, said in found.items())


def too_wide(page):
    """Return the screens that a page overflows."""
    found = []
    for screen in (DESKTOP, PHONE):
        page.set_viewport_size(screen)
        width = page.evaluate(WIDTH)
        found += [f"{width} on {screen['width']}"] if width > screen["width"] else []
    return found


WITHOUT_PICTURES = (
    "document.querySelectorAll('#content figure, #content img').forEach(e => e.remove())"
)


# Seventy pages; procedures/admin/test_guide.py holds the number of lines of each.
@pytest.mark.whole
def test_pages_of_the_guide_are_one_screen_their_pictures_apart(new_page):
    page, found = new_page(ADMINISTRATION, viewport=DESKTOP), set()
    for one in guide.pages().values():
        page.goto(reverse("admin:desk_help_page", args=[one.name]))
        page.evaluate(WITHOUT_PICTURES)
        if page.evaluate("document.documentElement.scrollHeight") > DESKTOP["height"]:
            found.add(one.name)
    assert found == set()


def test_differences_are_read_on_a_phone_without_a_scroll_to_the_side(new_page):
    page = new_page(EDITOR, viewport=PHONE)
    page.goto(reverse("admin:desk_divergence"))
    matrix = page.locator(".divergence")
    assert matrix.evaluate(BY_THE_SIDE) == 0
    # Only those that differ are named, each by its code.
    expect(matrix.locator("td.is-same").first).to_be_hidden()
    cell = matrix.locator("td[data-code]:not(.is-same)").first
    expect(cell).to_be_visible()
    code = cell.get_attribute("data-code")
    assert code in cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    page.set_viewport_size(DESKTOP)
    expect(matrix.locator("td.is-same").first).to_be_visible()


def test_every_picture_of_the_guide_is_taken_by_a_test():
    here = Path(__file__).parent
    takers = [*here.glob("test_*.py"), *here.glob("guide_*.py")]
    written = "".join(file.read_text("utf-8") for file in takers)
    for name in [*pictures(), *pictures(ASSOCIATION)]:
        assert f'"{name}"' in written, name
