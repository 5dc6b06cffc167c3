"""Whoever holds a title or a receipt is not told that their stay may end for want of a visa."""

from datetime import date

import pytest

from procedures.engine.answers import read_answers
from procedures.engine.evaluation import evaluate_situation
from procedures.engine.situation import Situation

TODAY = date(2026, 12, 1)
VISA = "visa_long_sejour_d_abord"


def advice(shipped, *, document, visa, ground="etudes"):
    """Return the names of what is certain for somebody who asks for a first title."""
    answers = {
        "residence": "france",
        "commune": "34172",
        "beneficiary": "moi",
        "nationality": "SN",
        "age": 22,
        "goal": "premiere_demande",
        "current_document": document,
        "ground": ground,
        "long_stay_visa": visa,
    }
    situation = Situation(shipped, read_answers(shipped, answers), TODAY)
    evaluation = evaluate_situation(situation)
    certain = [one.orientation.id for one in evaluation.orientations if one.certain]
    return certain + [one.procedure.id for one in evaluation.procedures if one.certain]


@pytest.mark.parametrize("ground", ["etudes", "stage"])
@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("recepisse", "silence_prefecture"),
        ("carte_sejour", "premiere_demande_avec_un_titre"),
        ("aucun", VISA),
        ("visa_court_sejour", VISA),
    ],
)
def test_only_who_has_no_title_is_told_to_ask_a_visa_first(shipped, ground, document, expected):
    found = advice(shipped, document=document, visa=False, ground=ground)
    assert expected in found
    assert (VISA in found) == (expected == VISA)


def test_who_came_with_the_visa_is_not_told_to_ask_it(shipped):
    found = advice(shipped, document="aucun", visa=True)
    assert VISA not in found
    assert "etudiant_premiere_demande" in found
    assert VISA not in advice(shipped, document="aucun", visa=None)
