"""Whoever holds a title or a receipt is not told that their stay may end for want of a visa."""

from datetime import date

import pytest

from procedures.engine.answers import read_answers
from procedures.engine.evaluation import evaluate_situation
from procedures.engine.situation import Situation

from .test_without_a_title import answer, answers_of, said

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


RESIDENTS = ("renouvelle_une_carte_de_resident", "residente_de_longue_duree_ue")


@pytest.mark.parametrize("case", [*RESIDENTS, "apres_le_60e_jour"])
def test_who_was_trafficked_renews_a_card_of_ten_years_before_asking_for_another(shipped, case):
    evaluation, result = answer(shipped, answers_of(f"victime_de_traite_{case}"))
    (found,) = (one for one in evaluation.procedures if one.procedure.id == "victime_traite")
    (sheet,) = (one for one in result.sheets if one.id == "victime_traite")
    steps = [one.step.id for one in found.steps if one.certain]
    first = next(one for one in steps if one.startswith(("deposer", "renouveler")))
    assert ("10 ans" in said(sheet.verdict)) == (case in RESIDENTS)
    assert first == {
        RESIDENTS[0]: "renouveler_la_carte_de_resident",
        RESIDENTS[1]: "renouveler_avant_la_fin",
    }.get(case, "renouveler")
