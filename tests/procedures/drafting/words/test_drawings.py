"""Every drawing of the site has a name in French, and papers have those that are offered."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

from procedures.drafting.words.drawings import DRAWINGS, OF_PAGES, drawing_words, drawings_of_papers
from tests.shipped import shipped_plain

FILE = Path(finders.find("icons.svg"))


def test_each_drawing_of_the_file_has_a_name_of_its_own():
    drawn = re.findall(r'<symbol id="([^"]+)"', FILE.read_text())
    assert sorted(DRAWINGS) == sorted(drawn)
    assert len({words.casefold() for words in DRAWINGS.values()}) == len(drawn)
    assert set(drawn) > OF_PAGES


def test_the_drawings_of_shipped_papers_are_offered():
    used = {one["icon"] for one in shipped_plain()["documents"] if one.get("icon")}
    assert used <= dict(drawings_of_papers()).keys()


def test_a_drawing_that_went_is_still_said():
    assert drawing_words("old_card") == "old card"
    assert drawing_words("card") == "Carte avec une photo"
