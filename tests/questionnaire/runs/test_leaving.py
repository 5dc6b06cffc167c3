"""The way to leave at once: what is shown, what is erased, and that nobody else can press it."""

import pytest

from questionnaire.runs.leaving import ELSEWHERE
from questionnaire.runs.privacy import hidden_step


def cookies_of(client):
    return {name: one.value for name, one in client.cookies.items() if one.value}


@pytest.fixture
def done(visitor):
    return visitor.answer_all()


def test_leaving_erases_every_run_and_names_nothing(done):
    other = type(done)(done.client).start()
    assert len([name for name in cookies_of(done.client) if name.startswith("run_")]) == 2
    response = done.client.post("/fr/quitter/")
    assert response.status_code == 303
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "no-store" in response.headers["Cache-Control"]
    assert not [name for name in cookies_of(done.client) if name.startswith("run_")]
    for one in (done, other):
        assert one.open("verifier").text.count("Ces réponses ne sont plus là")
    page = done.client.get(response.headers["Location"])
    assert page.headers["Refresh"] == f"0; url={ELSEWHERE}"
    assert "guichet" not in page.content.decode().lower()


def test_leaving_needs_no_fresh_form(client, edition):
    strict = type(client)(enforce_csrf_checks=True)
    assert strict.post("/fr/quitter/").status_code == 303


def test_another_site_can_erase_nothing(done):
    response = done.client.post("/fr/quitter/", headers={"sec-fetch-site": "cross-site"})
    assert "Clear-Site-Data" not in response.headers
    assert [name for name in cookies_of(done.client) if name.startswith("run_")]


def test_nothing_is_erased_by_a_page_asked_for_in_advance(done):
    assert done.client.get("/fr/quitter/").status_code == 405
    assert done.open("verifier").place == "verifier"


def test_a_sensitive_question_is_not_named_by_its_address(done):
    response = done.client.get(done.at("document") + "?verifier")
    assert response.status_code == 302
    assert response.headers["Location"] == done.at(hidden_step("document")) + "?verifier="
    assert "<title>Avant le guichet</title>" in done.open("document").text
    assert "document/" not in done.open("verifier").text


def test_the_way_out_stays_from_the_first_page_where_a_danger_can_be_told(visitor):
    keys = ("residence", "nationality", "age", "goal")
    for key in keys:
        assert "data-quick-exit" not in visitor.text, key
        visitor.answer(key)
    assert visitor.place == "document"
    assert "data-quick-exit" in visitor.text
    visitor.answer("document")
    assert visitor.place != "document"
    for place in (visitor.place, "goal", "verifier", "effacer"):
        assert "data-quick-exit" in visitor.open(place).text, place
