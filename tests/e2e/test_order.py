"""The lines of an entry are put in order by the keyboard, or dragged; else by their number."""

import ast

import pytest
from playwright.sync_api import expect

from .desk import DESKTOP, EDITOR, save_and_stay
from .hands import Keyboard

PROCEDURE = "etudiant_renouvellement"
LINES = "#documents-group .desk-line:not(.empty-form)"


def order(site):
    """Return the rows of the papers of the procedure, in their order."""
    code = (
        "from procedures.models import *; print(list(DocumentEntry.objects.filter("
        f"procedure__key={PROCEDURE!r}).order_by('position', 'pk').values_list('pk', flat=True)))"
    )
    return ast.literal_eval(site.manage("shell", "-c", code).strip().splitlines()[-1])


@pytest.fixture
def papers(site, put_back):
    """The rows of the papers, put back in their order at the end."""
    rows = order(site)
    for place, row in enumerate(rows):
        put_back(f"DocumentEntry.objects.filter(pk={row}).update(position={place})")
    return rows


def opened(page):
    page.goto(f"/admin/procedures/procedure/?q={PROCEDURE}")
    page.locator("#result_list tbody th a").first.press("Enter")
    page.wait_for_url("**/change/**")
    page.wait_for_load_state()


def saved(page):
    save_and_stay(page)
    page.wait_for_selector(".success")


@pytest.mark.whole  # procedures/admin/test_order_of_lines.py sends what the script writes.
def test_lines_are_moved_by_the_keyboard_and_stay_where_they_are_put(new_page, site, papers):
    page = new_page(EDITOR, viewport=DESKTOP)
    hands = Keyboard(page)
    opened(page)
    moved = page.locator(LINES).nth(1)
    name = moved.locator(".inline_label").inner_text()
    assert page.locator(LINES).first.locator("input[name$='-position']").is_hidden()
    up = moved.get_by_role("button", name=f"Monter : {name}")
    hands.press(up)
    first = page.locator(LINES).first
    assert first.locator(".inline_label").inner_text() == name
    # The button keeps the focus: pressed again, it would move the line again.
    assert first.get_by_role("button", name=f"Monter : {name}").evaluate(
        "element => element === document.activeElement"
    )
    said = page.locator("#documents-group [role=status]")
    assert said.inner_text() == f"{name} : place 1 sur {len(papers)}."
    hands.press(first.get_by_role("button", name=f"Descendre : {name}"))
    hands.press(page.locator(LINES).nth(1).get_by_role("button", name=f"Descendre : {name}"))
    saved(page)
    assert order(site) == [papers[0], papers[2], papers[1], *papers[3:]]


@pytest.mark.whole  # As above.
def test_lines_are_dragged_to_their_place(new_page, site, papers):
    page = new_page(EDITOR, viewport=DESKTOP)
    opened(page)
    lines = page.locator(LINES)
    name = lines.nth(2).locator(".inline_label").inner_text()
    lines.nth(2).locator(".desk-line__handle").hover()
    page.mouse.down()
    # One lets go where one sees the line: the first move over a line may come before the browser
    # has begun to drag, and says nothing to it.
    top = lines.first.bounding_box()
    for away in range(10):
        page.mouse.move(top["x"] + 40, top["y"] + 2 + away % 2)
        if lines.first.locator(".inline_label").inner_text() == name:
            break
    page.mouse.up()
    expect(lines.first.locator(".inline_label")).to_have_text(name)
    expect(page.locator("#documents-group [role=status]")).to_have_text(
        f"{name} : place 1 sur {len(papers)}."
    )
    saved(page)
    assert order(site) == [papers[2], *papers[:2], *papers[3:]]


@pytest.mark.whole  # As above.
def test_without_scripts_their_number_moves_them(new_page, site, papers):
    page = new_page(EDITOR, viewport=DESKTOP, javascript=False)
    opened(page)
    for place, number in ((0, "1"), (1, "0")):
        line = page.locator(LINES).nth(place)
        line.locator("summary").first.press("Enter")
        line.locator("input[name$='-position']").fill(number)
    saved(page)
    assert order(site) == [papers[1], papers[0], *papers[2:]]
