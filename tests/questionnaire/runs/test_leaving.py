"""The way to leave at once: what is shown, what is erased, and that nobody else can press it."""

import pytest

from questionnaire.runs.privacy import hidden_step
from questionnaire.runs.views import ELSEWHERE

# The way to leave of a page: the red one, the quiet one; never both.
RED, QUIET = (True, False), (False, True)


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


@pytest.mark.usefixtures("done")
def test_every_page_of_a_run_has_the_way_out(visitor):
    for place in ("residence", "nationality", "age", "goal", "document", "verifier", "effacer"):
        assert "data-quick-exit" in visitor.open(place).text, place


def way_out(text):
    return "data-quick-exit" in text, "data-leave" in text


def test_the_way_out_is_red_once_a_danger_is_told_and_quiet_before(visitor):
    assert way_out(visitor.client.get("/fr/").content.decode()) == QUIET
    places = ("residence", "verifier", "effacer", "resultat")
    assert way_out(visitor.text) == QUIET
    visitor.answer_all()
    for place in places:
        assert way_out(visitor.open(place).text) == RED, place


def test_the_quiet_way_asks_once_and_needs_no_script(visitor):
    header = visitor.text.split("</header>")[0]
    assert header.count("Quitter et effacer ?") == 1
    assert header.index("Rester") < header.index("Quitter et effacer ?")
    assert 'method="post" action="/fr/quitter/"' in header


def test_a_script_that_emptied_the_storage_keeps_its_note_that_the_tab_was_left(done):
    response = done.client.post("/fr/quitter/", headers={"x-script": "1"})
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies"'
    assert not [name for name in cookies_of(done.client) if name.startswith("run_")]


def test_a_page_without_a_run_names_nothing_in_the_history(done):
    done.client.post("/fr/quitter/")
    text = done.open("goal").text
    assert "<title>Page expirée</title>" in text
    assert way_out(text) == QUIET


def test_the_history_is_spoken_of_once_something_was_told(visitor):
    said = "L’historique du téléphone peut rester"
    assert said not in visitor.text
    visitor.answer_all()
    assert said in visitor.open("document").text
    # Her other pages say it too, and a sensitive answer that no question leads to any more counts.
    assert said in visitor.open("residence").text
    visitor.answer(goal="perte")
    assert said in visitor.open("residence").text
    assert "<title>Avant le guichet</title>" in visitor.text


def test_leaving_deletes_the_cookies_of_forms_and_language(done):
    done.client.get("/fr/")
    done.open("effacer")
    assert {"csrftoken", "django_language"} <= set(cookies_of(done.client))
    response = done.client.post("/fr/quitter/")
    assert not cookies_of(done.client)
    done.client.cookies.clear()  # A browser sends nothing for what was deleted; this client does.
    done.client.get(response.headers["Location"])
    assert not cookies_of(done.client)


def test_the_page_after_leaving_tells_the_next_site_nothing(client):
    assert client.get("/fr/page/").headers["Referrer-Policy"] == "no-referrer"
