"""A run begun before a renaming loses nothing."""

from itertools import count

import pytest

from portal.templatetags import choice_icons
from procedures.publishing.editions.in_memory import using
from questionnaire.runs.run import LIFETIME, Run, cookie_name, seal, unseal
from tests.questionnaire.samples import PROCEDURES, QUESTIONS, make_rule_set
from tests.questionnaire.visitor import Visitor

numbers = count(1)


def make_renamed():
    """« goal » was « but », then « objet »; its « renouvellement » was « renouveler »."""
    questions = [{**one} for one in QUESTIONS]
    goal = next(one for one in questions if one["key"] == "goal")
    goal["formerly"] = ["but", "objet"]
    goal["choices"] = [{**one} for one in goal["choices"]]
    goal["choices"][0]["formerly"] = ["renouveler"]
    family = next(one for one in questions if one["key"] == "family")
    family["choices"] = [{**family["choices"][0], "formerly": ["mari"]}, family["choices"][1]]
    return make_rule_set(questions=questions, procedures=PROCEDURES)


@pytest.fixture(scope="module")
def renamed_rules():
    return make_renamed()


@pytest.fixture
def carrier(client, renamed_rules):
    """A person who carries answers, the questionnaire renamed."""
    with using(renamed_rules, number=12):

        def carry(**answers):
            visitor = Visitor(client)
            visitor.id = f"2345678{next(numbers) % 8 + 2}"
            client.cookies[cookie_name(visitor.id)] = seal(
                Run(visitor.id, answers, updated=1, edition=11).to_data()
            )
            return visitor

        yield carry


BEGUN = {"residence": "france", "nationality": "MA", "commune": "34172", "age": 24}


@pytest.mark.parametrize("key", ["but", "objet", "goal"])
@pytest.mark.parametrize("value", ["renouveler", "renouvellement"])
def test_answer_under_a_former_name_counts(carrier, key, value):
    visitor = carrier(**BEGUN, **{key: value})
    assert visitor.answers["goal"] == "choix renouvellement"
    visitor.follow(visitor.client.get(f"/fr/demarche/{visitor.id}/"))
    assert visitor.place == "document"


def test_one_of_several_answers_under_a_former_value_counts(carrier):
    visitor = carrier(**BEGUN, but="perte", family=["mari", "enfant"])
    assert visitor.answers["family"] == "choix conjoint · choix enfant"


def test_former_address_of_a_question_leads_to_it(carrier):
    visitor = carrier(**BEGUN)
    response = visitor.client.get(visitor.at("but") + "?verifier")
    assert response.status_code == 302
    assert response.headers["Location"].split("?")[0] == visitor.at("goal")
    assert "verifier" in response.headers["Location"]
    assert response.headers["Cache-Control"] == "no-store"
    assert visitor.follow(response).place == "goal"


def test_former_address_leads_nowhere_else_for_who_is_not_there_yet(carrier):
    visitor = carrier(residence="etranger")
    assert visitor.open("objet").place == "nationality"


@pytest.mark.parametrize("place", ["but", "goal"])
@pytest.mark.parametrize("value", ["renouveler", "renouvellement"])
def test_page_shown_before_still_takes_its_answer(carrier, place, value):
    visitor = carrier(**BEGUN)
    visitor.send(place, reponse=value)
    assert visitor.place == "document"
    assert visitor.answers["goal"] == "choix renouvellement"


def test_page_of_several_answers_shown_before_still_takes_them(carrier):
    visitor = carrier(**BEGUN, goal="perte")
    visitor.send("family", reponse=["mari", "enfant"])
    assert visitor.answers["family"] == "choix conjoint · choix enfant"


@pytest.mark.parametrize("sent", [{}, {"reponse": "inconnue"}])
def test_wrong_answer_to_a_former_address_is_refused_as_ever(carrier, sent):
    visitor = carrier(**BEGUN)
    visitor.send("but", **sent)
    assert visitor.context["problems"]


def test_answer_sent_to_a_former_address_without_its_run_begins_another(client, carrier):
    visitor = carrier()
    client.cookies.clear()
    visitor.send("but", reponse="renouveler")
    visitor.open("verifier")
    assert visitor.context["kept"] == 1


def test_cookie_is_written_under_the_names_of_today(client, carrier):
    visitor = carrier(**BEGUN, but="renouveler")
    visitor.open("verifier")
    data = unseal(client.cookies[cookie_name(visitor.id)].value, LIFETIME)
    assert data[1] == {**BEGUN, "goal": "renouvellement"}


def test_list_of_runs_says_what_was_answered_under_a_former_name(client, carrier):
    carrier(**BEGUN, but="renouveler")
    response = client.get("/fr/demarche/")
    assert [run["title"] for run in response.context["runs"]] == ["choix renouvellement"]


def test_drawing_of_a_renamed_answer_stays(client, carrier, monkeypatch):
    monkeypatch.setattr(choice_icons, "drawings", lambda: {"but": {"renouveler": "compass"}})
    visitor = carrier(**BEGUN)
    with using(make_renamed()):  # Nothing of it is drawn yet.
        visitor.open("goal")
    assert visitor.text.count("#compass") == 1


def test_renamed_questionnaire_asks_no_database(carrier, db, django_assert_num_queries):
    visitor = carrier(**BEGUN, but="renouveler")
    visitor.open("document")
    with django_assert_num_queries(0):
        visitor.open("but").open("document").open("verifier")
