"""A code is given at a press, opens the list elsewhere, and is erased; no address ever has it."""

import io
import logging
import re
from html import unescape

import pytest
from django.db import DatabaseError

from portal.logs import JsonFormatter
from procedures.publishing.editions.in_memory import using
from questionnaire.keeping import short_codes
from questionnaire.keeping.short_codes import normalised
from questionnaire.models import ShortCode
from questionnaire.runs.run import Run, cookie_name, find_run, seal
from tests.languages import LANGUAGES
from tests.questionnaire.result.catalogue import QUESTIONS, RENEWAL, make_rules

RUN = "2bcdefgh"
OPEN = [{**one, "sensitive": False} for one in QUESTIONS]
RESULT = f"/fr/demarche/{RUN}/resultat/"


@pytest.fixture
def create(client, db):
    """Ask a code for the answers of somebody's run, and return the page."""

    def ask(*, questions=OPEN, answers=RENEWAL, language="fr", method="post"):
        client.cookies[cookie_name(RUN)] = seal(Run(RUN, answers, 2_000_000_000, 1).to_data())
        with using(make_rules(questions=questions), number=1):
            return getattr(client, method)(f"/{language}/demarche/{RUN}/code/")

    return ask


@pytest.fixture
def send(client, db):
    def sent(code, language="fr", **more):
        client.cookies.clear()
        with using(make_rules(questions=OPEN), number=7):
            return client.post(f"/{language}/code/", {"code": code, **more})

    return sent


def code_in(page):
    return unescape(re.search(r'class="short-code"[^>]*>([^<]+)<', page.content.decode())[1])


def test_code_opens_the_list_on_another_device(create, send, rf):
    page = create()
    assert page.headers["Cache-Control"] == "no-store"
    code = code_in(page)
    response = send(code.lower())
    (name,) = [one for one in response.cookies if one.startswith("run_")]
    request = rf.get("/")
    request.COOKIES[name] = response.cookies[name].value
    found = find_run(request, name.removeprefix("run_"))
    assert found.answers == RENEWAL
    assert response.url == f"/fr/demarche/{found.id}/resultat/"
    # It is computed today: the result says that the rules may have changed since edition 1.
    assert found.edition == 1


def test_code_is_erased_at_once_on_request(create, send):
    code = code_in(create())
    assert 'role="status"' in send(code, erase="1").content.decode()
    assert not ShortCode.objects.exists()
    refused = send(code)
    assert refused.status_code == 422
    assert 'role="alert"' in refused.content.decode()


def test_nothing_is_stored_before_the_press(create):
    assert create(method="get").url == f"/fr/demarche/{RUN}/garder/"
    assert not ShortCode.objects.exists()


def test_who_told_a_danger_or_has_not_finished_gets_no_code(create):
    assert create(questions=QUESTIONS).url == RESULT
    assert create(answers={"residence": "france"}).url == RESULT
    assert not ShortCode.objects.exists()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", ["7K3M <b>", "00000000"])
def test_bad_code_is_explained_and_shown_again(send, typed, language):
    response = send(typed, language)
    assert response.status_code == 422
    page = unescape(response.content.decode())
    assert 'role="alert"' in page
    assert f'value="{typed}"' in page
    assert not [one for one in response.cookies if one.startswith("run_")]


def test_outdated_code_is_told_so(create, send, monkeypatch):
    monkeypatch.setattr(short_codes, "DAYS", -1)
    code = code_in(create())
    assert "plus de 60 jours" in unescape(send(code).content.decode())


def test_page_that_opens_asks_no_database(client):
    # Nothing lets this test ask one.
    with using(make_rules(), number=1):
        page = client.get("/fr/code/")
    assert page.status_code == 200
    assert "noindex" in page.content.decode()


def test_forged_form_stores_and_erases_nothing(create, send, client):
    code = code_in(create())
    client.handler.enforce_csrf_checks = True
    assert create().status_code == 403
    shown = send(code, erase="1")
    assert shown.status_code == 403
    assert normalised(code) in shown.content.decode().replace("\xa0", "")
    assert ShortCode.objects.count() == 1


def test_without_its_database_the_site_says_to_come_back(create, send, monkeypatch):
    def lost(*_arguments):
        raise DatabaseError

    monkeypatch.setattr(short_codes, "keep", lost)
    monkeypatch.setattr(short_codes, "opened", lost)
    assert create().status_code == send("00000000").status_code == 503


def test_nobody_waits_for_a_database_that_was_last_seen_away(create, send, database_seen_away):
    code = code_in(create())
    with database_seen_away():
        assert create().status_code == 503
        assert send(code).status_code == 503
        assert send(code, erase="1").status_code == 503
        # What cannot be a code is said without the database.
        assert send("court").status_code == 422
    assert ShortCode.objects.count() == 1
    assert send(code).status_code == 302


def test_an_address_tries_sixty_an_hour(send):
    statuses = [send("court").status_code for _ in range(61)]
    assert statuses == [*[422] * 60, 429]


def test_an_address_that_guesses_shuts_itself_out_and_no_other(create, send, client, monkeypatch):
    monkeypatch.setattr(short_codes, "MANY_MISSES", 3)
    code = code_in(create())
    client.defaults["REMOTE_ADDR"] = "192.0.2.66"
    assert [send("00000000").status_code for _ in range(3)] == [422] * 3
    assert "dans une heure" in unescape(send(code).text)
    client.defaults["REMOTE_ADDR"] = "192.0.2.7"
    assert send(code).status_code == 302


def test_no_code_is_in_an_address_or_a_log(create, send):
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    loggers = [logging.getLogger(name) for name in ("", "django")]
    for one in loggers:
        one.addHandler(handler)
    try:
        page = create()
        code = code_in(page)
        opened = send(code)
        send("00000000")
        send(code, erase="1")
    finally:
        for one in loggers:
            one.removeHandler(handler)
    assert normalised(code) not in opened.url
    told = stream.getvalue()
    assert "/fr/code/" in told or not told
    assert [one for one in (code, normalised(code), "00000000") if one in told] == []
