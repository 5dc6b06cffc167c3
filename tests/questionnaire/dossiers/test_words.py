"""The words of the pages of associations: on a phone, no line begins with « ? » or « : »."""

import re

import pytest
from django.conf import settings

PAGES = sorted((settings.ROOT / "templates" / "questionnaire" / "dossiers").glob("*.html"))
COMMENT = re.compile(r"{% comment %}.*?{% endcomment %}", re.DOTALL)
NO_WORDS = re.compile(r"{%.*?%}|{{.*?}}|<[^>]*>", re.DOTALL)
BREAKS = re.compile(r" (?=[:;?!»](?:\W|$))|« ")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_line_breaks_before_a_mark_of_french(path):
    words = NO_WORDS.sub("·", COMMENT.sub("", path.read_text(encoding="utf-8")))
    assert [line for line in words.splitlines() if BREAKS.search(line)] == []
