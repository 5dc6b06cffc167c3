"""How near a helper is, on the communes of the shipped catalogue."""

from datetime import date

import pytest

from procedures.engine.answers import read_answers
from procedures.engine.situation import Situation
from questionnaire.result import places, postal
from questionnaire.result.reading import Reading

from .catalogue import make_result

TODAY = date(2026, 11, 26)
DOORS = ("Une association ou un avocat", "Chez un avocat")
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
    found = postal.commune_of(address, "30")
    assert (found and found.code) == code


def test_the_commune_comes_before_the_arrondissement_and_both_before_the_rest(shipped):
    def distance(address):
        return postal.distance(Situation(shipped, {"commune": NIMES}, TODAY), address)

    same, near, far = "30000 Nîmes", "30320 Marguerittes", "30120 Le Vigan"
    assert distance(same) < distance(near) < distance(far)
    nobody = Situation(shipped, {}, TODAY)
    assert postal.distance(nobody, same) == postal.distance(nobody, far)


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


def test_where_an_association_or_a_lawyer_is_the_door_the_button_rings_one(shipped, shipped_cases):
    """The helpline of a web site, or a house that helps with it, gives no legal advice."""
    kinds = {}
    for department in (*shipped.departments.values(), shipped.national):
        for one in department.helpers:
            kinds.setdefault(f"tel:{one.phone.replace(' ', '')}", set()).add(one.kind)
    wrong, met = [], 0
    for case in shipped_cases:
        answers = read_answers(shipped, case["answers"])
        for sheet in make_result(answers, rules=shipped, today=TODAY).sheets:
            door = next((one.value for one in sheet.verdict.facts if one.icon == "place"), "")
            number = sheet.verdict.action_url
            if door not in DOORS or not number.startswith("tel:"):
                continue
            met += 1
            if not kinds[number] & {*places.ADVISES, "point_justice_etranger"}:
                wrong.append((case["id"], sheet.id, number))
    assert wrong == []
    assert met > 100
