"""Answers from JSON: what is read, and what is refused."""

from datetime import date

import pytest

from procedures.engine.answers import answers_to_data, read_answers
from procedures.engine.errors import InvalidAnswers

from .builders import make_question, make_rules

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
        ({"vile": "a"}, "« ville »"),
        ({"ville": "c"}, "valeur inconnue"),
        ({"age": None}, "je ne sais pas"),
        ({"age": -1}, "négatif"),
        ({"age": "12"}, "entier"),
        ({"age": True}, "entier"),
        ({"fin": "2027-02-30"}, "AAAA-MM-JJ"),
        ({"pays": "ZZ"}, "valeur inconnue"),
        ({"marie": "oui"}, "true ou false"),
        ({"liens": "x"}, "liste"),
        ({"liens": ["z"]}, "valeur inconnue"),
        ({"commune": 34172}, "guillemets"),
        ({"commune": "Montpellier"}, "INSEE"),
        ([], "objet JSON"),
    ],
)
def test_impossible_answers_are_refused(data, message):
    with pytest.raises(InvalidAnswers, match=message):
        read_answers(RULES, data)
