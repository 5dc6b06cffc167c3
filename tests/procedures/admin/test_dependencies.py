"""« Ce qui dépend de quoi » lists every dependency of a family, or around one entry."""

import re

import pytest

from procedures import models
from procedures.admin.addresses import ADDRESSES
from procedures.drafting.dependencies import DOCUMENT, Dependencies
from tests import factories
from tests.shipped import shipped_rules

pytestmark = pytest.mark.usefixtures("catalogue")
URL = "/admin/dependances/"
AGE, STUDIES, ADULT = "question:age", "question:situation", "information:majeur"
PASSPORT, CONTRACT, FAMILY = "piece:passeport", "piece:contrat", "famille:etudes"


@pytest.fixture
def family(renewal):
    """A procedure of adults who study, by way of a derived fact, and a question that follows."""
    fact = models.DerivedFact.objects.create(key="majeur", kind="yes_no")
    models.DerivedRule.objects.create(derived_fact=fact, value=True, when={"age": {"gte": 18}})
    models.DerivedRule.objects.create(
        derived_fact=fact, value=False, when={"age": {"lt": 18}}, position=1
    )
    models.Question.objects.filter(key="expiry_date").update(when={"situation": "etudes"})
    renewal.when = {"all": [{"situation": "etudes"}, {"majeur": True}]}
    renewal.save()


def ids(tree):
    """Return a tree with the ids of its nodes in place of their lines."""
    return [
        ids(one) if isinstance(one, list) else re.search(r"noeud=([^\"]+)", one)[1] for one in tree
    ]


def shown(client, name):
    """Return what a node depends on, and what depends on it, as numbers and a tree of ids."""
    context = client.get(URL, {"noeud": name}).context
    return [(told[0], ids(told[1])) for told in (context["reads"], context["readers"]) if told]


def test_a_family_is_shown_with_all_that_it_depends_on_and_nothing_else(local, family):
    numbers = ["2 questions", "1 information déduite", "2 pièces"]
    expected = [(numbers, [STUDIES, ADULT, [AGE], PASSPORT, CONTRACT])]
    assert shown(local, FAMILY) == expected
    # The first family is shown to who asks for none, or for one that is not there.
    assert shown(local, "") == shown(local, "famille:inconnue") == expected


def test_what_depends_on_an_entry_is_told_with_its_numbers(local, family):
    numbers = ["1 information déduite", "1 famille de démarches", "1 pièce"]
    assert shown(local, AGE) == [([], []), (numbers, [ADULT, [FAMILY], CONTRACT])]
    assert shown(local, STUDIES)[1][1] == ["question:expiry_date", FAMILY]
    assert shown(local, ADULT) == [
        (["1 question"], [AGE]),
        (["1 famille de démarches"], [FAMILY]),
    ]
    assert shown(local, CONTRACT) == [
        (["1 question"], [AGE]),
        (["1 famille de démarches"], [FAMILY]),
    ]


def test_each_name_comes_once_where_it_is_nearest(local, family):
    factories.make_question(key="logement", when={"majeur": True})
    factories.make_question(key="bail", when={"all": [{"majeur": True}, {"logement": {"gte": 1}}]})
    numbers = ["2 questions", "1 information déduite"]
    assert shown(local, "question:bail")[0] == (numbers, ["question:logement", ADULT, [AGE]])


def test_links_of_the_tree_open(local, family):
    html = local.get(URL, {"noeud": FAMILY}).text
    (tree,) = re.findall(r'<ul class="desk-tree">.*</ul>', html, re.DOTALL)
    links = re.findall(r'href="([^"]+)"', tree)
    assert len(links) == 10
    for link in links:
        assert local.get(URL + link if link[0] == "?" else link).status_code == 200, link


@pytest.mark.parametrize("words", ["SITUATION", "sítuation"])
def test_search_finds_by_words_whatever_the_accents(client_of, words):
    models.Question.objects.filter(key="situation").update(text_fr="Votre situation ?")
    response = client_of("82").get(URL, {"q": words})
    assert ids(response.context["found"]) == [STUDIES]


def test_search_that_finds_nothing_says_so(client_of):
    assert "0 résultat pour" in client_of("82").get(URL, {"q": "zzz"}).text


def test_broken_catalogue_is_not_shown_and_says_why(client_of):
    models.Question.objects.filter(key="age").update(when={"nationalite": "FR"})
    response = client_of("82").get(URL)
    assert "node" not in response.context
    assert response.context["blocking"]


def test_accounts_without_a_part_do_not_see_it(client_of):
    assert client_of().get(URL).status_code == 403


def test_all_that_leads_to_a_node_of_the_shipped_catalogue_leads_back():
    graph = Dependencies(shipped_rules(), ADDRESSES)

    def reached(told):
        found = {name: set() for name in graph.nodes}
        for name, seen in found.items():
            told(name, lambda node, seen=seen: seen.add(node.id) or "")
        return found

    read_by, reading = reached(graph.read_by), reached(graph.reading)
    assert sum(map(len, read_by.values())) > 1000
    for name, others in read_by.items():
        # A document opens as a root only: what asks for it is not what reads its conditions.
        assert [one for one in others if DOCUMENT not in one and name not in reading[one]] == []
