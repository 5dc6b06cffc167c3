"""The interface: what each address gives, in which language, and how it refuses."""

import logging

import pytest
from django.db import DatabaseError

from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.publishing.editions import in_memory
from questionnaire.api import asked
from tests.languages import LANGUAGES

LISTS = ["edition", "questions", "procedures", "departments", "documents"]
QUESTIONS = [{"key": "adult", "kind": "yes_no", "text": "Majeur ?"}]
SALMA = {"residence": "france", "beneficiary": "moi", "nationality": "MA", "age": 24}


@pytest.mark.parametrize("path", [*LISTS, "procedures/rece", "departments/82"])
def test_a_get_is_public_and_not_sent_twice(get, django_assert_num_queries, path, db):
    first = get(path)
    assert first.status_code == 200
    assert first["Content-Type"] == "application/json"
    assert "public" in first["Cache-Control"]
    with django_assert_num_queries(0):
        again = get(path, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert get(path, accept_language="ar")["ETag"] != first["ETag"]


def test_another_edition_has_another_etag(client, shipped):
    tags = set()
    for number in (1, 2):
        with in_memory.using(shipped, number=number):
            tags.add(client.get("/api/v1/questions")["ETag"])
    assert len(tags) == 2


def test_the_edition_is_named_as_on_the_pages(get, published):
    told = get("edition").json()
    assert (told["number"], told["label"]) == (7, published.label)
    assert told["digest"] == published.digest
    assert told["licence"]["name"] == "Licence Ouverte 2.0"
    assert told["downloads"]["yaml"] == "/donnees/edition-7.yaml"


@pytest.mark.parametrize(
    ("query", "header", "title"),
    [
        ("?lang=en", "ar", "Where do you live today?"),
        ("", "en-GB,en;q=0.9", "Where do you live today?"),
        ("", "de", "Où vivez-vous aujourd'hui ?"),
    ],
)
def test_the_language_is_that_of_the_address_else_of_the_browser(get, query, header, title):
    response = get("questions" + query, accept_language=header)
    assert response.json()["questions"][0]["text"] == title
    assert "Accept-Language" in response["Vary"]


def test_no_cookie_is_read_or_set(client, published):
    client.cookies["django_language"] = "ar"
    client.cookies["sessionid"] = "x" * 9_000
    for response in (
        client.get("/api/v1/questions"),
        client.post("/api/v1/evaluate", {"answers": {}}, content_type="application/json"),
        client.post("/api/v1/nothing"),
    ):
        assert response.status_code in (200, 404)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
    assert client.get("/api/v1/questions").json()["language"] == "fr"


def test_the_next_question_comes_with_the_choices_of_this_person(post):
    first = post("questions/next", {"answers": {}}).json()
    assert (first["done"], first["question"]["key"]) == (False, "residence")
    after = post("questions/next?lang=en", {"answers": SALMA, "department": "82"}).json()
    assert after["question"]["key"] == "goal"
    assert after["question"]["text"] == "What do you want to do?"
    assert after["asked"][:2] == ["residence", "beneficiary"]
    assert after["left"] < first["left"]


def test_only_offered_choices_are_given(client):
    questions = [
        {"key": "adult", "kind": "yes_no", "text": "Majeur ?"},
        {
            "key": "card",
            "kind": "choice",
            "text": "Carte ?",
            "choices": [
                {"value": "a", "text": "A"},
                {"value": "b", "text": "B", "when": {"adult": True}},
            ],
        },
    ]
    procedure = {"id": "p", "family": "f", "track": "t", "rank": 1, "title": "P"}
    procedure |= {"when": {"card": "a", "adult": {"known": True}}}
    with in_memory.using(rule_set_from_plain({"questions": questions, "procedures": [procedure]})):
        body = {"answers": {"adult": False}}
        told = client.post("/api/v1/questions/next", body, content_type="application/json").json()
        assert [one["value"] for one in told["question"]["choices"]] == ["a"]
        body["answers"]["card"] = "a"
        told = client.post("/api/v1/questions/next", body, content_type="application/json").json()
        assert (told["done"], told["question"]) == (True, None)


def test_a_departement_stands_for_a_commune(post):
    answers = {**SALMA, "goal": "duplicata"}
    near = post("evaluate", {"answers": answers, "department": "82"}).json()
    assert "commune" in near["asked"]
    named = post("evaluate", {"answers": {**answers, "commune": "82121"}}).json()
    assert [one["id"] for one in near["procedures"]] == [one["id"] for one in named["procedures"]]


def test_why_not_gives_the_tests_that_failed(post):
    told = post("evaluate", {"answers": SALMA, "why_not": "rece"}).json()
    assert told["why_not"]["procedure"] == "rece"


@pytest.mark.parametrize(
    ("body", "key", "near"),
    [
        ({"answers": {"nationalite": "MA"}}, "nationalite", "nationality"),
        ({"answers": {"goal": "renouvelement"}}, "goal", "renouvellement"),
        ({"answers": {"nationality": "QQ"}}, "nationality", None),
        ({"answers": {"nationality": ["MA"]}}, "nationality", None),
        ({"answers": {"age": "24"}}, "age", None),
        ({"answers": {"age": 10**9}}, "age", None),
        ({"answers": {"age": None}}, "age", None),
        ({"answers": {"expiry_date": "9999-12-31"}}, "expiry_date", None),
        ({"answers": {}, "department": "99"}, "99", None),
        ({"answers": {"commune": "82121"}, "department": "34"}, "department", None),
        ({"answers": {}, "today": "0001-01-01"}, "today", None),
        ({"answers": {}, "today": "2026-02-30"}, "today", None),
        ({"answers": {}, "today": 0}, "today", None),
        ({"answers": {}, "todya": "2026-11-26"}, "todya", "today"),
        ({"answers": []}, "answers", None),
        ({}, "answers", None),
        ({"answers": {}, "why_not": "recee"}, "recee", "rece"),
    ],
)
def test_a_fault_names_its_key_and_the_nearest_names_in_two_languages(post, body, key, near):
    response = post("evaluate", body)
    assert response.status_code == 422, response.content
    fault = response.json()["error"]
    assert fault["key"] == key
    assert fault["nearest"][:1] == ([near] if near else fault["nearest"][:1])
    assert fault["fr"]
    assert fault["en"]
    assert fault["fr"] != fault["en"]
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "body", ["{", "[" * 15_000, "\xff", '{"answers": {"age": ' + "9" * 5_000 + "}}"]
)
def test_what_is_no_json_is_refused(post, body):
    response = post("evaluate", body)
    assert response.status_code == 400
    assert response.json()["error"]["code"] == "not_json"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("procedures/recee", "unknown_procedure"),
        ("departments/99", "unknown_department"),
        ("nothing", "unknown_address"),
    ],
)
def test_what_is_not_there_is_told_in_json(get, path, code):
    response = get(path)
    assert response.status_code == 404
    assert response.json()["error"]["code"] == code


