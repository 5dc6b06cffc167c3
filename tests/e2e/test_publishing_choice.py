"""« Publier » on a telephone: the words of a choice stand beside its button."""

import pytest

from .desk import AGENT, PHONE, open_made

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
