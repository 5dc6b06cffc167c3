"""A case is tried while it is edited, in fields or as text, and never silently in both."""

import re

import pytest
from django.utils import timezone

from procedures import models
from procedures.publishing.editions import publisher
from tests import factories

from .addresses import adding, page
from .forms import form_data
from .test_cases import make_case
from .two_people import acts, theirs

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def agent(client_of):
    return client_of("82", role="redaction")


def post(client, case, **changes):
    response = client.post(page(case), form_data(client.get(page(case))) | changes)
    case.refresh_from_db()
    return response


def test_page_says_whether_the_case_passes_and_what_differs(agent):
    content = agent.get(page(make_case())).content.decode()
    assert "L'essai réussit." in content
    content = agent.get(page(make_case("echoue", expect={"procedures": []}))).content.decode()
    assert "L'essai échoue." in content
    assert "démarches recommandées : « Une carte », attendues : aucune" in content


def test_only_what_is_expected_is_shown_and_the_rest_is_folded(agent):
    factories.make_procedure(key="autre", title_fr="Une autre carte")
    case = make_case(expect={"procedures": ["renouvellement"]})
    content = agent.get(page(case)).content.decode()
    shown, folded = content.split('id="attendu"')[1].split("Ajouter une attente", 1)
    assert re.findall(r'name="x-row" value="([^"]*)"', shown) == ["renouvellement"]
    assert 'name="x-document"' not in shown
    assert re.search(r'<details class="case-more">\s*<summary>$', shown)
    assert 'name="x-row"' not in folded.split("</section>")[0]
    # Nothing is expected of a new one: there is only what may be added.
    assert '<details class="case-more" open>' in agent.get(adding(models.Case)).content.decode()


def test_questions_that_apply_are_shown_first_and_the_others_folded(agent):
    models.Question.objects.filter(key="age").update(when={"situation": "travail"})
    panel = agent.get(page(make_case())).context["case"]
    assert "situation" in [field.key for field in panel.fields]
    assert [field.key for field in panel.other_fields] == ["age"]


def test_update_recomputes_and_saves_nothing(agent):
    models.Question.objects.filter(key="age").update(when={"situation": "travail"})
    case = make_case()
    response = post(agent, case, _update="1", **{"q-situation": "travail"})
    assert response.status_code == 200
    panel = response.context["case"]
    assert "age" in [field.key for field in panel.fields]
    assert panel.faults
    content = response.content.decode()
    assert "Rien n'est encore enregistré" in content
    assert "errornote" not in content
    assert case.answers == {"situation": "etudes"}
    assert not models.EntryChange.objects.exists()
    # What was updated is what is saved next, in the fields and in the text alike.
    again = agent.post(page(case), form_data(response))
    assert again.status_code == 302
    case.refresh_from_db()
    assert case.answers == {"situation": "travail"}


def test_todays_result_is_taken_as_expected_to_be_reviewed(agent):
    case = make_case(expect={"procedures": []}, source="CESEDA L. 422-1", confidence="high")
    response = post(agent, case, _take="1")
    assert case.expect == {"procedures": []}
    assert response.context["case"].faults == ()
    assert agent.post(page(case), form_data(response)).status_code == 302
    case.refresh_from_db()
    assert case.expect["procedures"] == ["renouvellement"]
    assert case.confidence == "low"
    assert case.source.startswith("À relire")
    assert "CESEDA L. 422-1" in case.source
    # Somebody has to say where it comes from before it is sure.
    assert post(agent, case, confidence="high").status_code == 200
    assert post(agent, case, confidence="high", source=" ").status_code == 200
    assert case.confidence == "low"
    assert post(agent, case, confidence="high", source="CESEDA L. 422-1").status_code == 302
    assert (case.confidence, case.source) == ("high", "CESEDA L. 422-1")


def test_two_agents_change_two_answers_and_both_stay(agent):
    case = make_case(answers={"situation": "etudes", "age": 20})
    late = form_data(agent.get(page(case)))
    assert post(agent, case, **{"q-age": "30"}).status_code == 302
    held = agent.post(page(case), late | {"q-situation": "travail", "persona": "Zoé."})
    assert held.status_code == 200
    case.refresh_from_db()
    assert case.answers == {"situation": "etudes", "age": 30}
    data = form_data(held)
    assert (data["q-age"], data["q-situation"], data["persona"]) == ("30", "travail", "Zoé.")
    assert agent.post(page(case), data).status_code == 302
    case.refresh_from_db()
    assert (case.answers, case.persona) == ({"situation": "travail", "age": 30}, "Zoé.")


def test_two_agents_change_one_answer_and_the_second_chooses(agent):
    case = make_case(answers={"situation": "etudes", "age": 20})
    late = form_data(agent.get(page(case)))
    assert post(agent, case, **{"q-age": "30"}).status_code == 302
    held = agent.post(page(case), late | {"q-age": "40"})
    assert theirs(held) == ["Réponses"]
    # In the words of the questions: agents read no key.
    ((_, _, now),) = acts(held)
    assert "« Quel âge avez-vous ? » 30" in now.splitlines()
    data = form_data(held)
    assert data["q-age"] == "40"
    assert "age: 30" in data["answers"]
    assert agent.post(page(case), data | {"answers-keep": "fields"}).status_code == 302
    case.refresh_from_db()
    assert case.answers["age"] == 40


