"""How long answers are kept: every page that promises it says what the code does."""

import re
from datetime import timedelta

from django.conf import settings

from questionnaire.keeping import short_codes
from questionnaire.runs.run import LIFETIME

# The promise, in the sentences of the pages: « vos réponses … 3 jours », « sa copie … 3 jours ».
PROMISE = re.compile(r"(?:réponses|copie)\b[^\"<]*?(\d+) jours")
PAGES = {
    "portal/legal_notice.html",
    "portal/privacy.html",
    "questionnaire/entrance/before.html",
    "questionnaire/expired.html",
    "questionnaire/reception/open.html",
    "questionnaire/start.html",
}


def test_every_page_that_says_how_long_answers_are_kept_says_what_is_true():
    folder = settings.ROOT / "templates"
    said = {
        path.relative_to(folder).as_posix(): {int(number) for number in found}
        for path in folder.rglob("*.html")
        if (found := PROMISE.findall(path.read_text(encoding="utf-8")))
    }
    assert said.keys() >= PAGES
    days = timedelta(seconds=LIFETIME).days
    assert all(days in said[page] for page in PAGES)
    # The answers behind a short code are kept longer, and the same page says so.
    assert set().union(*said.values()) <= {days, short_codes.DAYS}
