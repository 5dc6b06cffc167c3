"""A date that nobody knows: what to do in each case of it, and only where it is all that lacks."""

from datetime import date

import pytest

from procedures.engine.answers import read_answers
from procedures.engine.evaluation import evaluate_situation
from procedures.engine.situation import Situation
from questionnaire.result.branches import branches
from questionnaire.result.reading import Reading
from questionnaire.result.whole_result import result_of

TODAY = date(2026, 11, 26)
LOST = {
    "residence": "france", "commune": "34172", "beneficiary": "moi", "nationality": "MA",
    "goal": "duplicata", "current_document": "carte_resident", "loss_kind": "perte",
    "expiry_date": None, "permit_motive": "autre", "ground": "travail_salarie", "contract": "cdi",
    "housing": "locataire", "birth_country": "MA", "marital_status": "celibataire",
    "minor_children": False, "has_passport": True, "age": 40,
}  # fmt: skip


def read(shipped, **changes):
    answers = read_answers(shipped, {**LOST, **changes})
    return Reading(Situation(shipped, answers, TODAY), "fr")


def test_a_lost_card_without_a_date_has_a_card_for_each_case(shipped):
    reading = read(shipped)
    result = result_of(reading, evaluate_situation(reading.situation))
    assert [one.verdict.label.replace("\xa0", " ") for one in result.branches] == [
        "Si cette date est le 25 novembre 2026, ou avant",
        "Si cette date est du 26 novembre 2026 au 26 février 2027",
        "Si cette date est le 27 février 2027, ou après",
    ]
    assert result.possible == []
    assert not any(one.icon == "calendar" for case in result.branches for one in case.verdict.facts)
    assert not any(case.verdict.leaf for case in result.branches)
    # « Après cette date » is no word of a card without that date.
    assert result.branches[0].verdict.leads == []
    assert all(case.papers for case in result.branches)


@pytest.mark.parametrize(
    "day", [date(2026, 11, 25), date(2026, 11, 26), date(2027, 2, 26), date(2027, 2, 27)]
)
def test_each_case_says_what_whoever_knows_the_date_reads(shipped, day):
    cases = branches(reading := read(shipped), evaluate_situation(reading.situation))
    known = read(shipped, expiry_date=day.isoformat())
    told = result_of(known, evaluate_situation(known.situation)).sheets[0].verdict.title
    place = (day > date(2026, 11, 25)) + (day > date(2027, 2, 26))
    assert cases[place].verdict.title == told


def test_where_more_is_unknown_than_a_date_there_are_no_cases(shipped):
    reading = read(shipped, goal="ne_sais_pas", current_document=None)
    assert branches(reading, evaluate_situation(reading.situation)) == []
