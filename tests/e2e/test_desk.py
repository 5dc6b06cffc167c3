"""The agents' desk in a browser: the policy holds (the fixtures see to it), and the forms work."""

import pytest

DESKTOP = {"width": 1280, "height": 900}
LISTS = ("department", "question", "procedure", "document", "case", "edition")
PAGES = ("", "informations/", "publier/", *(f"procedures/{name}/" for name in LISTS))


def log_in(page):
    # The check runs every case, which takes seconds on a busy machine.
    page.set_default_timeout(30_000)
    page.goto("/admin/")
    page.fill("input[name=username]", "administration@guichet.example")
    page.fill("input[name=password]", "demonstration-guichet")
    page.locator("[type=submit]").click()
    page.wait_for_selector("#user-tools")
    return page


def open_first(page):
    """Open the first entry of a list."""
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/**")
    page.wait_for_load_state()


@pytest.fixture
def desk(new_page):
    """A page of the desk, where the administrator has logged in."""
    return log_in(new_page(viewport=DESKTOP))


def test_pages_break_no_policy_and_fit(desk):
    for address in PAGES:
        desk.goto(f"/admin/{address}")
        assert desk.evaluate("document.documentElement.scrollWidth") <= DESKTOP["width"], address
        if desk.locator("#result_list tbody th a").count():
            open_first(desk)
            assert desk.locator("#content h1").count() == 1, address


def test_pages_fit_a_small_phone(desk):
    desk.set_viewport_size({"width": 360, "height": 740})
    for address in PAGES:
        desk.goto(f"/admin/{address}")
        assert desk.evaluate("document.documentElement.scrollWidth") <= 360, address


def test_line_is_added_with_a_document_found_by_its_name(desk):
    desk.goto("/admin/procedures/procedure/")
    open_first(desk)
    lines = desk.locator("#documents-group .desk-line:not(.empty-form)")
    desk.locator("#documents-group .add-row a").click()
    assert lines.last.locator(".inline_label").inner_text() == f"#{lines.count()}"
    lines.last.locator(".field-document .select2-selection").click()
    desk.locator(".select2-search__field").last.fill("passeport")
    desk.locator(".select2-results__option", has_text="passeport").first.click()
    assert lines.last.locator("select[name$=document]").input_value()


def test_translations_are_accessible(new_page, accessibility_problems):
    # The checker writes styles of its own, which the policy would refuse.
    page = log_in(new_page(viewport=DESKTOP, bypass_csp=True))
    page.goto("/admin/procedures/document/")
    open_first(page)
    page.locator("a.desk-tool").click()
    page.wait_for_url("**/traductions/")
    found = [one for one in accessibility_problems(page) if "desk-" in one or "textarea" in one]
    assert found == []
