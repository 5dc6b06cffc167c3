"""Answers are read from JSON, or refused."""

from datetime import date

import pytest

from procedures.engine.answers import answers_to_data, read_answers
from procedures.engine.errors import InvalidAnswers

from .builders import make_question, make_rules

QUOTES = " (écrivez-le entre guillemets)"
RULES = make_rules(
    make_question("ville", "choice", "a", "b", allow_unknown=True),
    make_question("liens", "choices", "x", "y"),
    make_question("age", "integer"),
    make_question("fin", "date"),
    make_question("pays", "country", {"value": "XK", "text": "Kosovo"}),
    make_question("marie"),
    make_question("commune", "commune"),
)


def test_values_are_read_as_their_kinds():
    data = {
        "ville": None,
        "liens": ["y", "x"],
        "age": 0,
        "fin": "2027-05-15",
        "pays": "XK",
        "marie": False,
        "commune": "2A004",
    }
    answers = read_answers(RULES, data)
    assert answers["fin"] == date(2027, 5, 15)
    assert answers["liens"] == ("x", "y")
    assert answers_to_data(answers) == {**data, "liens": ["x", "y"]}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"vile": "a"}, "question inconnue : « vile » (vouliez-vous dire « ville » ?)"),
        ({"zzz": "a"}, "question inconnue : « zzz »"),
        ({"ville": "c"}, "valeur inconnue pour « ville » : « c »"),
        ({"pays": "xk"}, "valeur inconnue pour « pays » : « xk » (vouliez-vous dire « XK » ?)"),
        ({"age": None}, "« je ne sais pas » n'est pas une réponse à « age »"),
        ({"age": -1}, "un nombre négatif n'est pas une réponse à « age »"),
        ({"age": "12"}, "un nombre entier est attendu pour « age », pas « 12 »"),
        ({"age": True}, "un nombre entier est attendu pour « age », pas true"),
        ({"fin": "2027-02-30"}, "une date AAAA-MM-JJ est attendue, pas « 2027-02-30 »"),
        ({"marie": "oui"}, "true ou false est attendu pour « marie », pas « oui »"),
        ({"liens": "x"}, "une liste est attendue pour « liens »"),
        ({"liens": ["x", "z"]}, "valeur inconnue pour « liens » : « z »"),
        (
            {"liens": [3]},
            "un code est attendu pour « liens », pas le nombre 3 (écrivez-le entre guillemets)",
        ),
        (
            {"commune": 34172},
            "un code est attendu pour « commune », pas le nombre 34172" + QUOTES,
        ),
        (
            {"commune": "Nice"},
            "« Nice » n'est pas un code INSEE de commune (« 34172 »)",
        ),
        ([], "les réponses sont un objet JSON, pas une liste"),
    ],
)
def test_impossible_answers_are_refused(data, message):
    with pytest.raises(InvalidAnswers) as caught:
        read_answers(RULES, data)
    assert str(caught.value) == message
