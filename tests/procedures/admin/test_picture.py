"""The picture draws and lists every dependency, a search, and the path of a case."""

import re

import pytest

from procedures import models
from tests import factories

from .addresses import page

pytestmark = pytest.mark.usefixtures("catalogue")
URL = "/admin/dessin/"
WHOLE = {"famille": "tout"}


@pytest.fixture
def renewal():
    """A procedure of adults who study, by way of a derived fact, and a question that follows."""
    fact = models.DerivedFact.objects.create(key="majeur", kind="yes_no")
    models.DerivedRule.objects.create(derived_fact=fact, value=True, when={"age": {"gte": 18}})
    models.DerivedRule.objects.create(
        derived_fact=fact, value=False, when={"age": {"lt": 18}}, position=1
    )
    models.Question.objects.filter(key="expiry_date").update(when={"situation": "etudes"})
    procedure = models.Procedure.objects.get()
    procedure.when = {"all": [{"situation": "etudes"}, {"majeur": True}]}
    procedure.save()
    return procedure


@pytest.fixture
def student(renewal):
    return models.Case.objects.create(
        key="etudiant",
        file="etudes",
        persona="Un étudiant de 20 ans",
        answers={"situation": "etudes", "age": 20},
        expect={"procedures": [renewal.key]},
    )


def lines_of(response):
    """Return {name: (what it depends on, what it serves)} of the text under the picture."""
    return {
        node.id: ({one.id for one in needs}, {one.id for one in serves})
        for node, needs, serves in response.context["lines"]
    }


def brought_out(response):
    return {box.node.id for box in response.context["drawing"].boxes if box.state == "on"}


def test_what_depends_on_what_is_told(client_of, renewal):
    assert lines_of(client_of("82").get(URL, WHOLE)) == {
        "question:age": (set(), {"information:majeur"}),
        "question:situation": (set(), {"question:expiry_date", "famille:etudes"}),
        "question:expiry_date": ({"question:situation"}, set()),
        "information:majeur": ({"question:age"}, {"famille:etudes"}),
        "famille:etudes": ({"question:situation", "information:majeur"}, set()),
    }


def test_picture_has_a_curve_for_each_dependency_and_a_link_for_each_thing(client_of, renewal):
    response = client_of("82").get(URL, WHOLE)
    svg = re.search(r"<svg.*</svg>", response.content.decode(), re.DOTALL)[0]
    assert svg.count('marker-end="url(#fleche)"') == 4
    links = set(re.findall(r'<a href="([^"]+)" class="picture__node', svg))
    questions = {page(one) for one in models.Question.objects.all()}
    family = "/admin/procedures/procedure/?family=etudes"
    assert links == {*questions, page(models.DerivedFact.objects.get()), family}


def test_links_of_the_picture_open(client_of, renewal):
    client = client_of("82")
    for box in client.get(URL, WHOLE).context["drawing"].boxes:
        assert client.get(box.node.url).status_code == 200, box.node.url


def test_one_family_is_drawn_at_first_with_all_that_leads_to_it_and_nothing_else(
    client_of, renewal
):
    client = client_of("82")
    expected = {"question:age", "question:situation", "information:majeur", "famille:etudes"}
    for asked in ({}, {"famille": "etudes"}, {"famille": "inconnue"}):
        response = client.get(URL, asked)
        assert {box.node.id for box in response.context["drawing"].boxes} == expected
        assert set(lines_of(response)) == expected
        assert len(response.context["drawing"].curves) == 3
        assert '<option value="etudes" selected>' in response.content.decode()


def test_boxes_do_not_cover_each_other(client_of, renewal):
    boxes = client_of("82").get(URL, WHOLE).context["drawing"].boxes
    for one in boxes:
        beside = [box for box in boxes if box is not one and box.x == one.x]
        assert all(abs(box.y - one.y) >= 26 for box in beside)


@pytest.mark.parametrize("words", ["SITUATION", "sítuation"])
def test_search_finds_by_words_whatever_the_accents(client_of, words):
    models.Question.objects.filter(key="situation").update(text_fr="Votre situation ?")
    response = client_of("82").get(URL, {"q": words})
    assert brought_out(response) == {"question:situation"} == set(lines_of(response))


def test_search_that_finds_nothing_says_so(client_of):
    response = client_of("82").get(URL, {"q": "zzz"})
    assert not response.context["found"]
    assert "0 résultat" in response.content.decode()


def test_one_thing_brings_out_what_leads_to_it_and_what_follows(client_of, renewal):
    factories.make_question(key="logement", when={"age": {"gte": 18}})
    response = client_of("82").get(URL, {"noeud": "information:majeur"})
    around = {"question:age", "information:majeur", "famille:etudes"}
    assert brought_out(response) == around
    assert {box.node.id for box in response.context["drawing"].boxes} == around


def test_case_brings_out_what_it_is_asked_in_turn_and_where_it_leads(client_of, student):
    response = client_of("82").get(URL, {"cas": student.key})
    met = [(node.id, one.mark, one.words) for node, one in response.context["met"]]
    assert met == [
        ("question:age", "1", "20"),
        ("question:situation", "2", "Oui"),
        ("information:majeur", "", "oui"),
        ("famille:etudes", "1", "« Une carte »"),
    ]
    assert brought_out(response) == {name for name, _, _ in met}


def test_case_that_leads_nowhere_brings_out_no_family(client_of, student):
    student.answers = {"situation": "travail", "age": 20}
    student.save()
    response = client_of("82").get(URL, {"cas": student.key})
    assert not any(name.startswith("famille:") for name in brought_out(response))


@pytest.mark.parametrize("asked", [{"cas": "inconnu"}, {"noeud": "question:inconnue"}, {"q": " "}])
def test_unknown_names_bring_nothing_out(client_of, asked):
    response = client_of("82").get(URL, asked)
    assert response.status_code == 200
    assert not brought_out(response)


def test_broken_catalogue_is_not_drawn_and_says_why(client_of):
    models.Question.objects.filter(key="age").update(when={"nationalite": "FR"})
    response = client_of("82").get(URL)
    assert "drawing" not in response.context
    assert response.context["blocking"]


def test_accounts_without_a_part_do_not_see_it(client_of):
    assert client_of().get(URL).status_code == 403
