"""Where no script runs, each page still does what it is there for."""

import pytest

from .walk import Walk, case

STUDENT = "etudiante_marocaine_montpellier_renouvellement"
LETTER = "goal.refus"


@pytest.fixture
def page(new_page):
    return new_page(javascript=False)


def shown(locator):
    return [one for one in locator.all() if one.is_visible()]


@pytest.mark.whole  # questionnaire/runs/test_papers_page.py; the other pages, below.
def test_the_page_of_papers_is_answered_and_passed(page):
    walk = Walk(page, "fr", case(STUDENT)["answers"]).start()
    while walk.place != "papiers":
        walk.asks(walk.place)
        walk.answer(walk.answers[walk.place])
    papers = page.url
    page.locator("main button[name=pass]").first.click()
    page.wait_for_url("**/verifier/")
    walk.see_result()
    maybe = page.locator(".documents--possible .maybe")
    assert maybe.count() > 3
    maybe.first.locator("input").check()
    page.goto(papers)
    walk.answer_together()
    walk.see_result()
    assert page.locator(".documents--possible .maybe").count() < 3


def test_the_answer_opens_line_by_line_and_shows_no_dead_button(answered):
    page = answered("fr", case(STUDENT)["answers"], javascript=False)
    for line in ("details.document", "details.fold"):
        first = page.locator(line).first
        body = first.locator("> :not(summary)").first
        assert not body.is_visible(), line
        first.locator("summary").first.click()
        assert body.is_visible(), line
    page.locator(".tick input").first.check()
    page.locator(".answer__action a").click()
    page.wait_for_url("**/#papiers")
    assert not shown(page.locator("[data-print], [data-needs-script]")), "these need a script"


def test_the_urgent_lane_ends_in_an_answer_and_a_way_back_to_it(page):
    page.goto("/ar/")
    page.locator(f"button[value='{LETTER}']").first.click()
    page.wait_for_url("**/decision_kind/")
    page.locator("input[value=oqtf]").check(force=True)
    page.locator("main form:not(.ways) button[type=submit]").last.click()
    page.wait_for_url(lambda url: "/decision_kind/" not in url)
    while "/commune/" not in page.url:
        before = page.url
        unknown = page.locator("main input[type=radio][value='?'], main input[type=checkbox]").last
        if unknown.count():
            unknown.check(force=True)
        else:
            page.locator("main input[type=radio]").first.check(force=True)
        page.locator("main form:not(.ways) button[type=submit]").last.click()
        page.wait_for_url(lambda url, before=before: url != before)
    page.locator("main button[name=pass]").click()
    page.wait_for_url("**/resultat/")
    assert page.locator("[data-procedure]").count()
    page.locator(".back-link").click()
    page.wait_for_url("**/verifier/")
    page.locator("main a[href$='/resultat/']").first.click()
    page.wait_for_url("**/resultat/")
