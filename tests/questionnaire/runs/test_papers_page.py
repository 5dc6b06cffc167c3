"""The last page of questions: what is on it, that it may be passed, and what follows."""

import pytest

from procedures.engine.relevance import turns
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.situation import Situation
from procedures.publishing.editions.in_memory import using
from tests.languages import LANGUAGES

from ..samples import TODAY, make_procedure, make_question
from ..visitor import Visitor

STUDENT = {
    "residence": {"reponse": "france"}, "commune": {"recherche": "Montpellier"},
    "beneficiary": {"reponse": "moi"}, "nationality": {"reponse": "MA", "recherche": "Maroc"},
    "goal": {"reponse": "renouvellement"}, "current_document": {"reponse": "carte_sejour"},
    "permit_motive": {"reponse": "etudiant"}, "same_reason": {"reponse": "oui"},
    "expiry_date": {"reponse_day": "15", "reponse_month": "5", "reponse_year": "2027"},
    "age": {"reponse": "24"},
}  # fmt: skip
LATE = ("housing", "birth_country", "marital_status", "minor_children", "has_passport")


@pytest.fixture
def student(client, shipped):
    """A student who answered all but the questions about papers."""
    with using(shipped, number=12):
        visitor = Visitor(client).start()
        while visitor.place in STUDENT:
            visitor.send(visitor.place, **STUDENT[visitor.place])
        yield visitor


def shared(visitor):
    return list(visitor.response.context["fields"])


def papers_of(visitor):
    return visitor.open("resultat").context["result"].sheets[0].papers


def test_what_changes_only_papers_is_asked_together_and_last(student, shipped):
    assert student.place == "papiers"
    assert all(key in LATE for key in student.context["view"].walk.shared)
    given = student.context["view"].walk.situation
    now, postponed = turns(Situation(shipped, given.answers, TODAY))
    assert now == []
    assert tuple(postponed) == student.context["view"].walk.shared
    for key in postponed:
        assert f'name="{key}-reponse"' in student.text or f'name="{key}-recherche"' in student.text


def test_the_answers_lead_to_the_review_and_choose_the_papers(student):
    student.send("papiers", **{"housing-reponse": "locataire", "has_passport-reponse": "oui"})
    assert student.place == "verifier"
    assert student.context["complete"]
    assert student.answers["housing"] == "Je loue mon logement"


def test_the_page_may_be_passed_and_its_papers_stay_possible(student):
    student.send("papiers", **{"housing-reponse": "locataire", "pass": "1"})
    assert student.place == "verifier"
    assert student.context["complete"]
    assert "housing" not in student.answers
    assert papers_of(student).possible


def test_what_was_left_blank_can_be_answered_later(student):
    student.send("papiers", **{"housing-reponse": "locataire"})
    assert student.open("has_passport").place == "has_passport"
    student.send("has_passport", reponse="oui")
    assert student.answers["has_passport"] == "Oui"
    assert student.open("papiers").place == "papiers"
    assert student.text.count("checked") == 2


def test_a_name_that_is_not_found_is_the_only_mistake(client):
    born = [make_question(key, "country", late=True) for key in ("born", "raised")]
    lines = [{"document": "acte", "when": {key: "MA"}} for key in ("born", "raised")]
    rules = rule_set_from_plain(
        {
            "questions": born,
            "documents": [{"id": "acte", "title": "Acte"}],
            "procedures": [make_procedure("a", 1, documents=lines)],
        }
    )
    with using(rules, number=12):
        visitor = Visitor(client).start()
        assert visitor.place == "papiers"
        visitor.send("papiers", **{"born-recherche": "Zzzz"})
        assert visitor.place == "papiers"
        (problem,) = visitor.context["problems"]
        assert f'id="{problem["target"]}"' in visitor.text
        assert visitor.send("papiers", **{"born-recherche": "Maroc"}).place == "verifier"


def test_the_page_is_reached_by_no_short_cut(client, shipped):
    with using(shipped, number=12):
        visitor = Visitor(client).start()
        assert visitor.open("papiers").place == "residence"
        assert visitor.send("papiers", **{"housing-reponse": "hotel"}).place == "residence"


def test_a_change_that_asks_for_other_papers_shows_the_page_again(student):
    student.send("papiers", **{"pass": "1"})
    before = set(student.context["view"].walk.shared)
    student.send("goal", reponse="duplicata")
    while student.place not in ("verifier", "papiers"):
        answer = {"loss_kind": {"reponse": "perte"}, **STUDENT}[student.place]
        student.send(student.place, **answer)
    asked = set(student.context["view"].walk.late)
    assert bool(asked) == (student.place == "papiers")
    assert not asked & before


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_answers_in_every_language(student, code):
    response = student.client.get(student.at("papiers").replace("/fr/", f"/{code}/", 1))
    assert response.status_code == 200
    assert not response.context["in_french"]


def test_where_one_lives_is_asked_early_and_may_be_passed(client, shipped):
    with using(shipped, number=12):
        visitor = Visitor(client).start().send("residence", reponse="france")
        visitor.send("beneficiary", reponse="moi")
        assert visitor.place == "commune"
        visitor.send("commune", **{"pass": "1"})
        assert visitor.place != "commune"
        assert "commune" not in visitor.answers
        assert visitor.open("commune").place == "commune"
