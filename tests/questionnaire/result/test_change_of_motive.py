"""Who renews for another reason than that of their card is told so, and gets that procedure."""

from datetime import date, timedelta

import pytest

from procedures.engine.evaluation import evaluate
from procedures.engine.situation import Situation
from questionnaire.result.reading import Reading
from questionnaire.result.whole_result import result_of

TODAY = date(2026, 11, 26)
STUDENT = {
    "residence": "france", "commune": "34172", "beneficiary": "moi", "nationality": "MA",
    "age": 27, "goal": "renouvellement", "current_document": "carte_sejour",
    "permit_motive": "etudiant", "expiry_date": TODAY + timedelta(days=50), "contract": "cdi",
}  # fmt: skip


@pytest.mark.parametrize(
    ("ground", "procedure", "said"),
    [
        ("travail_salarie", "salarie_premiere", True),
        ("etudes", "etudiant_renouvellement", False),
        ("", "etudiant_renouvellement", False),
        ("recherche_emploi_apres_etudes", "rece", True),
    ],
)
def test_another_reason_is_a_change_of_motive_said_in_words(shipped, ground, procedure, said):
    answers = {**STUDENT, "same_reason": not ground}
    if ground:
        answers["ground"] = ground
    reading = Reading(Situation(shipped, answers, TODAY), "fr")
    result = result_of(reading, evaluate(shipped, answers, TODAY))
    assert [sheet.id for sheet in result.sheets] == [procedure]
    assert ("vous_changez_de_motif" in [one.id for one in result.urgent]) is said
