"""Whoever has no title reads the risk before any step: on the card, or right under it."""

from datetime import date

import pytest
from django.utils import translation

from procedures.engine.answers import read_answers
from procedures.engine.evaluation import evaluate_situation
from procedures.engine.situation import Situation
from questionnaire.result.page import result_of
from questionnaire.result.reading import Reading
from tests.shipped import shipped_plain

from .catalogue import URLS

TODAY = date(2026, 11, 26)
RISK, LEAVE = "sans_titre_pas_seul", "quitter la France"
# {a case whose person has a title, to whom the table gives the request: the step that sends it}
PEOPLE = {
    "regroupement_ouvrier_du_batiment": "deposer",
    "algerien_nimes_fait_venir_sa_femme": "envoyer",
}
TITLE = ("current_document", "expiry_date", "permit_motive")


def without_title(answers):
    return {key: answers[key] for key in answers if key not in TITLE} | {
        "current_document": "aucun"
    }


def answers_of(case):
    (given,) = (one["answers"] for one in shipped_plain()["cases"] if one["id"] == case)
    return given


def answer(shipped, given):
    situation = Situation(shipped, read_answers(shipped, given), TODAY)
    evaluation = evaluate_situation(situation)
    with translation.override("fr"):
        return evaluation, result_of(Reading(situation, "fr", URLS), evaluation)


def said(verdict):
    return " ".join(str(one) for one in verdict.leads)


@pytest.mark.parametrize("case", PEOPLE)
def test_without_a_title_the_file_of_the_family_is_read_before_it_is_sent(shipped, case):
    evaluation, result = answer(shipped, without_title(answers_of(case)))
    (procedure,) = (one for one in evaluation.procedures if one.recommended)
    assert procedure.stance.stance.stance == "faire_relire"
    assert LEAVE in said(result.sheets[0].verdict)
    steps = [one.step.id for one in procedure.steps if one.certain]
    assert steps.index("relire") < steps.index(PEOPLE[case])
    # The card says it: it is not said a second time above the steps.
    assert RISK not in [one.id for one in result.beside]


@pytest.mark.parametrize("case", PEOPLE)
def test_with_a_title_the_file_of_the_family_is_sent(shipped, case):
    evaluation, result = answer(shipped, answers_of(case))
    (procedure,) = (one for one in evaluation.procedures if one.recommended)
    assert procedure.stance.stance.stance == "deposer"
    assert "relire" not in [one.step.id for one in procedure.steps if one.certain]
    assert RISK not in [one.id for one in (*result.beside, *result.advice)]


def test_whoever_is_certain_to_have_no_title_reads_the_risk_before_any_step(shipped):
    """Whatever they are recommended, it is not folded away under the steps."""
    folded, met = [], set()
    for case in shipped_plain()["cases"]:
        given = read_answers(shipped, without_title(case["answers"]))
        evaluation = evaluate_situation(Situation(shipped, given, TODAY))
        first = next((one for one in evaluation.procedures if one.recommended), None)
        certain = {one.orientation.id for one in evaluation.orientations if one.certain}
        if first is None or RISK not in certain or first.procedure.id in met:
            continue
        met.add(first.procedure.id)
        _, result = answer(shipped, without_title(case["answers"]))
        told = RISK in [one.id for one in result.beside] or LEAVE in said(result.sheets[0].verdict)
        # Who is in danger is sent to somebody who helps, and to nobody else, first.
        if not told and first.stance.stance.stance != "se_proteger":
            folded.append(case["id"])
    assert folded == []
    assert len(met) > 50
