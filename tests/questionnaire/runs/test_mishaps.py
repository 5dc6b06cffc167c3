"""Reloads, the back button, double submissions, expired runs, forged requests: all end well."""

import pytest
from django.test import Client

from procedures.publishing.editions.in_memory import hold, using
from questionnaire.runs.run import new_run, seal

from ..samples import ANSWERS
from ..visitor import Visitor

OLD = "pas retrouvé vos réponses"
NOTHING_LOST = "Rien n’est perdu"


def forget(visitor):
    """The cookie expires, or the person cleans the browser."""
    del visitor.client.cookies[f"run_{visitor.id}"]


def test_a_double_submit_is_one_answer(visitor):
    visitor.answer("residence", "residence")
    assert visitor.place == "nationality"
    assert list(visitor.answers) == ["residence"]


def test_a_form_sent_again_from_the_history_changes_that_answer(visitor):
    visitor.answer("residence", "nationality", "age")
    visitor.answer(nationality={"recherche": "Algérie", "cherche": "Maroc"})
    assert visitor.place == "goal"
    assert visitor.answers["nationality"] == "Algérie"


def test_a_page_can_be_reloaded(visitor):
    visitor.answer("residence")
    assert visitor.open("nationality").text
    assert visitor.open("nationality").place == "nationality"


def test_an_answer_to_a_question_that_no_longer_applies_is_kept(visitor):
    visitor.answer_all()
    visitor.answer(goal="perte")
    visitor.answer(years={"reponse": "9"})
    assert visitor.place == "verifier"
    assert "years" not in visitor.answers
    visitor.answer("goal")
    assert visitor.answers["years"] == "9"


def test_an_answer_to_a_question_not_reached_yet_is_kept(visitor):
    visitor.answer("passport")
    assert visitor.place == "residence"
    assert visitor.answer_all().answers["passport"] == "Oui"


@pytest.mark.parametrize("sent", [{"reponse": "lune"}, {}, {"reponse": ["a", "b"]}])
def test_nonsense_sent_to_a_question_not_reached_leads_to_the_one_to_answer(visitor, sent):
    assert visitor.send("goal", **sent).place == "residence"
    assert visitor.send("no_such_question", **sent).place == "residence"


def test_an_answer_to_an_expired_run_begins_a_new_one(visitor):
    visitor.answer("residence", "nationality")
    forget(visitor)
    visitor.answer("age")
    assert visitor.place == "residence"
    assert OLD in visitor.text
    assert OLD not in visitor.open("residence").text
    visitor.answer("residence", "nationality")
    assert visitor.place == "goal"
    assert visitor.answers["age"] == "24"


@pytest.mark.parametrize("place", ["residence", "verifier", "resultat", "effacer"])
def test_a_page_of_an_expired_run_says_how_to_begin_again(visitor, place):
    forget(visitor)
    assert "ne sont plus là" in visitor.open(place).text
    assert visitor.url("run_start") in visitor.text


@pytest.mark.parametrize("sent", [{"reponse": "lune"}, {}])
def test_nonsense_sent_to_an_expired_run_says_how_to_begin_again(visitor, sent):
    forget(visitor)
    assert "ne sont plus là" in visitor.send("residence", **sent).text


def test_a_strange_run_id_is_never_written(visitor):
    visitor.id = "Une_Chose-" + "x" * 300
    assert "ne sont plus là" in visitor.send("residence", reponse="france").text
    assert not [name for name in visitor.client.cookies if "Une_Chose" in name]


@pytest.mark.parametrize("value", ["", "x", "gAAAAA" + "x" * 300, "é"])
def test_a_spoilt_cookie_is_as_none(visitor, value):
    visitor.client.cookies[f"run_{visitor.id}"] = value
    assert "ne sont plus là" in visitor.open("residence").text


def test_erasing_asks_first_and_leaves_nothing(visitor):
    visitor.answer("residence")
    assert visitor.open("effacer").place == "effacer"
    assert visitor.answers
    visitor.send("effacer")
    assert "Vos réponses sont effacées" in visitor.text
    assert visitor.client.cookies[f"run_{visitor.id}"].value == ""
    assert "ne sont plus là" in visitor.open("verifier").text
    assert visitor.send("effacer").response.status_code == 200  # A double submit.


@pytest.fixture
def strict(edition):
    """A visitor whose forms are checked, without a token."""
    return Visitor(Client(enforce_csrf_checks=True))


def with_run(visitor):
    run = new_run(12)
    visitor.client.cookies[f"run_{run.id}"] = seal(run.to_data())
    visitor.id = run.id
    return visitor


def test_a_failed_check_shows_the_question_again_with_the_answer(strict):
    with_run(strict)
    response = strict.client.post(strict.at("residence"), {"reponse": "etranger"})
    assert response.status_code == 403
    assert NOTHING_LOST in response.content.decode()
    cards = response.context["form"].cards()
    assert [one["value"] for one in cards if one["checked"]] == ["etranger"]
    assert strict.answers == {}  # Nothing was taken of it.
    token = response.context["csrf_token"]
    strict.client.cookies["csrftoken"] = response.cookies["csrftoken"].value
    strict.send("residence", reponse="etranger", csrfmiddlewaretoken=str(token))
    assert strict.place == "nationality"


@pytest.mark.parametrize("key", ["nationality", "no_such_question"])
def test_a_failed_check_out_of_order_leads_to_the_question_to_answer(strict, key):
    with_run(strict)
    strict.follow(strict.client.post(strict.at(key), {"recherche": "Maroc"}))
    assert strict.place == "residence"


@pytest.mark.parametrize("place", ["verifier", "effacer", ""])
def test_a_failed_check_elsewhere_is_a_page_that_says_what_to_do(strict, place):
    with_run(strict)
    address = strict.at(place) if place else strict.url("run_start")
    response = strict.client.post(address)
    assert response.status_code in (403, 405)
    assert strict.client.get(address).status_code == 200


def test_a_failed_check_never_erases(strict):
    with_run(strict)
    response = strict.client.post(strict.at("effacer"))
    assert NOTHING_LOST in response.content.decode()
    assert strict.open("residence").place == "residence"


def test_a_failed_check_outside_the_questionnaire_is_explained(strict):
    response = strict.client.post("/compte/connexion/", {"username": "x"})
    assert response.status_code == 403
    assert "restée ouverte" in response.content.decode()


@pytest.mark.django_db
def test_without_an_edition_the_page_says_to_come_back(client, rule_set):
    with using(rule_set):
        hold(None)
        for address in ["/fr/demarche/", "/fr/demarche/abcdefgh/age/"]:
            response = client.get(address)
            assert response.status_code == 503
            assert response.headers["Retry-After"]
            assert "Revenez dans quelques minutes" in response.content.decode()
        assert client.post("/fr/demarche/").status_code == 503


def test_every_answer_can_be_sent_twice(visitor):
    for key in ANSWERS:
        visitor.answer(key, key)
    visitor.answer_all()
    assert visitor.place == "verifier"
