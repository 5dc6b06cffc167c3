"""« Essayer » with few answers or none: what to answer next, and what is still possible, folded."""

from html import unescape

import pytest

from procedures import models
from procedures.publishing.editions import publisher
from tests import factories

from .addresses import page
from .test_tryout import URL, answered

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def open_one(catalogue):
    """A procedure that depends on an answer to come, and an orientation that does too."""
    models.Orientation.objects.create(
        key="perdu", rank=1, title_fr="Papiers perdus", text_fr="Venez.", when={"age": 30}
    )
    return factories.make_procedure(
        key="jeune", family="etudes", track="autre", title_fr="Carte jeune", when={"age": 20}
    )


def test_what_is_possible_is_folded_and_named_by_its_title(client_of, renewal, open_one):
    response = client_of("82").post(URL, answered(situation="etudes"))
    assert [one.head.url for one in response.context["tables"]] == [page(renewal)]
    (possible,) = response.context["possible"]
    assert (possible.head.url, possible.head.after) == (page(open_one), "possible")
    assert (possible.sections, possible.head.reasons) == ((), ())
    (oriented,) = response.context["possible_orientations"]
    assert (oriented.label.text, oriented.reasons) == ("Papiers perdus", ())
    assert response.context["orientations"] == []
    _, _, folded = response.text.partition("Encore possible")
    assert "Carte jeune" in folded
    assert "Démarches (1)" in folded


def test_what_is_possible_shows_what_differs_only(client_of, renewal, open_one):
    factories.make_step(procedure=open_one, text_fr="Écrivez.", position=0)
    publisher.publish()
    factories.make_step(key="venez", procedure=open_one, text_fr="Venez.", position=1)
    response = client_of("82", "national").post(URL, answered(situation="etudes"))
    ((_, (row,)),) = response.context["possible"][0].sections
    assert (row.label.text, row.before, row.after) == ("Venez.", "non", "oui")
    assert [one.text for one in response.context["differing"]] == ["Venez."]


def test_questions_to_ask_are_named_with_links_to_their_fields(client_of, renewal):
    response = client_of("82").post(URL, answered(situation="etudes"))
    assert [field.key for field in response.context["next"]] == ["age"]
    text = unescape(response.text).replace("\xa0", " ")
    _, _, result = text.partition('id="resultat"')
    assert "Il reste 1 question à poser" in result
    assert '<a href="#q-age"' in result
    assert 'id="q-age"' in text


def test_no_answer_at_all_is_said_with_a_link_to_the_first_question(client_of):
    text = unescape(client_of("82").post(URL, answered()).text)
    _, _, result = text.partition('id="resultat"')
    assert "Vous n'avez répondu à rien." in result
    assert '<a href="#q-situation"' in result
    assert "puis appuyez sur" not in text
    assert "Vous n'avez répondu à rien." not in unescape(client_of("82").get(URL).text)


def test_wrong_answer_is_named_beside_the_result_that_it_does_not_change(client_of):
    text = unescape(client_of("82").post(URL, answered(age="vingt")).text)
    _, _, result = text.partition('id="resultat"')
    assert '<a href="#q-age"' in result
    assert "puis appuyez sur" not in result


def test_card_and_costs_are_said_in_plain_words(client_of, renewal):
    models.ProcedureStance.objects.create(procedure=renewal, stance="appeler")
    factories.make_step(procedure=renewal, place="aide", position=0)
    models.Cost.objects.create(procedure=renewal, label_fr="Timbre", amount=100, position=0)
    text = unescape(client_of("82").post(URL, answered(situation="etudes")).text)
    assert "À faire d'abord" in text
    assert "Où aller d'abord" in text
    assert "Total à payer" in text
    assert "100 €" in text.replace("\xa0", " ")
