"""A link is given and opened again, on a day and with rules of their own."""

import json
import re
import zlib
from base64 import urlsafe_b64encode
from dataclasses import replace
from html import unescape
from urllib.parse import quote

import pytest

from procedures.publishing.editions.in_memory import using
from questionnaire.keeping.link import CodedRun, decode, encode
from questionnaire.runs.run import Run, cookie_name, find_run, seal
from tests.languages import LANGUAGES
from tests.questionnaire.result.catalogue import PROCEDURES, QUESTIONS, RENEWAL, make_rules

RUN = "2bcdefgh"
NO_BREAK = "\N{NO-BREAK SPACE}"
OPEN = [{**one, "sensitive": False} for one in QUESTIONS]


@pytest.fixture
def run(client):
    """Open a page of somebody's run; their first answer was changed, and no longer counts."""

    def open_page(place="garder/", *, questions=OPEN, answers=RENEWAL, language="fr"):
        kept = Run(RUN, {**answers, "gone": "x"}, 2_000_000_000, 1)
        client.cookies[cookie_name(RUN)] = seal(kept.to_data())
        with using(make_rules(questions=questions), number=1):
            return client.get(f"/{language}/demarche/{RUN}/{place}")

    return open_page


@pytest.fixture
def reopen(client):
    def send(code, *, rules=None, language="fr"):
        client.cookies.clear()
        with using(rules or make_rules(questions=OPEN), number=7):
            return client.post(f"/{language}/liste/", {"code": code})

    return send


def link_in(page):
    return unescape(re.search(r"data-select[^>]*>([^<]*)<", page.content.decode())[1])


def test_link_holds_the_answers_that_count_and_nothing_else(run):
    link = link_in(run())
    assert link.startswith("http://testserver/fr/liste/#2.")
    assert replace(decode(link), fingerprint=[]) == CodedRun(RENEWAL, 1)


def test_link_is_sent_by_the_device_itself(run):
    page = run()
    link = link_in(page)
    written = unescape(page.content.decode())
    assert f"sms:?&body=Ma%20liste%20%3A%20{quote(link, safe='')}" in written
    assert 'class="qr__image"' in written
    assert page.headers["Cache-Control"] == "no-store"


def test_link_opened_elsewhere_gives_the_same_answers(run, reopen, rf):
    response = reopen(link_in(run()))
    (name,) = [one for one in response.cookies if one.startswith("run_")]
    request = rf.get("/")
    request.COOKIES[name] = response.cookies[name].value
    found = find_run(request, name.removeprefix("run_"))
    assert found.answers == RENEWAL
    # The answers are on no address: a log or a history would keep them.
    assert response.url == f"/fr/demarche/{found.id}/resultat/"
    # The result says that the rules may have changed: it was edition 1.
    assert found.edition == 1


def test_answer_that_no_question_takes_any_more_is_asked_again(client, reopen):
    response = reopen(encode(CodedRun({**RENEWAL, "goal": "gone"}, 1)))
    with using(make_rules(questions=OPEN), number=7):
        assert client.get(response.url).url.endswith("/goal/")


def test_list_opened_again_says_what_changed_until_an_answer_does(client, run, reopen):
    dearer = [{**PROCEDURES[0], "costs": [{"label": "Taxe", "amount": 80}]}, *PROCEDURES[1:]]
    rules = make_rules(questions=OPEN, procedures=dearer)
    opened = reopen(link_in(run()), rules=rules).url

    def page():
        with using(rules, number=7):
            return unescape(client.get(opened).content.decode()).replace(NO_BREAK, " ")

    for _again in range(2):
        assert re.search(r"Depuis le \w+ \w+ \d{4} :", page())
        assert "Le prix change : 80 € au lieu de 100,50 €." in page()
    assert "Nos informations ont changé" not in page()
    with using(rules, number=7):
        client.post(opened.replace("resultat", "married"), {"reponse": "oui"})
    assert "data-since" not in page()


def test_list_opened_again_says_that_nothing_changed(client, run, reopen):
    opened = reopen(link_in(run())).url
    with using(make_rules(questions=OPEN), number=7):
        page = unescape(client.get(opened).content.decode())
    assert "Rien n’a changé depuis le" in page


def test_list_kept_by_an_older_link_says_that_the_rules_changed(client, reopen):
    kept = [RENEWAL, 1, 0, "", []]
    packed = urlsafe_b64encode(zlib.compress(json.dumps(kept).encode())).decode()
    opened = reopen(f"1.{packed}").url
    with using(make_rules(questions=OPEN), number=7):
        page = client.get(opened).content.decode()
    assert "Nos informations ont changé" in page
    assert "data-since" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_bad_code_is_explained_and_kept(reopen, language):
    response = reopen("1.pas<entier", language=language)
    assert response.status_code == 422
    assert "1.pas&lt;entier" in response.content.decode()
    assert 'role="alert"' in response.content.decode()
    assert not [one for one in response.cookies if one.startswith("run_")]


def test_page_that_opens_says_nothing_and_opens_nothing_alone(client):
    with using(make_rules(), number=1):
        page = client.get("/fr/liste/")
    assert page.status_code == 200
    assert not [one for one in page.cookies if one.startswith("run_")]
    assert "noindex" in page.content.decode()


def test_ticket_of_an_answer_holds_the_same_link_and_asks_nothing(run, monkeypatch):
    squares = []
    monkeypatch.setattr(
        "questionnaire.keeping.views.picture_of", lambda link: squares.append(link) or "carré"
    )
    assert f"/demarche/{RUN}/garder/ticket/" in run().content.decode()
    page = run("garder/ticket/")
    assert "carré" in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    assert squares[0] == squares[1] == link_in(run())
    assert run("garder/ticket/", questions=QUESTIONS).status_code == 302


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_ticket_of_an_answer_is_printed_on_a_sheet_too(run, language):
    """An entrance without a printer of tickets has one of A4; the choice needs no script."""
    roll = run("garder/ticket/", language=language).content.decode()
    assert 'class="ticket ticket--ticket ticket--140"' in roll
    assert 'href="?papier=feuille"' in roll
    sheet = run("garder/ticket/?papier=feuille", language=language).content.decode()
    assert 'class="ticket ticket--feuille"' in sheet
    assert 'href="?papier=ticket"' in sheet
    odd = run("garder/ticket/?papier=autre", language=language).content.decode()
    assert 'class="ticket ticket--ticket ticket--140"' in odd


def test_who_told_a_danger_is_given_no_link(run):
    assert "/garder/" in run("resultat/").content.decode()
    assert "/garder/" not in run("resultat/", questions=QUESTIONS).content.decode()
    refused = run(questions=QUESTIONS)
    assert (refused.status_code, refused.url) == (302, f"/fr/demarche/{RUN}/resultat/")


def test_unfinished_run_gives_no_link(run):
    assert run(answers={"residence": "france"}).status_code == 302
