"""What is said of a wrong condition: its place, the message and the nearest names, in full."""

import copy

import pytest

from procedures.engine.conditions.operators import operators_of
from tests.procedures.engine.builders import problems_of
from tests.procedures.engine.whole import PLAIN


def possible(kind):
    return f"(opérateurs possibles : {', '.join(operators_of(kind))})"


WHEN = [
    ("statut", " : une condition est un bloc de lignes, pas « statut »"),
    (3, " : une condition est un bloc de lignes, pas le nombre 3"),
    ({"not": "statut"}, ".not : « not » contient un bloc de lignes, pas « statut »"),
    ({"not": None}, ".not : « not » contient un bloc de lignes, pas rien"),
    ({"not": {"age": "x"}}, ".not.age : un nombre entier est attendu pour « age », pas « x »"),
    ({"any": []}, ".any : « any » contient une liste d'au moins une condition"),
    ({"all": {}}, ".all : « all » contient une liste d'au moins une condition"),
    ({"any": ["x"]}, ".any.0 : une condition est un bloc de lignes, pas « x »"),
    (
        {"all": [{}, {"age": True}]},
        ".all.1.age : un nombre entier est attendu pour « age », pas true",
    ),
    ({"status": "autre"}, ".status : fait inconnu : « status » (vouliez-vous dire « statut » ?)"),
    ({"nott": {}}, ".nott : fait inconnu : « nott » (vouliez-vous dire « not » ?)"),
    ({"anyy": {}}, ".anyy : fait inconnu : « anyy » (vouliez-vous dire « any » ?)"),
    ({"alll": {}}, ".alll : fait inconnu : « alll » (vouliez-vous dire « all » ?)"),
    ({3: True}, ".3 : fait inconnu : le nombre 3"),
    ({"age": {}}, ".age : il manque un opérateur"),
    (
        {"age": {"gt2": 3}},
        (
            f".age.gt2 : opérateur inconnu pour « age » : « gt2 » {possible('integer')} "
            "(vouliez-vous dire « gt », « gte » ?)"
        ),
    ),
    (
        {"statut": {"lt": 3}},
        (f".statut.lt : opérateur inconnu pour « statut » : « lt » {possible('choice')}"),
    ),
    (
        {"ancien": {"in_group": "x"}},
        (
            ".ancien.in_group : opérateur inconnu pour « ancien » : « in_group » "
            f"{possible('yes_no')}"
        ),
    ),
    ({"age": {"in": 3}}, ".age.in : une liste d'au moins une valeur est attendue"),
    ({"age": {"in": []}}, ".age.in : une liste d'au moins une valeur est attendue"),
    ({"age": [1, "2"]}, ".age.1 : un nombre entier est attendu pour « age », pas « 2 »"),
    (
        {"age": {"between": [1]}},
        ".age.between : « between » contient deux bornes : [la plus petite, la plus grande]",
    ),
    (
        {"age": {"between": 4}},
        ".age.between : « between » contient deux bornes : [la plus petite, la plus grande]",
    ),
    ({"age": {"between": [4, 3]}}, ".age.between : la première borne dépasse la seconde"),
    (
        {"age": {"between": ["a", 3]}},
        ".age.between : un nombre entier est attendu pour « age », pas « a »",
    ),
    (
        {"age": {"between": [3, "b"]}},
        ".age.between : un nombre entier est attendu pour « age », pas « b »",
    ),
    (
        {"pays": {"in_group": "voisin"}},
        ".pays.in_group : groupe inconnu : « voisin » (vouliez-vous dire « voisins » ?)",
    ),
    ({"pays": {"in_group": 4}}, ".pays.in_group : groupe inconnu : le nombre 4"),
    (
        {"statut": {"in_group": "voisins"}},
        ".statut.in_group : le groupe « voisins » porte sur « pays »",
    ),
    (
        {"pays": {"in_group": "majeurs"}},
        ".pays.in_group : le groupe « majeurs » porte sur « age »",
    ),
    ({"fin": {"past": "oui"}}, ".fin.past : « past » vaut true ou false, pas « oui »"),
    ({"fin": {"known": 1}}, ".fin.known : « known » vaut true ou false, pas le nombre 1"),
    (
        {"fin": {"within": 4}},
        ".fin.within : une durée est attendue, par exemple {months: 4}",
    ),
    (
        {"fin": {"beyond": {}}},
        ".fin.beyond : une durée est attendue, par exemple {months: 4}",
    ),
    (
        {"fin": {"within": {"month": 4}}},
        ".fin.within.month : unité inconnue : « month » (vouliez-vous dire « months » ?)",
    ),
    (
        {"fin": {"within": {"days": -1}}},
        ".fin.within.days : un nombre entier est attendu, pas le nombre -1",
    ),
    (
        {"fin": {"within": {"days": 40001}}},
        ".fin.within.days : un nombre entier est attendu, pas le nombre 40001",
    ),
    (
        {"fin": {"within": {"days": True}}},
        ".fin.within.days : un nombre entier est attendu, pas true",
    ),
    (
        {"fin": {"within": {"days": "3"}}},
        ".fin.within.days : un nombre entier est attendu, pas « 3 »",
    ),
    ({"fin": "demain"}, ".fin : une date AAAA-MM-JJ est attendue, pas « demain »"),
    ({"fin": "2026-13-45"}, ".fin : une date AAAA-MM-JJ est attendue, pas « 2026-13-45 »"),
    ({"ancien": "oui"}, ".ancien : true ou false est attendu pour « ancien », pas « oui »"),
    ({"ancien": 1}, ".ancien : true ou false est attendu pour « ancien », pas le nombre 1"),
    ({"age": 1.5}, ".age : un nombre entier est attendu pour « age », pas le nombre 1.5"),
    (
        {"pays": 12},
        ".pays : un code est attendu pour « pays », pas le nombre 12 (écrivez-le entre guillemets)",
    ),
    ({"pays": None}, ".pays : un code est attendu pour « pays », pas rien"),
    (
        {"pays": "de"},
        ".pays : valeur inconnue pour « pays » : « de » (vouliez-vous dire « DE » ?)",
    ),
    (
        {"statut": "etudiante"},
        (
            ".statut : valeur inconnue pour « statut » : « etudiante » "
            "(vouliez-vous dire « etudiant » ?)"
        ),
    ),
    ({"ville": "3417"}, ".ville : « 3417 » n'est pas un code INSEE de commune (« 34172 »)"),
    ({"channel": "anef"}, ".channel : fait inconnu : « channel »"),
]


