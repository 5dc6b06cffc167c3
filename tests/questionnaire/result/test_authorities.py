"""Who is competent: each département against a reading of the law apart from the catalogue."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings

from procedures.engine.authorities import competent, is_contact_old
from procedures.engine.errors import InvalidCatalogue
from procedures.engine.results import step_to_data
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.situation import Situation
from procedures.engine.values.authorities import (
    AUTHORITY_KINDS,
    FRANCE_SERVICES,
    JUDGES,
    Authority,
)
from procedures.exchange import read_folder
from procedures.models.authorities import AuthorityKind
from procedures.publishing.departments import department_names
from procedures.publishing.editions.in_memory import using
from questionnaire.result.authorities import of_the_person, tasks
from questionnaire.result.places import site_of
from questionnaire.result.reading import Reading
from tests.languages import LANGUAGES

SMALL = settings.ROOT / "tests/catalogues/small"
TODAY = date(2026, 12, 3)
# The columns of competent.csv, each with the procedure and the step that a person reads.
PEOPLE = {
    "oqtf": ("refus_titre_oqtf", "recours"),
    "asile": ("demande_asile", "guichet_unique"),
    "naturalisation": ("naturalisation_decret", "entretien"),
    "mariage": ("nationalite_mariage", "deposer"),
}
# On the page: those whose authorities are elsewhere than one would think, and three more.
SHOWN = ("72", "71", "83", "2A", "2B", "78", "77", "51", "93", "34")


def expected():
    with (Path(__file__).parent / "competent.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def kind_of(shipped, person):
    procedure, name = PEOPLE[person]
    return next(one for one in shipped.procedures[procedure].steps if one.id == name).authority


def test_404_people_are_sent_to_the_authority_that_the_law_names(shipped):
    wrong, count = [], 0
    for row in expected():
        for person in PEOPLE:
            found = competent(shipped, kind_of(shipped, person), row["departement"])
            places = [f"{one.name} {one.address}" for one in found]
            count += 1
            if len(places) != 1 or row[person] not in places[0]:
                wrong.append((row["departement"], person, row[person], places))
    assert count == 404
    assert wrong == []


@pytest.mark.parametrize(
    ("code", "person", "town"),
    [
        ("72", "asile", "Angers"),
        ("71", "asile", "Mâcon"),
        ("83", "asile", "Nice"),
        ("2A", "asile", "Marseille"),
        ("2B", "asile", "Marseille"),
        ("2A", "naturalisation", "Bastia"),
        ("78", "naturalisation", "Saint-Germain-en-Laye"),
        ("77", "mariage", "Torcy"),
        ("51", "mariage", "Reims"),
    ],
)
def test_the_authority_of_a_neighbour_is_not_taken_for_ones_own(shipped, code, person, town):
    (found,) = competent(shipped, kind_of(shipped, person), code)
    assert town in f"{found.name} {found.address}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", SHOWN)
def test_the_page_of_a_prefecture_names_them(client, shipped, code, language):
    (row,) = (one for one in expected() if one["departement"] == code)
    with using(shipped):
        text = client.get(f"/{language}/{code}/").content.decode()
    block = text[text.index('id="competent"') : text.index('id="depot"')]
    for person in PEOPLE:
        assert row[person] in block, person
    assert "Nantes" in block
    assert "juradm" not in block


def test_every_departement_is_known_and_every_court_is_without_email(shipped):
    for code in department_names():
        for kind in AUTHORITY_KINDS:
            assert competent(shipped, kind, code) or kind in ("ofii", "sous_prefecture"), (
                code,
                kind,
            )
    assert not any(one.email for one in shipped.authorities.values() if one.kind in JUDGES)
    assert {code for one in shipped.authorities.values() for code in one.departments} == set(
        department_names()
    )


def test_an_authority_that_is_not_known_is_asked_of_the_prefecture(client, shipped):
    assert competent(shipped, "ofii", "76") or competent(shipped, "ofii", "95") == ()
    with using(shipped):
        text = client.get("/fr/95/").content.decode()
    block = text[text.index('id="competent"') : text.index('id="depot"')]
    assert "Nous ne savons pas encore. Demandez à la préfecture." in block
    assert 'href="https://www.val-doise.gouv.fr"' in block


def test_a_departement_that_is_not_open_reads_the_general_way_as_such(client, shipped):
    with using(shipped):
        closed, opened = (client.get(f"/fr/{one}/").content.decode() for one in ("93", "34"))
    general = "Voici la voie générale, dans toute la France."
    assert (general in closed, general in opened) == (True, False)
    assert "1 esplanade Jean-Moulin" in closed
    assert "Montpellier" not in closed


@pytest.mark.parametrize(
    ("dated", "old"),
    [("2019-09", True), ("2024-11", True), ("2024-12-03", False), ("2026", False), ("", True)],
)
def test_an_address_of_over_two_years_is_to_be_checked(dated, old):
    one = Authority(id="a", kind="ta", name="Tribunal", contact_dated=dated)
    assert is_contact_old(one, TODAY) is old


def test_what_is_old_is_said_before_the_address(client, shipped):
    with using(shipped):
        text = client.get("/fr/93/").content.decode()
    assert text.index("Vérifiez d’abord :") < text.index("1 esplanade Jean-Moulin")


def reading_of(rules, commune):
    return Reading(Situation(rules, {"commune": commune} if commune else {}, TODAY), "fr")


def test_a_person_reads_the_authority_of_their_commune(shipped):
    in_bobigny = reading_of(shipped, "93008")
    found = of_the_person(in_bobigny, "ta")
    assert [one.name for one in found.authorities] == ["Tribunal administratif de Montreuil"]
    assert found.authorities[0].email == ""
    beziers = of_the_person(reading_of(shipped, "34032"), "sous_prefecture")
    assert [one.name for one in beziers.authorities] == ["Sous-préfecture : Béziers"]
    assert site_of(in_bobigny) == "https://www.seine-saint-denis.gouv.fr"


def test_without_a_commune_only_what_holds_everywhere_is_named(shipped):
    nowhere = reading_of(shipped, "")
    assert of_the_person(nowhere, "ta") is None
    assert of_the_person(nowhere, "") is None
    (nantes,) = of_the_person(nowhere, "ta_visas_nationalite").authorities
    assert "Nantes" in nantes.name


def test_a_small_catalogue_without_authorities_shows_no_block(client, shipped):
    with using(replace(shipped, authorities={})):
        assert 'id="competent"' not in client.get("/fr/93/").content.decode()


def test_every_kind_has_its_words_on_both_sides():
    assert set(tasks()) == set(AUTHORITY_KINDS) == set(AuthorityKind.values) - {FRANCE_SERVICES}


def test_the_email_of_a_court_and_a_second_court_are_refused():
    plain = read_folder(SMALL)
    court = {"kind": "ta", "name": "Tribunal", "departments": ["82"]}
    plain["authorities"] += [
        {"id": "un", **court, "email": "greffe@exemple.fr"},
        {"id": "deux", **court},
    ]
    with pytest.raises(InvalidCatalogue) as caught:
        rule_set_from_plain(plain)
    found = [(one.file, one.path) for one in caught.value.problems]
    assert found == [
        ("territoires/ta.yaml", "un.email"),
        ("territoires/ta.yaml", "deux.departments"),
    ]


def test_the_interface_names_them_once_the_departement_is_known(shipped):
    answers = {"goal": "asile", "commune": "72181"}
    situation = Situation(shipped, answers, TODAY)
    result = SimpleNamespace(
        step=next(one for one in shipped.procedures["demande_asile"].steps if one.authority),
        opens=None,
        closes=None,
        counted=None,
        certain=True,
    )
    (found,) = step_to_data(situation, result)["authorities"]
    assert found["id"] == "asile_angers"
    assert "authorities" not in step_to_data(Situation(shipped, {}, TODAY), result)
