"""What the server gives for kept lists is the same for all; erasing tells the browser to forget."""

import json
import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from procedures.publishing.editions.in_memory import using
from questionnaire.keeping.device import FILES, day_words, worker_source
from questionnaire.result.last_days import Leaf
from questionnaire.result.papers import PaperGroup, Papers
from questionnaire.result.views import list_id
from tests.languages import LANGUAGES

PAGES_KEPT = (
    "papiers/attestation_prolongation_renouvellement/",
    "lettres/attestation_prolongation_manquante/",
)


def value_of(name):
    return json.loads(re.search(rf"const {name} = (.*);", worker_source())[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_of_kept_lists_is_the_same_for_everybody(client, language):
    first = client.get(f"/{language}/gardees/")
    client.cookies["run_2bcdefgh"] = "x"
    second = client.get(f"/{language}/gardees/")
    assert first.content == second.content
    assert first.status_code == 200
    assert not first.cookies
    assert "noindex" in first.content.decode()
    assert "data-leave" in first.content.decode()


def test_worker_holds_pages_that_are_the_same_for_all_and_their_files_only(client):
    response = client.get("/hors-ligne.js")
    assert response.headers["Content-Type"].startswith("text/javascript")
    assert response.headers["Service-Worker-Allowed"] == "/"
    assert response.headers["Cache-Control"] == "no-cache"
    assert value_of("SHELLS") == {one: f"/{one}/gardees/" for one in LANGUAGES}
    assert [one.removeprefix("/static/") for one in value_of("FILES")] == list(FILES)
    # What is stored at all is what it installs, and by one door the pages of a rule.
    assert response.content.decode().count("addAll") == 1
    assert response.content.decode().count(".put(") == 1
    kinds = ("papiers", "lettres", "statut")
    assert value_of("PAGES") == [f"/{one}/{kind}/" for one in LANGUAGES for kind in kinds]
    assert "worker-src 'self'" in response.headers["Content-Security-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["gardees/", "statut/", *PAGES_KEPT])
def test_pages_of_the_worker_ask_for_what_it_holds(client, shipped, path):
    with using(shipped):
        page = client.get(f"/fr/{path}").content.decode()
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
        ("ar", {1: "بقيت لك ورقة واحدة.", 2: "بقيت لك ورقتان.", 3: "بقيت لك 3 أوراق.",
                11: "بقيت لك 11 ورقة."}),
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


@pytest.mark.parametrize(
    ("language", "left", "passed"),
    [("fr", "Encore 3 jours", "Passé depuis 1 jour"), ("en", "3 days left", "Passed 1 day ago"),
     ("ar", "بقيت 3 أيام", "انقضى منذ يوم واحد")],
)  # fmt: skip
def test_words_of_days_are_there_for_each_plural_form(language, left, passed):
    with translation.override(language):
        days = day_words()["days"]
    assert days[""][3].startswith(left)
    assert days[""][-1].startswith(passed)
    assert set(days) == {"", "letter", "early"}
    assert len(set(days["letter"].values())) == len(days["letter"])


def test_days_of_a_card_are_data_that_a_kept_list_counts_with():
    leaf = Leaf("déc.", "31", "2026-12-31", "Dernier jour", "jeudi", "Encore 30 jours", "success",
                until="2027-01-04", hour="letter")  # fmt: skip
    card = {"label": "Déposez", "title": "T", "leads": ["Il reste 3 jours."], "dated": True,
            "leaf": leaf, "opens": "2026-12-02", "closes": "2026-12-31"}  # fmt: skip
    drawn = render_to_string("components/answer_card.html", {"card": card})
    for data in ('data-opens="2026-12-02"', 'data-closes="2026-12-31"', 'datetime="2026-12-31"',
                 'data-until="2027-01-04"', 'data-hour="letter"', "data-dated"):  # fmt: skip
        assert data in drawn, data