def whole():
    plain = copy.deepcopy(PLAIN)
    plain["questions"].append({"key": "ville", "kind": "commune", "text": "Ville ?"})
    return plain


@pytest.mark.parametrize(("when", "said"), WHEN)
def test_a_wrong_condition(when, said):
    plain = whole()
    plain["procedures"][0]["when"] = when
    assert problems_of(plain) == [f"procedures/famille.yaml : carte.when{said}"]


RIGHT = [
    {"departement": "34"},
    {"departement": ["34", "2A"], "arrondissement": "342"},
    {"pays": ["DZ", "FR"]},
    {"age": {"between": [3, 3]}},
    {"age": {"in_group": "majeurs"}},
    {"fin": {"within": {"days": 40000}, "beyond": {"days": 0}}},
    {"fin": {"between": ["2026-01-01", "2026-01-02"]}},
    {"fin": {"known": True, "past": False}},
    {"ville": ["34172", "2A004"]},
    {"ancien": [True, False]},
    {"today": {"gte": "2027-01-01"}},
    {"age_today": {"lt": 18}},
    {"all": [{"age": 3}]},
    {"not": {}},
    {},
]


@pytest.mark.parametrize("when", RIGHT)
def test_a_right_condition(when):
    plain = whole()
    plain["procedures"][0]["when"] = when
    assert problems_of(plain) == []
