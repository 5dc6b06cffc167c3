"""Former names find their entries, and wrong ones are refused."""

import copy

import pytest

from procedures.engine.former_names import FormerNames

from .builders import problems_of
from .faulty import Faults, carte
from .whole import PLAIN

FAULTS = Faults()
NAMES = FormerNames(
    {"but": "goal", "objet": "goal"},
    {"goal": {"etude": "etudes", "cours": "etudes"}},
    {"carte_etudiant": "etudiant"},
)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {}),
        ({"goal": "etudes"}, {"goal": "etudes"}),
        ({"but": "etude"}, {"goal": "etudes"}),
        ({"objet": "cours", "age": 20}, {"goal": "etudes", "age": 20}),
        ({"goal": ["etude", "travail"]}, {"goal": ["etudes", "travail"]}),
        ({"but": None}, {"goal": None}),
        ({"autre": "etude"}, {"autre": "etude"}),
        ({"goal": 3}, {"goal": 3}),
        ({"goal": {"etude": 1}}, {"goal": {"etude": 1}}),
        ({"but": "travail", "goal": "etudes"}, {"goal": "etudes"}),
        ({"goal": "etudes", "but": "travail"}, {"goal": "travail"}),
    ],
)
def test_answers_are_read_under_the_names_of_today(given, expected):
    assert NAMES.answers(given) == expected


def test_every_name_that_an_answer_had_is_known_the_one_of_today_first():
    found = list(NAMES.all_of("goal", "etudes"))
    assert found[0] == ("goal", "etudes")
    assert set(found) == {
        (key, value) for key in ("goal", "but", "objet") for value in ("etudes", "etude", "cours")
    }
    assert list(NAMES.all_of("age", "vingt")) == [("age", "vingt")]


@FAULTS.register(
    "questions.yaml : statut.formerly : l'ancien identifiant « age » est celui d'une fiche "
    "d'aujourd'hui"
)
def a_former_name_that_another_question_has(plain):
    plain["questions"][0]["formerly"] = ["age"]


@FAULTS.register(
    "questions.yaml : statut.formerly : l'ancien identifiant « statut » est celui d'une fiche "
    "d'aujourd'hui"
)
def a_former_name_that_is_its_own(plain):
    plain["questions"][0]["formerly"] = ["statut"]


@FAULTS.register(
    "questions.yaml : statut.formerly : l'ancien identifiant « ancien » est celui d'une fiche "
    "d'aujourd'hui"
)
def a_former_name_that_a_derived_fact_has(plain):
    plain["questions"][0]["formerly"] = ["ancien"]


@FAULTS.register(
    "questions.yaml : statut.formerly : l'ancien identifiant « today » est celui d'une fiche "
    "d'aujourd'hui"
)
def a_former_name_that_is_reserved(plain):
    plain["questions"][0]["formerly"] = ["today"]


@FAULTS.register(
    "questions.yaml : statut.formerly : l'ancien identifiant « content » est celui d'une fiche "
    "d'aujourd'hui"
)
def a_former_name_that_an_inquiry_has(plain):
    plain["questions"][0]["formerly"] = ["content"]


@FAULTS.register(
    "enquetes/avis.yaml : content.formerly : l'ancien identifiant « raison » est celui d'une fiche "
    "d'aujourd'hui"
)
def a_former_name_in_an_inquiry_that_its_neighbour_has(plain):
    plain["inquiries"]["avis"][0]["formerly"] = ["raison"]


@FAULTS.register(
    "derived_facts.yaml : ancien.formerly : l'ancien identifiant « etat » est donné deux fois"
)
def a_former_name_of_two_facts(plain):
    plain["derived_facts"][1]["formerly"] = ["etat"]


@FAULTS.register(
    "questions.yaml : statut.choices.etudiant.formerly : l'ancien identifiant « autre » est celui "
    "d'une fiche d'aujourd'hui"
)
def a_former_value_that_another_choice_has(plain):
    plain["questions"][0]["choices"][0]["formerly"] = ["autre"]


@FAULTS.register(
    "questions.yaml : statut.choices.autre.formerly : l'ancien identifiant « etude » est donné "
    "deux fois"
)
def a_former_value_of_two_choices(plain):
    plain["questions"][0]["choices"][1]["formerly"] = ["etude"]


@FAULTS.register(
    "questions.yaml : pays.choices.XXA.formerly : l'ancien identifiant « FR » est celui d'une "
    "fiche d'aujourd'hui"
)
def a_former_value_that_is_a_country(plain):
    plain["questions"][2]["choices"] = [{"value": "XXA", "text": "Sans", "formerly": ["FR"]}]


@FAULTS.register(
    "documents.yaml : photo.formerly : l'ancien identifiant « bail » est celui d'une fiche "
    "d'aujourd'hui"
)
def a_former_name_that_another_document_has(plain):
    plain["documents"][1]["formerly"] = ["bail"]


@FAULTS.register(
    "groups.yaml : majeurs.formerly : l'ancien identifiant « proches » est donné deux fois"
)
def a_former_name_of_two_groups(plain):
    plain["groups"][1]["formerly"] = ["proches"]


@FAULTS.register(
    "procedures/famille.yaml : autre_carte.formerly : l'ancien identifiant « titre » est donné "
    "deux fois"
)
def a_former_name_of_two_procedures(plain):
    plain["procedures"][1]["formerly"] = ["titre"]


@FAULTS.register(
    "procedures/famille.yaml : carte.formerly.0 : « A b » n'est pas un identifiant : une lettre "
    "minuscule, puis des lettres minuscules, des chiffres ou « _ »"
)
def a_former_name_that_is_no_name(plain):
    carte(plain)["formerly"] = ["A b"]


@pytest.mark.parametrize(("edit", "said"), FAULTS)
def test_fault_is_said(edit, said):
    plain = copy.deepcopy(PLAIN)
    edit(plain)
    assert [str(problem) for problem in problems_of(plain)] == said


def test_same_former_value_of_two_questions_is_no_fault():
    plain = copy.deepcopy(PLAIN)
    plain["questions"].append(
        {
            "key": "projet",
            "kind": "choice",
            "text": "Projet ?",
            "choices": [{"value": "etudes", "text": "Études", "formerly": ["etude"]}],
        }
    )
    assert problems_of(plain) == []
