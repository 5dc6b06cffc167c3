"""How long answers are kept: the pages that promise it say what the code does."""

from datetime import timedelta

import pytest
from django.conf import settings

from questionnaire.runs.run import LIFETIME

PAGES = ("portal/privacy.html", "questionnaire/expired.html", "questionnaire/start.html")


@pytest.mark.parametrize("page", PAGES)
def test_pages_say_how_long_answers_are_kept(page):
    days = timedelta(seconds=LIFETIME).days
    assert f"{days} jours" in (settings.ROOT / "templates" / page).read_text(encoding="utf-8")
