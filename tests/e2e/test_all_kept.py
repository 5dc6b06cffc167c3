"""From the home page to all that is kept and taken along, then erased; nothing of it is written."""

import io
import re
import unicodedata
from pathlib import Path

import pytest
import vobject
from pypdf import PdfReader

from .people import PEOPLE
from .qr import read_square
from .walk import Walk

STUDENT = PEOPLE["étudiante marocaine, Montpellier, renouvelle"]
OWN_WORDS = {"fr": "papiers", "en": "papers", "ar": "أوراق"}
LANGUAGES = ["ar", *(pytest.param(one, marks=pytest.mark.whole) for one in ("fr", "en"))]


def taken(page, place):
    """Press what gives a file, and return its bytes."""
    with page.expect_download() as found:
        page.locator(f"main a[href$='/{place}']").click()
    return Path(found.value.path()).read_bytes()


def words_of(pdf):
    document = PdfReader(io.BytesIO(pdf))
    assert len(document.pages) == 1, "the page for the counter is one page"
    text = unicodedata.normalize("NFKC", document.pages[0].extract_text())
    return re.sub(r"\s+", " ", text)


@pytest.mark.whole  # test_device.py, test_keeping.py: each thing kept, apart.
@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_is_kept_taken_along_and_erased(site, new_page, language):
    page = new_page()
    asked = []
    page.context.on("request", lambda request: asked.append(request.url))
    Walk(page, language, STUDENT).start().answer_all().see_result()
    answer, title = page.url, page.locator("h1").first.inner_text()

    assert "×" not in words_of(taken(page, "liste.pdf"))
    boxes = page.locator(".tick input")
    for index in range(2):
        boxes.nth(index).check()
    paper = words_of(taken(page, "liste.pdf"))
    assert paper.count("×") == 2
    assert "Nationalité : Maroc" in paper
    assert unicodedata.normalize("NFKC", OWN_WORDS[language]) in paper
    assert page.url == answer, "the answer stays"

    calendar = vobject.readOne(taken(page, "rappels.ics").decode())
    assert all(one.valarm_list for one in calendar.vevent_list)

    page.locator("main a[href$='/garder/']").click()
    link = read_square(page.locator(".qr__image"))
    page.locator("main form[action$='/code/'] button").click()
    code = page.locator(".short-code").inner_text()
    other = new_page()
    other.goto(link)
    other.locator("[data-reopen] button").click()
    other.wait_for_url("**/resultat/")
    assert other.locator("h1").first.inner_text() == title
    third = new_page(javascript=False)
    third.goto(f"/{language}/code/")
    third.locator("#code").fill(code)
    third.locator("main form button:not([name])").click()
    third.wait_for_url("**/resultat/")
    assert third.locator("h1").first.inner_text() == title

    page.goto(answer)
    page.locator("main a[href$='/effacer/']").click()
    page.locator("main form button[type=submit]").click()
    page.wait_for_selector("[data-forget]")
    assert [one["name"] for one in page.context.cookies() if "run_" in one["name"]] == []
    # No answer is in an address, and no line of the log has one.
    assert [one for one in asked if "?" in one and "/static/" not in one] == []
    written = (site.folder / "gunicorn.log").read_text(encoding="utf-8")
    secrets = (code, code.replace("\xa0", ""), link.partition("#")[2], STUDENT["commune"], "pris=")
    assert [one for one in secrets if one in written] == []
