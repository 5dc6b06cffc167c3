"""Back: to the question before with its answer; never through what was erased."""

import pytest

from .people import DANGER, PEOPLE
from .walk import Walk

STUDENT = PEOPLE["étudiante marocaine, Montpellier, renouvelle"]
WEATHER = "https://meteofrance.com/**"


@pytest.fixture
def walked(page):
    page.context.route(WEATHER, lambda route: route.fulfill(body="<title>Pluie</title>"))
    walk = Walk(page, "fr", STUDENT).start().answer_all()
    return walk.see_result()


@pytest.mark.whole  # questionnaire/runs/test_path.py.
def test_back_leads_through_the_questions_with_their_answers(walked):
    page = walked.page
    page.go_back(wait_until="load")  # What was answered, in a list.
    seen = []
    for _ in range(len(walked.asked) + 3):
        page.go_back(wait_until="load")
        if not walked.place:
            break
        seen.append(walked.place)
        checked = page.locator("main input:checked").count()
        written = [one.input_value() for one in walked.fields(page.locator("main form").first)]
        assert checked or all(written), walked.place
    shown = [key for key in walked.asked if key in seen]
    assert seen == ["papiers", *reversed(shown)]
    assert len(seen) == len(set(seen))


@pytest.mark.whole  # test_who_opens_an_erased_page_is_told_so.
def test_after_leaving_back_leads_past_all_that_was_erased(walked):
    page = walked.page
    page.locator("[data-quick-exit] button").click()
    page.wait_for_url(WEATHER)
    page.evaluate("history.back()")
    page.wait_for_url(lambda url: url.endswith("/fr/demarche/"))
    page.wait_for_timeout(600)
    assert page.url.endswith("/fr/demarche/")
    assert page.locator("[data-expired]").count() == 0
    page.evaluate("history.forward()")
    page.wait_for_timeout(600)
    page.wait_for_url(lambda url: url.endswith("/fr/demarche/"))


def test_who_opens_an_erased_page_is_told_so(page):
    page.goto("/fr/")
    page.locator(f"button[value='{DANGER}']").first.click()
    page.wait_for_url("**/resultat/")
    told = page.url
    page.context.clear_cookies()
    page.goto(told)
    assert page.locator("[data-expired]").is_visible()
