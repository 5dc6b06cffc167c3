"""Whom a procedure is for, in the words of the questionnaire."""

import pytest

from questionnaire.sheets.audience import audience
from tests.questionnaire.result.catalogue import QUESTIONS, make_reading, make_rules

AGE = {"key": "age", "kind": "integer", "text": "Quel âge ?"}
LINKS = {
    "key": "links",
    "kind": "choices",
    "text": "Quelle famille ?",
    "choices": [{"value": "child", "text": "Un enfant"}],
}
DERIVED = [
    {"key": "student", "kind": "yes_no", "rules": [{"value": True, "when": {"goal": "renew"}}]},
    {
        "key": "path",
        "kind": "choice",
        "rules": [
            {"value": "a", "when": {"goal": "renew"}},
            {"value": "a", "when": {"goal": "lost"}},
            {"value": "b", "when": {}},
        ],
    },
]
GROUPS = [
    {"key": "europe", "fact": "nationality", "values": ["DE", "NO"], "title": "L’Europe"},
    {"key": "bare", "fact": "nationality", "values": ["DE"]},
]


def said(when, language="fr"):
    """The criteria as plain values: (question, answers), « pas » before those that lead away."""
    procedure = {"id": "one", "family": "f", "track": "t", "rank": 1, "title": "Un", "when": when}
    rules = make_rules(
        questions=[*QUESTIONS, AGE, LINKS],
        procedures=[procedure],
        departments={},
        derived_facts=DERIVED,
        groups=GROUPS,
    )
    return plain(
        audience(make_reading({}, rules=rules, language=language), rules.procedures["one"])
    )


def plain(criteria):
    return [
        [plain(one) for one in criterion.alternatives]
        if criterion.alternatives
        else (criterion.question, [*(["pas"] if criterion.excluded else []), *criterion.answers])
        for criterion in criteria
    ]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({}, []),
        ({"goal": "renew"}, [("Que voulez-vous ?", ["Renouveler"])]),
        ({"goal": ["lost", "renew"]}, [("Que voulez-vous ?", ["Renouveler", "Carte perdue"])]),
        ({"married": True}, [("Êtes-vous marié ?", ["Oui"])]),
        ({"links": {"empty": True}}, [("Quelle famille ?", ["aucune de ces réponses"])]),
        ({"links": {"empty": False}}, [("Quelle famille ?", ["au moins une de ces réponses"])]),
        ({"not": {"married": True}}, [("Êtes-vous marié ?", ["Non"])]),
        ({"nationality": "DZ"}, [("Quelle nationalité ?", ["Algérie"])]),
        ({"not": {"nationality": "DZ"}}, [("Quelle nationalité ?", ["pas", "Algérie"])]),
        ({"nationality": {"in_group": "europe"}}, [("Quelle nationalité ?", ["L’Europe"])]),
        ({"nationality": {"in_group": "bare"}}, [("Quelle nationalité ?", ["Allemagne"])]),
        ({"age": {"gte": 18}}, [("Quel âge ?", ["18 ou plus"])]),
        ({"age": {"lt": 18}}, [("Quel âge ?", ["moins de 18"])]),
        ({"age": {"gt": 18}}, [("Quel âge ?", ["plus de 18"])]),
        ({"age": {"lte": 18}}, [("Quel âge ?", ["18 au plus"])]),
        ({"age": {"between": [16, 18]}}, [("Quel âge ?", ["de 16 à 18"])]),
        ({"expiry": {"past": True}}, [("Quelle date de fin ?", ["une date passée"])]),
        (
            {"expiry": {"within": {"months": 4}}},
            [("Quelle date de fin ?", ["une date dans les 4 mois qui viennent"])],
        ),
        (
            {"expiry": {"beyond": {"days": 90}}},
            [("Quelle date de fin ?", ["une date dans plus de 90 jours"])],
        ),
        ({"student": True}, [("Que voulez-vous ?", ["Renouveler"])]),
        ({"goal": "renew", "student": True}, [("Que voulez-vous ?", ["Renouveler"])]),
    ],
)
def test_a_condition_is_said_in_the_words_of_the_questions(when, expected):
    assert said(when) == expected


@pytest.mark.parametrize("when", [{"path": "a"}, {"path": "b"}, {"departement": "34"}])
def test_what_has_no_plain_words_is_left_out(when):
    assert said(when) == []
    assert said({**when, "married": True}) == [("Êtes-vous marié ?", ["Oui"])]


def test_a_choice_shows_each_of_its_alternatives():
    when = {"any": [{"married": True, "goal": "renew"}, {"age": {"gte": 65}}]}
    (alternatives,) = said(when)
    assert alternatives == [
        [("Êtes-vous marié ?", ["Oui"]), ("Que voulez-vous ?", ["Renouveler"])],
        [("Quel âge ?", ["65 ou plus"])],
    ]


def test_a_choice_of_which_one_part_cannot_be_said_is_left_out_whole():
    assert said({"any": [{"married": True}, {"path": "a"}]}) == []


def test_alternatives_of_one_question_are_one_line():
    when = {"any": [{"goal": "renew"}, {"goal": "lost"}]}
    assert said(when) == [("Que voulez-vous ?", ["Renouveler", "Carte perdue"])]
