"""A title that has ended: for three months it keeps rights, and only those that the law names."""

from datetime import date

import pytest

from procedures.engine.answers import read_answers
from procedures.engine.evaluation import evaluate_situation
from procedures.engine.situation import Situation

TODAY = date(2026, 12, 1)
ENDED = date(2026, 11, 22)
LAST_DAY = date(2027, 2, 22)


def steps_of(shipped, **more):
    """Return the certain steps of the first answer, by name."""
    answers = {
        "residence": "france",
        "commune": "34172",
        "beneficiary": "moi",
        "nationality": "SN",
        "age": 30,
        "goal": "renouvellement",
        "expiry_date": ENDED.isoformat(),
        **more,
    }
    situation = Situation(shipped, read_answers(shipped, answers), TODAY)
    first = next(one for one in evaluate_situation(situation).procedures if one.recommended)
    return {one.step.id: one for one in first.steps if one.certain}


@pytest.mark.parametrize(
    "held",
    [
        {"current_document": "carte_resident", "ground": "travail_salarie"},
        {
            "current_document": "carte_resident",
            "permit_motive": "refugie",
            "ground": "protection_internationale",
            "protection_status": "refugie",
        },
        {
            "current_document": "carte_pluriannuelle",
            "permit_motive": "protection_subsidiaire",
            "ground": "protection_internationale",
            "protection_status": "protection_subsidiaire",
        },
    ],
)
def test_a_title_that_the_law_names_has_its_last_day(shipped, held):
    steps = steps_of(shipped, **held)
    assert steps["droits_trois_mois"].closes == LAST_DAY
    assert "employeur_refuse" in steps
    over = steps_of(shipped, **held, expiry_date="2026-08-30")
    assert "droits_trois_mois" not in over


def test_a_card_of_unknown_length_has_no_day_and_one_year_has_nothing(shipped):
    held = {"permit_motive": "salarie", "ground": "travail_salarie", "same_reason": True}
    steps = steps_of(shipped, current_document="carte_pluriannuelle", **held)
    assert "droits_trois_mois" not in steps
    assert steps["droits_si_quatre_ans"].closes is None
    short = steps_of(shipped, current_document="carte_sejour", **held)
    assert not {"droits_trois_mois", "droits_si_quatre_ans", "employeur_refuse"} & set(short)


@pytest.mark.parametrize(
    ("letter", "obeys"),
    [
        ({"decision_kind": "assignation"}, True),
        ({"decision_kind": "oqtf", "placement": "assigne"}, True),
        ({"decision_kind": "oqtf", "placement": "libre"}, False),
        ({"decision_kind": "refus_titre"}, False),
    ],
)
def test_house_arrest_is_among_the_steps_not_only_a_warning(shipped, letter, obeys):
    asked = {"goal": "refus", "decision_date": "2026-11-28", "current_document": "aucun"}
    steps = steps_of(shipped, **asked, **letter, expiry_date=None)
    assert ("respecter_assignation" in steps) == obeys


@pytest.mark.parametrize(("end", "late"), [("2027-01-29", True), ("2027-01-31", False)])
def test_abroad_the_60th_day_passed_tells_what_it_costs(shipped, end, late):
    abroad = {"residence": "etranger", "goal": "retour_en_france", "loss_kind": "garde"}
    held = {"current_document": "carte_pluriannuelle", "permit_motive": "salarie"}
    steps = steps_of(shipped, **abroad, **held, expiry_date=end)
    assert ("renouveler_en_retard" in steps) == late
