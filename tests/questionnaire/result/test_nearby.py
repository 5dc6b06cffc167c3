"""How near a helper is, on the communes of the shipped catalogue."""

from datetime import date

import pytest

from procedures.engine.situation import Situation
from questionnaire.result import nearby, places, postal
from questionnaire.result.reading import Reading

TODAY = date(2026, 11, 26)
BEZIERS, MONTPELLIER, NIMES, MONTAUBAN = "34032", "34172", "30189", "82121"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("19 place Pythagore, 30900 Nîmes (adresse de 2019, à vérifier)", NIMES),
        ("7 rue Arthur-Rimbaud, CS 40310, 31203 Toulouse Cedex 2", "31555"),
        ("18 avenue de la République, Marguerittes (liste de 2019, à vérifier)", "30156"),
        ("Rue de Paris, 82000 Montauban", MONTAUBAN),
        ("Dans plusieurs communes du Gard", None),
        ("", None),
    ],
)
def test_an_address_names_its_commune(address, code):
    found = nearby.commune_of(address, "30")
    assert (found and found.code) == code


def test_the_commune_comes_before_the_arrondissement_and_both_before_the_rest(shipped):
    def distance(address):
        return nearby.distance(Situation(shipped, {"commune": NIMES}, TODAY), address)

    same, near, far = "30000 Nîmes", "30320 Marguerittes", "30120 Le Vigan"
    assert distance(same) < distance(near) < distance(far)
    nobody = Situation(shipped, {}, TODAY)
    assert nearby.distance(nobody, same) == nearby.distance(nobody, far)


def first_of(shipped, commune, kinds=places.USUAL):
    reading = Reading(Situation(shipped, {"residence": "france", "commune": commune}, TODAY), "fr")
    return places.helpers(reading, kinds).first


@pytest.mark.parametrize("commune", [BEZIERS, MONTPELLIER, NIMES, MONTAUBAN])
def test_nobody_is_sent_first_to_who_helps_only_others_nor_where_nobody_can_go(shipped, commune):
    first = first_of(shipped, commune)
    assert first
    for one in first:
        assert not any(word in one.kind for word in ("étudiants", "CADA", "CIDFF", "Tribunal"))
        assert one.phone or postal.UNKNOWN not in one.address
    assert "étudiants" in first_of(shipped, MONTPELLIER, places.FITTEST["etudes"])[0].kind


def test_the_second_of_a_kind_comes_after_the_first_of_the_next(shipped):
    kinds = [one.kind for one in first_of(shipped, NIMES)]
    assert len(set(kinds[:2])) == 2


@pytest.mark.parametrize("commune", ["09122", NIMES, MONTPELLIER, "46042", MONTAUBAN])
def test_who_has_a_decision_calls_someone_who_reads_it(shipped, commune):
    """Help with a web site is not what a letter with a delay asks for."""
    reading = Reading(Situation(shipped, {"residence": "france", "commune": commune}, TODAY), "fr")
    called = places.to_call(places.helpers(reading, places.BEFORE_A_JUDGE))
    assert "démarches en ligne" not in called.name
    assert "visite médicale" not in called.name
