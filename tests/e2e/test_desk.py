"""The agents' desk in a browser: its forms work, its translations are accessible."""

import pytest

from .desk import ADMINISTRATION, DESKTOP, open_first


@pytest.fixture
def desk(new_page):
    """A page of the desk, where the administrator has logged in."""
    return new_page(ADMINISTRATION, viewport=DESKTOP)


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


def test_translations_are_accessible(desk, accessibility_problems):
    desk.goto("/admin/procedures/document/")
    open_first(desk)
    desk.locator("a.desk-tool[href$='/traductions/']").click()
    desk.wait_for_url("**/traductions/")
    found = [one for one in accessibility_problems(desk) if "desk-" in one or "textarea" in one]
    assert found == []
