"""The linked data of the shipped edition hold to the shapes of CPSV-AP 3.2 and of CCCEV 2.1.

The shapes are those of SEMIC (© European Union, CC-BY 4.0; github.com/SEMICeu, CPSV-AP and CCCEV),
read on 3 December 2026.
"""

import json
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph

from procedures.publishing.editions import in_memory
from questionnaire.open_data.linked import linked_data
from tests.languages import LANGUAGES
from tests.shipped import shipped_rules

SHAPES = Path(__file__).parent / "shapes"
ADDRESS = "https://portail.example/donnees/edition-1.jsonld"
DAY = date(2026, 12, 3)
# The reader of JSON-LD asks for a class that its own library calls old.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


@cache
def told():
    return linked_data(shipped_rules(), DAY)


@cache
def shapes():
    graph = Graph()
    for file in sorted(SHAPES.glob("*.ttl")):
        graph.parse(file)
    return graph


def services():
    return [node for node in told()["@graph"] if node["@type"] == "cpsv:PublicService"]


def faults(document):
    graph = Graph().parse(data=json.dumps(document), format="json-ld", publicID=ADDRESS)
    conforms, _, report = validate(graph, shacl_graph=shapes())
    assert conforms == ("Conforms: True" in report)
    return "" if conforms else report


def small():
    """Return the document with one procedure alone, and the procedure to plant a fault in."""
    kept = [node for node in told()["@graph"] if node["@type"] != "cpsv:PublicService"]
    one = deepcopy(next(one for one in services() if one["cv:hasCost"]))
    return {"@context": told()["@context"], "@graph": [*kept, one]}, one


def test_the_whole_edition_conforms():
    assert len(services()) == len(shipped_rules().procedures)
    assert faults(told()) == ""


@pytest.mark.parametrize(
    ("fault", "named"),
    [
        (lambda one: one.pop("title"), ":title"),
        (lambda one: one.update(description="Sans langue"), ":description"),
        (lambda one: one.update({"cv:hasCompetentAuthority": []}), "hasCompetentAuthority"),
        (lambda one: one.update({"cv:hasInputType": {"@id": "#papier-inconnu"}}), "hasInputType"),
        (lambda one: one["cv:hasCost"][0].pop("identifier"), "CostShape"),
        (lambda one: one["cv:holdsRequirement"][0].pop("title"), "RequirementShape"),
    ],
    ids=["title", "language", "authority", "paper", "cost", "requirement"],
)
def test_a_planted_fault_is_named(fault, named):
    document, one = small()
    assert faults(document) == ""
    fault(one)
    assert named in faults(document)


def test_titles_are_in_every_language():
    for one in services():
        assert set(one["title"]) == set(LANGUAGES), one["identifier"]


def test_every_name_within_the_document_is_declared():
    text = json.dumps(told()["@graph"])
    declared = {node["@id"] for node in told()["@graph"]}
    pointed = {
        part["@id"]
        for node in told()["@graph"]
        for value in node.values()
        for part in (value if isinstance(value, list) else [value])
        if isinstance(part, dict) and set(part) == {"@id"}
    }
    assert {one for one in pointed if one.startswith("#")} <= declared
    assert '"#canal-' in text


def test_no_channel_leads_to_the_consulate_of_the_own_country():
    """Some fled it: only an answer, which knows the person, may name it."""
    away = {
        f"#canal-{code}-{channel.id}"
        for code, part in shipped_rules().departments.items()
        for channel in part.channels
        if channel.consulate == "pays"
    }
    assert away
    text = json.dumps(told())
    assert [one for one in away if f'"{one}"' in text] == []


@pytest.mark.parametrize("planted", [False, True])
def test_the_catalogue_of_files_conforms(client, planted):
    with in_memory.using(shipped_rules(), number=12):
        response = client.get("/donnees/catalogue.jsonld")
    assert response["Content-Type"] == "application/ld+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    told = json.loads(response.content)
    if planted:
        del told["dcat:dataset"]["dct:publisher"]
    assert ("publisher" in faults(told)) == planted
