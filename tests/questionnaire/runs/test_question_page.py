"""What a page of the questionnaire shows, in every language, and what it costs."""

import gzip
import re

import pytest
from django.test import Client

from procedures.publishing.editions.in_memory import using
from questionnaire.runs.views import runs_of
from tests.languages import LANGUAGES

from ..visitor import Visitor

PRIVATE = ["", "residence", "verifier", "effacer", "resultat"]


def title_of(visitor):
    return re.search(r"<title>\s*(.*?)\s*</title>", visitor.text, re.DOTALL)[1]


def test_the_question_is_the_only_main_heading_and_the_title(visitor):
    assert visitor.text.count("<h1") == 1
    assert title_of(visitor).startswith("Où vivez-vous ?")


def test_a_mistake_is_in_the_title_and_takes_the_focus(visitor):
    visitor.send("residence")
    assert visitor.place == "residence"
    assert title_of(visitor).startswith("Erreur : Où vivez-vous ?")
    assert "data-focus" in visitor.text
    assert 'href="#id_reponse_0"' in visitor.text
    assert 'id="id_reponse_0"' in visitor.text


@pytest.mark.parametrize("key", ["age", "expiry", "nationality", "family", "document", "passport"])
def test_each_mistake_leads_to_a_field_of_the_page(visitor, key):
    visitor.answer_all().send(key)
    assert visitor.place == key
    for problem in visitor.context["problems"]:
        assert f'id="{problem["target"]}"' in visitor.text


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_page_answers_in_every_language_with_the_same_answers(visitor, code):
    visitor.answer_all()
    for place in [*visitor.answers, "verifier", "effacer"]:
        visitor.open(place)
        address = visitor.page.replace("/fr/", f"/{code}/", 1)
        assert address in visitor.text  # The language menu leads there.
        response = visitor.client.get(address)
        assert response.status_code == 200
        assert f'<html lang="{code}"' in response.content.decode()


def test_a_text_without_translation_says_that_it_is_french(client, edition):
    visitor = Visitor(client, "ar").start()
    assert "أين تعيش؟" in visitor.text
    assert '<span lang="fr" dir="ltr">choix france</span>' in visitor.text
    assert '<span lang="fr" dir="ltr">في بلد آخر' not in visitor.text
    visitor.answer("residence")
    assert '<span lang="fr" dir="ltr">nationality' in visitor.text
    visitor.answer(nationality={"recherche": "المغرب"})
    assert visitor.answers["nationality"] == "المغرب"


def test_somebody_who_helps_is_asked_about_the_person(client, edition):
    assert "Où vit la personne ?" in Visitor(client).start(assisted="1").text
    assert "Où vit la personne ?" not in Visitor(client).start().text


def test_a_sensitive_question_can_be_left_at_once(visitor):
    visitor.answer_all()
    assert "data-quick-exit" in visitor.open("document").text
    assert "data-quick-exit" in visitor.open("verifier").text


def test_the_help_of_i_do_not_know_is_shown(visitor):
    visitor.answer("residence", "nationality", "age", "goal", "family", "passport")
    assert "Lisez le haut de la carte." in visitor.answer_all().open("document").text


def test_the_questions_left_are_announced_when_they_are_few(visitor):
    progress = visitor.context["progress"]
    assert progress["position"] == 1
    assert progress["left"] is None
    assert "pages au plus" not in visitor.text
    lefts = []
    while visitor.place != "verifier":
        lefts.append(visitor.context["progress"]["left"])
        if lefts[-1]:
            assert f"encore {lefts[-1]} page" in " ".join(visitor.text.split())
        visitor.answer(visitor.place)
    assert lefts[-1] == 1
    assert max(left or 0 for left in lefts) <= 3


def test_no_page_of_a_run_is_stored(visitor):
    for place in PRIVATE:
        address = visitor.at(place) if place else visitor.url("run_start")
        assert visitor.client.get(address).headers["Cache-Control"] == "no-store"
    sent = visitor.client.post(visitor.at("residence"), {"reponse": "france"})
    assert sent.headers["Cache-Control"] == "no-store"


def test_no_page_asks_the_database(visitor, django_assert_num_queries, db):
    visitor.answer_all()
    with django_assert_num_queries(0):
        for place in [*visitor.answers, "verifier", "effacer"]:
            visitor.open(place)
        visitor.send("residence", reponse="etranger")
        visitor.send("residence")
        Visitor(visitor.client).start()
        visitor.client.post("/fr/communes.json", {"q": "mont"})
        visitor.client.get("/fr/pays.json")


def test_pages_are_small(visitor):
    visitor.answer_all()
    for place in [*visitor.answers, "verifier"]:
        assert len(gzip.compress(visitor.open(place).response.content)) < 8_000


def test_the_list_of_countries_is_the_same_for_everybody(visitor):
    response = visitor.client.get("/ar/pays.json")
    assert set(response.headers["Cache-Control"].split(", ")) == {"public", "max-age=86400"}
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not response.cookies
    assert response.json()["names"]


def test_the_commune_that_is_typed_stays_out_of_addresses_and_caches():
    # Scripts send no token: the answer changes nothing.
    client = Client(enforce_csrf_checks=True)
    response = client.post("/fr/communes.json", {"q": "montaub"})
    assert "Montauban (82000)" in response.json()["names"]
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies
    assert client.get("/fr/communes.json?q=montaub").status_code == 405
    for query in ["", "x" * 5000, "\0"]:
        assert client.post("/fr/communes.json", {"q": query}).json() == {"names": []}


def request_of(client):
    return client.get("/fr/").wsgi_request


def test_the_runs_of_a_device_are_listed_by_what_the_person_wants(visitor):
    assert [run["title"] for run in runs_of(request_of(visitor.client))] == ["Questionnaire"]
    visitor.answer_all()
    Visitor(visitor.client).start(assisted="1")
    titles = {run["title"] for run in runs_of(request_of(visitor.client))}
    assert titles == {"choix renouvellement", "Questionnaire pour une autre personne"}
    page = visitor.client.get(visitor.url("run_start")).content.decode()
    assert visitor.url("run_resume", visitor.id) in page
    assert visitor.at("effacer") in page


def test_the_shipped_questionnaire_is_walked_from_end_to_end(client, shipped):
    """One person the whole way, in Arabic, on the real questions."""
    salma = {
        "residence": "france", "commune": "Montpellier", "beneficiary": "moi",
        "nationality": "MA", "age": "24", "goal": "renouvellement",
        "current_document": "carte_sejour", "permit_motive": "etudiant", "same_reason": "oui",
        "housing": "locataire", "birth_country": "MA", "marital_status": "celibataire",
        "minor_children": "non", "has_passport": "oui",
    }  # fmt: skip
    with using(shipped):
        visitor = Visitor(client, "ar").start()
        for _turn in range(len(shipped.questions)):
            if visitor.place == "verifier":
                break
            key = visitor.place
            if key == "papiers":
                visitor.send(key, **{f"{one}-reponse": sent for one, sent in salma.items()})
                continue
            if shipped.questions[key].kind == "date":
                visitor.send(key, reponse_day="15", reponse_month="5", reponse_year="2027")
            else:
                visitor.send(key, reponse=salma[key], recherche=salma[key])
            assert visitor.place != key
        assert visitor.place == "verifier"
        assert visitor.context["complete"]
