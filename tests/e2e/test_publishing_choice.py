"""« Publier » on a telephone: the words of a choice; what a chosen change cannot go without."""

import pytest

from .desk import AGENT, DESKTOP, EDITOR, PHONE, open_made

# How far the words of each choice stand from its button.
GAPS = """
() => [...document.querySelectorAll(".publication__when .publication__choice label")].map(one => {
  const words = document.createRange();
  words.selectNodeContents(one.lastChild);
  const button = one.querySelector("input").getBoundingClientRect();
  return [button.width, words.getBoundingClientRect().left - button.right];
})
"""


@pytest.mark.whole  # What « Publier » says and does is read in procedures/admin.
def test_the_words_of_when_stand_beside_their_round_buttons(new_page):
    page = new_page(AGENT, viewport=PHONE)
    open_made(page, "/admin/publier/")
    page.wait_for_selector(".publication__when")
    gaps = page.evaluate(GAPS)
    assert len(gaps) == 2
    assert all(width < 30 and 0 < gap < 12 for width, gap in gaps)


@pytest.fixture
def new_paper(site):
    """A paper that nobody reads yet, and a procedure in force that now asks for it."""
    code = "from procedures.models import Document as d, Procedure as p; "
    made = "paper = d.objects.create(key='essai', title_fr='Essai'); "
    asked = "p.objects.first().documents.create(document=paper, position=99)"
    site.manage("shell", "-c", code + made + asked)
    yield
    gone = "d.objects.get(key='essai').entries.all().delete(); d.objects.get(key='essai').delete()"
    site.manage("shell", "-c", code + gone)


@pytest.mark.whole  # procedures/admin/test_publication_selection.py.
def test_what_lacks_is_taken_in_one_press(new_page, new_paper, looks_right):
    page = new_page(EDITOR, viewport=DESKTOP)
    open_made(page, "/admin/publier/?part=national")
    box = page.locator("[name=pris][value='documents:essai']")
    box.uncheck()
    page.get_by_role("button", name="Publier", exact=True).press("Enter")
    press = page.get_by_role("button", name="Publier aussi ce changement")
    press.wait_for(timeout=120_000)
    assert not box.is_checked()
    looks_right(page, PHONE, DESKTOP)
    press.press("Enter")
    page.wait_for_selector("[name=pris][value='documents:essai']:checked", timeout=120_000)
    assert not page.locator("#aussi").count()
