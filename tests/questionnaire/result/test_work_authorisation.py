"""A title that ends before the answer on the work authorisation: file, and do not wait for it."""

import pytest

from procedures.engine.answers import read_answers
from procedures.engine.evaluation import evaluate_situation
from procedures.engine.situation import Situation

from .test_without_a_title import TODAY

STUDENTS = [
    "etudiante_embauchee_titre_presque_fini",
    "etudiant_algerien_embauche_titre_presque_fini",
]
LATER = ["etudiante_embauchee_titre_long_34", "etudiante_embauchee_date_de_fin_inconnue"]


def first(shipped, answers):
    """Return the lead of the first card, and the steps that are sure on it."""
    result = evaluate_situation(Situation(shipped, read_answers(shipped, answers), TODAY))
    best = next(one for one in result.procedures if one.recommended)
    return " ".join(lead["fr"] for lead in best.stance.leads), {
        one.step.id for one in best.steps if one.certain
    }


@pytest.mark.parametrize("name", [*STUDENTS, *LATER])
def test_who_has_less_than_two_months_files_without_the_authorisation(shipped, shipped_cases, name):
    answers = next(one["answers"] for one in shipped_cases if one["id"] == name)
    lead, steps = first(shipped, answers)
    assert ("N'attendez pas" in lead, "sans_attendre" in steps) == (name in STUDENTS,) * 2
