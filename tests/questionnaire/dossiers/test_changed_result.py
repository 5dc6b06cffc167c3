"""What other answers change in a result: the card and lateness too, whatever the procedure is."""

from datetime import date

import pytest
from django.utils import translation

from questionnaire.dossiers.answered import Answered
from questionnaire.dossiers.comparing import changed_result
from questionnaire.dossiers.content import DossierContent
from tests.shipped import shipped_plain, shipped_rules

DAY = date(2026, 12, 1)


@pytest.fixture
def told():
    """A function: what other answers of a person of the shipped cases change, from one to two."""
    cases = {one["id"]: one["answers"] for one in shipped_plain()["cases"]}

    def read(case, one, two):
        contents = [DossierContent(answers={**cases[case], **more}) for more in (one, two)]
        with translation.override("fr"):
            found = changed_result(*(Answered(shipped_rules(), each, DAY) for each in contents))
        return [line.replace("\xa0", " ") for line in found]

    return read


CASE = "dz_10_ans_renouvellement_exemple_lot"


def test_card_and_lateness_are_told_when_the_procedure_changes(told):
    lines = told(CASE, {"expiry_date": "2027-06-30"}, {"expiry_date": "2026-11-11"})
    card, urgent, *rest = lines
    assert card.startswith("La carte dit : « Aujourd’hui, sans attendre », jeudi 11 février 2027")
    assert urgent == "Ne peut pas attendre : En retard (avant : rien)."
    for begins in ("Nouvelle démarche proposée : ", "Papier ajouté : ", "Papier retiré : "):
        assert any(line.startswith(begins) for line in rest)


def test_another_counter_is_told_of_the_same_procedure(told):
    lines = told("dz_ascendant_goal_carte_resident", {}, {"commune": "34172"})
    assert len(lines) == 1
    assert "Préfecture de l'Hérault, à Montpellier (avant : " in lines[0]


def test_same_answers_change_nothing(told):
    assert told(CASE, {}, {}) == []
