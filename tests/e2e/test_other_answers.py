"""Why not another procedure, and what would change the answer: a page behind the answer."""

import pytest

from .people import PEOPLE
from .walk import Walk

STUDENT = "étudiante marocaine, Montpellier, renouvelle"


@pytest.mark.whole  # questionnaire/understanding; make audit opens the page.
@pytest.mark.parametrize(
    ("language", "javascript"),
    [
        ("ar", True),
        ("fr", True),
        ("fr", False),
    ],
)
def test_student_reads_what_the_long_card_wants(new_page, looks_right, language, javascript):
    page = new_page(javascript=javascript, viewport={"width": 360, "height": 740})
    Walk(page, language, PEOPLE[STUDENT]).start().answer_all().see_result()
    page.locator("#pourquoi").click()
    page.locator("main a[href$='/pourquoi/']").click()
    page.wait_for_url("**/pourquoi/")
    address = page.url
    card = page.locator("details", has=page.locator("a[href$='/resident-longue-duree-ue/']"))
    assert not card.locator(".criteria").is_visible()
    card.locator("summary").click()
    assert "5" in card.locator(".criteria").inner_text()
    # The reason of stay is on the card, and was not asked: it is named among what is missing.
    looking = page.locator("details", has=page.locator("a[href$='/demarches/rece/']"))
    assert looking.locator("summary").is_visible()
    assert page.locator(".leave__word").is_visible()
    if javascript:
        page.evaluate(
            "for (const one of document.querySelectorAll('main details')) one.open = true"
        )
        looks_right(page)
    page.locator("a[href$='/resultat/']").first.click()
    page.wait_for_url("**/resultat/")
    assert "pourquoi" in address
    assert "?" not in address
