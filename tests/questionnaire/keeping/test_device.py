"""What the server gives for kept lists is the same for all; erasing tells the browser to forget."""

import json
import re

import pytest
from django.utils import translation

from questionnaire.keeping.device import FILES, worker_source
from questionnaire.result.papers import PaperGroup, Papers
from questionnaire.result.views import list_id


def value_of(name):
    return json.loads(re.search(rf"const {name} = (.*);", worker_source())[1])


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_page_of_kept_lists_is_the_same_for_everybody(client, language):
    first = client.get(f"/{language}/gardees/")
    client.cookies["run_2bcdefgh"] = "x"
    second = client.get(f"/{language}/gardees/")
    assert first.content == second.content
    assert first.status_code == 200
    assert not first.cookies
    assert "noindex" in first.content.decode()
    assert "data-quick-exit" in first.content.decode()


def test_worker_holds_the_pages_of_kept_lists_and_their_files_only(client):
    response = client.get("/hors-ligne.js")
    assert response.headers["Content-Type"].startswith("text/javascript")
    assert response.headers["Service-Worker-Allowed"] == "/"
    assert response.headers["Cache-Control"] == "no-cache"
    assert value_of("SHELLS") == {one: f"/{one}/gardees/" for one in ("fr", "en", "ar")}
    assert [one.removeprefix("/static/") for one in value_of("FILES")] == list(FILES)
    # What is stored at all is what it installs: it puts nothing else in a cache.
    assert response.content.decode().count("addAll") == 1
    assert ".put(" not in response.content.decode()
    assert "worker-src 'self'" in response.headers["Content-Security-Policy"]


def test_page_of_kept_lists_asks_for_what_the_worker_holds(client):
    page = client.get("/fr/gardees/").content.decode()
    asked = set(re.findall(r'"(/static/[^"#]+)', page))
    assert asked <= set(value_of("FILES"))


def test_erasing_a_run_makes_the_device_forget_what_it_kept(visitor):
    visitor.answer_all()
    response = visitor.client.post(visitor.at("effacer"))
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "data-forget" in response.content.decode()


def test_script_is_told_where_an_answer_leads(visitor):
    sent = {"reponse": "france"}
    plain = visitor.client.post(visitor.at("residence"), sent)
    told = visitor.client.post(visitor.at("residence"), sent, headers={"x-script": "1"})
    assert (told.status_code, told.headers["X-Next"]) == (204, plain.headers["Location"])
    assert "Location" not in told.headers
    # What is refused is said as without a script.
    refused = visitor.client.post(visitor.at("residence"), {}, headers={"x-script": "1"})
    assert "X-Next" not in refused.headers
    assert "error-summary" in refused.content.decode()


def test_answer_sent_by_a_script_is_kept(visitor):
    told = visitor.client.post(
        visitor.at("residence"), {"reponse": "etranger"}, headers={"x-script": "1"}
    )
    assert [name for name in told.cookies if name.startswith("run_")]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", {0: "Vous avez tous les papiers de la liste.", 1: "Il vous reste 1 papier.",
                2: "Il vous reste 2 papiers."}),
        ("en", {1: "You have 1 document left to get.", 2: "You have 2 documents left to get."}),
        ("ar", {1: "بقيت لك وثيقة واحدة.", 2: "بقيت لك وثيقتان.", 3: "بقيت لك 3 وثائق.",
                11: "بقيت لك 11 وثيقة."}),
    ],
)  # fmt: skip
def test_papers_left_are_counted_in_words(language, words):
    papers = Papers([PaperGroup("", [None] * 11)], [], [], [])
    with translation.override(language):
        left = papers.left
    # The last of them stands for the numbers after it.
    assert len(left) == max(words) + 1
    assert {number: left[number] for number in words} == words


def test_same_answers_are_the_same_list_whatever_their_order():
    assert list_id({"a": 1, "b": 2}) == list_id({"b": 2, "a": 1})
    assert list_id({"a": 1}) != list_id({"a": 2})
    assert re.fullmatch(r"[\w-]{8}", list_id({"a": 1}))
