"""Local facts that a newer one of the same place contradicts: nobody reads the old one."""

import pytest

from procedures.engine.schema.serialization import rule_set_from_plain
from tests.shipped import shipped_plain, shipped_rules

OLD, NEW = "04 67 61 61 61", "04 67 00 00 00"
OWN = {
    "name": "Préfecture de l'Hérault",
    "phone": OLD,
    "source": {"reference": "Annuaire", "dated": "2019-09"},
}
COUNTER = {**OWN, "id": "own", "name": "Préfecture de l’Hérault, à Montpellier"}


def dated(day):
    return {"source": {"reference": "Page", "dated": day}}


def department(**content):
    plain = {
        "questions": [{"key": "lost", "kind": "yes_no", "text": "Perdu ?"}],
        "departments": {"34": {"code": "34", **content}},
    }
    return rule_set_from_plain(plain).departments["34"]


def phones(prefecture, *sites):
    found = department(prefecture=prefecture, sites=list(sites))
    return [found.prefecture.phone, *(one.phone for one in found.sites)]


@pytest.mark.parametrize(
    "newer",
    [
        dated("2026-11"),
        dated("2020"),
        {"source": {**OWN["source"], "verified_on": "2026-11-20", "verified_by": "Préfecture"}},
    ],
    ids=["later document", "later year", "the préfecture said it later"],
)
def test_the_newer_number_of_a_prefecture_stands_on_its_counter_too(newer):
    assert phones({**OWN, "phone": NEW, **newer}, COUNTER) == [NEW, NEW]
    assert phones(OWN, {**COUNTER, "phone": NEW, **newer}) == [NEW, NEW]


@pytest.mark.parametrize("day", ["2019-09", "2019", "unknown"])
def test_of_two_numbers_of_which_none_is_known_to_be_newer_both_are_told(day):
    assert phones(OWN, {**COUNTER, "phone": NEW, **dated(day)}) == [OLD, NEW]


@pytest.mark.parametrize(
    "name", ["Sous-préfecture de Lodève", "Préfecture de l'Hérault-Nord", "Point d'accueil"]
)
def test_another_place_keeps_its_number(name):
    other = {**COUNTER, "name": name, "phone": NEW, **dated("2026-11")}
    assert phones(OWN, other) == [OLD, NEW]


def test_a_number_that_is_not_known_takes_none_away():
    silent = {key: COUNTER[key] for key in COUNTER if key != "phone"}
    assert phones(OWN, {**silent, **dated("2026-11")}) == [OLD, ""]


@pytest.mark.parametrize("kind", ["sites", "helpers"])
def test_of_a_place_that_is_entered_twice_the_newer_is_left(kind):
    old = {"id": "old", "name": "La  Maison", "address": "1 rue Ancienne", **dated("2019")}
    new = {"id": "new", "name": "La maison", "address": "2 rue Neuve", **dated("2026-01")}
    other = {**old, "id": "other", "name": "Une autre maison"}
    listed = [old, new, other]
    if kind == "helpers":
        listed = [
            {"kind": "association", **{key: one[key] for key in one if key != "id"}}
            for one in listed
        ]
    found = [one.address["fr"] for one in getattr(department(**{kind: listed}), kind)]
    assert found == ["2 rue Neuve", "1 rue Ancienne"]


def test_nothing_of_the_shipped_catalogue_is_outdated():
    """What is, is to be taken out of its files: the open data hold it too."""
    for code, held in shipped_rules().departments.items():
        entry = shipped_plain()["departments"][code]
        assert len(held.sites) == len(entry.get("sites") or ())
        assert len(held.helpers) == len(entry.get("helpers") or ())
        told = [held.prefecture.phone, *(one.phone for one in held.sites)]
        written = [entry.get("prefecture", {}), *(entry.get("sites") or ())]
        assert told == [one.get("phone", "") for one in written]