def test_an_unknown_language_names_those_that_exist(get):
    response = get("questions?lang=de")
    assert response.status_code == 422
    assert response.json()["error"]["nearest"] == LANGUAGES


def test_a_former_name_finds_a_procedure_and_a_withdrawn_one_says_so(client):
    here = {"family": "f", "track": "t", "rank": 1}
    entries = [
        {"id": "carte", "formerly": ["titre"], "title": "Carte", **here},
        {"id": "ete", "title": "Été", "enabled": False, **here, "rank": 2},
    ]
    with in_memory.using(rule_set_from_plain({"questions": QUESTIONS, "procedures": entries})):
        assert client.get("/api/v1/procedures/titre").json()["id"] == "carte"
        gone = client.get("/api/v1/procedures/ete")
    assert gone.status_code == 404
    assert gone.json()["error"]["code"] == "withdrawn_procedure"


def test_without_an_edition_it_asks_to_come_back(client, monkeypatch):
    def away():
        raise DatabaseError

    monkeypatch.setattr(asked, "edition_in_force", away)
    response = client.get("/api/v1/questions")
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert response.json()["error"]["code"] == "no_edition"


def test_answers_are_in_no_log(post, caplog):
    with caplog.at_level(logging.DEBUG):
        post("evaluate", {"answers": {**SALMA, "goal": "zzz-secret"}})
        post("evaluate", {"answers": SALMA})
        post("questions/next", '{"answers": zzz-secret')
    said = " ".join(record.getMessage() + str(record.exc_info) for record in caplog.records)
    assert "zzz-secret" not in said
    assert "MA" not in said.split()
