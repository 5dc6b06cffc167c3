"""The text of a person of trial, beside its fields: typed, crafted, or too odd for the fields."""

import pytest

from procedures import models

from .addresses import page
from .forms import form_data
from .test_case_page import post
from .test_cases import make_case

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def agent(client_of):
    return client_of("82", role="redaction")


def test_text_is_edited_by_those_who_want_it(agent):
    case = make_case()
    response = post(agent, case, answers="age: 20", expect="procedures: []")
    assert response.status_code == 302
    assert (case.answers, case.expect) == ({"age": 20}, {"procedures": []})


def test_text_that_is_updated_is_shown_in_the_fields(agent):
    case = make_case()
    response = post(agent, case, answers="{situation: travail, age: 20}", _update="1")
    data = form_data(response)
    assert (data["q-situation"], data["q-age"]) == ("travail", "20")


@pytest.mark.parametrize("kept", ["fields", "text"])
def test_fields_and_text_changed_otherwise_are_a_choice(agent, kept):
    case = make_case()
    changes = {"q-age": "30", "answers": "situation: travail"}
    response = post(agent, case, **changes)
    assert response.status_code == 200
    assert case.answers == {"situation": "etudes"}
    assert "les réponses dans les champs et dans le texte" in response.content.decode()
    data = form_data(response)
    assert (data["q-age"], data["answers"]) == ("30", "situation: travail")
    assert agent.post(page(case), data).status_code == 200  # not chosen yet
    assert agent.post(page(case), data | {"answers-keep": kept}).status_code == 302
    case.refresh_from_db()
    expected = {"fields": {"situation": "etudes", "age": 30}, "text": {"situation": "travail"}}
    assert case.answers == expected[kept]


def test_fields_and_text_changed_alike_are_saved(agent):
    case = make_case()
    answers = "{situation: etudes, age: 30}"
    assert post(agent, case, answers=answers, **{"q-age": "30"}).status_code == 302
    assert case.answers == {"situation": "etudes", "age": 30}


def test_text_that_cannot_be_read_is_kept_as_typed(agent):
    case = make_case()
    response = post(agent, case, expect="procedures: [", **{"q-age": "30"})
    assert response.status_code == 200
    data = form_data(response)
    assert (data["expect"], data["q-age"]) == ("procedures: [", "30")
    assert case.expect == {"procedures": ["renouvellement"]}


@pytest.mark.parametrize("sent", ["", "[", "[1]", "[" * 5000, '{"situation": 3}'])
def test_crafted_start_is_no_harm(agent, sent):
    case = make_case()
    response = post(agent, case, **{"answers-base": sent, "expect-base": sent})
    assert response.status_code in (200, 302)
    assert case.expect == {"procedures": ["renouvellement"]}


@pytest.mark.parametrize("expect", [{"channel": 3}, {"procedures": "x"}, {"inconnu": ["x"]}])
def test_expectation_that_the_fields_cannot_show_is_text_only(agent, expect):
    case = make_case(expect=expect)
    response = post(agent, case, persona="Awa.")
    assert response.status_code == 302
    assert (case.expect, case.persona) == (expect, "Awa.")
    assert agent.get(page(case)).context["case"].rows is None


def test_broken_working_copy_leaves_the_text(agent):
    models.Procedure.objects.update(when={"age": "vingt"})
    case = make_case()
    response = post(agent, case, expect="procedures: []")
    assert response.status_code == 302
    assert case.expect == {"procedures": []}
    assert not agent.get(page(case)).context["case"].editable