def test_answers_that_lead_elsewhere_are_warned_of(agent):
    factories.make_question(key="commune", kind="commune")
    case = make_case(answers={"commune": "34172", "situation": "etudes"})
    content = agent.get(page(case)).content.decode()
    assert "habite dans le département 34 (Hérault)" in content
    assert post(agent, case, **{"q-commune": "Montauban"}).status_code == 302
    assert case.answers["commune"] == "82121"
    assert "habite dans" not in agent.get(page(case)).content.decode()


def test_day_of_the_case_is_that_of_the_trial(agent):
    case = make_case(today="2026-11-24")
    assert agent.get(page(case)).context["case"].today.day.isoformat() == "2026-11-24"
    response = post(agent, case, today="", _update="1")
    assert response.context["case"].today.day == timezone.localdate()


def test_reader_sees_the_case_in_words(client_of):
    expect = {"procedures": ["renouvellement"], "channel": "postal"}
    case = make_case(expect=expect, answers={"situation": "etudes", "expiry_date": "2027-03-01"})
    content = client_of("34").get(page(case)).content.decode()
    assert "Une carte&nbsp;: doit être recommandée" in content
    assert "Façon de déposer&nbsp;: courrier" in content
    assert "<dd>01/03/2027</dd>" in content
    assert "Mettre à jour" not in content


def test_change_is_written_in_the_history_of_the_part(agent):
    case = make_case()
    post(agent, case, persona="Une autre.")
    (change,) = models.EntryChange.objects.all()
    assert (change.part, change.section, change.name) == ("82", "cases", "awa")


def test_case_is_added_tried_and_published_with_its_part(local, published):
    data = form_data(local.get(adding(models.Case))) | {"persona": "Éva.", "q-situation": "etudes"}
    taken = local.post(adding(models.Case), data | {"_take": "1"})
    assert not models.Case.objects.exists()
    assert local.post(adding(models.Case), form_data(taken)).status_code == 302
    publication = publisher.publish(only="82")
    assert publication.changed == ("82",)
    (case,) = publication.edition.parts.get(code="82").content["cases"]
    assert (case["id"], case["department"]) == ("eva", "82")
    assert case["expect"]["procedures"] == ["renouvellement"]


def test_only_what_is_expected_is_shown_and_the_rest_is_added(client_of):
    client = client_of("82", role="redaction")
    case = make_case(expect={"procedures": ["renouvellement"]})
    models.Procedure.objects.create(
        key="autre", family="etudes", track="b", rank=1, title_fr="Une autre carte", when={}
    )
    expected = client.get(page(case)).context["case"].rows
    assert [row.key for row in expected.procedures] == ["renouvellement"]
    assert expected.documents == ()
    assert not expected.adding
    sent = form_data(client.get(page(case))) | {"x-add-0": "Une autre carte", "_update": "1"}
    response = client.post(page(case), sent)
    assert [row.key for row in response.context["case"].rows.procedures] == [
        "renouvellement",
        "autre",
    ]
    case.refresh_from_db()
    assert case.expect == {"procedures": ["renouvellement"]}
    empty = make_case("vide", expect={})
    assert client.get(page(empty)).context["case"].rows.adding


def test_the_place_among_procedures_is_said_in_words_and_what_moves_takes_it(agent):
    case = make_case(expect={"procedures": ["renouvellement"]})
    assert "x-rank-renouvellement" not in form_data(agent.get(page(case)))
    keys = ["renouvellement", "b", "c"]
    for key in keys[1:]:
        factories.make_procedure(key=key, track=key, title_fr=f"Carte {key}", when={"age": 90})
    case.expect = {"procedures": keys}
    case.save()
    rows = agent.get(page(case)).context["case"].rows.procedures
    assert [words for _, words, _ in rows[0].ranks] == [
        "la première",
        "la deuxième",
        "la troisième",
    ]
    for place, expected in (
        ({"x-rank-c": "1"}, ["c", "renouvellement", "b"]),
        ({"x-rank-c": "3"}, ["renouvellement", "b", "c"]),
        ({"x-rank-renouvellement": "2"}, ["b", "renouvellement", "c"]),
    ):
        post(agent, case, **place)
        assert case.expect["procedures"] == expected, place


def test_a_person_of_no_département_is_said_to_be_of_the_whole_country(client_of):
    case = make_case(code="national")
    for client in (client_of("82"), client_of("national")):
        assert '<div class="readonly">tout le pays</div>' in client.get(page(case)).text
    assert "Département 82" in client_of("82").get(page(make_case("b"))).text


def test_nothing_comes_out_before_an_answer_and_what_is_possible_is_folded(agent):
    factories.make_procedure(key="b", track="b", title_fr="Carte b", when={"age": 20})
    text = agent.get(adding(models.Case)).text
    assert "Répondez à une question" in text
    assert "Encore possibles" not in text
    assert "Reprendre ce résultat" not in text
    text = agent.get(page(make_case(expect={}))).text
    assert "Rien n'est encore attendu" in text
    assert "Cet essai ne vérifie rien" in text
    assert "L'essai réussit" not in text
    assert "desk-good" not in text
    assert "<summary>Encore possibles&nbsp;: 1</summary>" in text


def test_a_person_of_a_département_without_an_answer_is_not_warned_yet(agent):
    factories.make_question(key="commune", kind="commune")
    assert "choisissez une commune" not in agent.get(adding(models.Case)).text
    case = make_case(answers={"situation": "etudes"})
    assert "choisissez une commune du 82" in agent.get(page(case)).text
