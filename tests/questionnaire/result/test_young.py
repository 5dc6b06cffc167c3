"""The young whom none of the sentences about a childhood in France describes are led on."""

import pytest

from procedures.engine.answers import read_answers
from procedures.engine.evaluation import evaluate_situation
from procedures.engine.situation import Situation

from .test_without_a_title import TODAY

YOUNG = {
    "residence": "france",
    "commune": "34172",
    "beneficiary": "moi",
    "goal": "premiere_demande",
    "current_document": "aucun",
    "ground": "jeunesse_en_france",
    "long_stay_visa": False,
    "years_in_france": 3,
}
WAYS = {
    15: "jeune_autre_enfance",
    17: "jeune_autre_enfance",
    18: "pacs_concubin_liens_personnels",
    20: "pacs_concubin_liens_personnels",
}


def ways(shipped, **given):
    """Return the names of the sheets and of the advice that somebody gets, or may get."""
    answers = read_answers(shipped, {**YOUNG, **given})
    result = evaluate_situation(Situation(shipped, answers, TODAY))
    advice = {one.orientation.id for one in result.orientations if one.certain}
    return advice | {one.procedure.id for one in result.procedures}


@pytest.mark.parametrize("age", WAYS)
@pytest.mark.parametrize("sentence", ["autre", None])
def test_none_of_the_sentences_leads_on(shipped, age, sentence):
    assert WAYS[age] in ways(shipped, nationality="GN", age=age, youth_situation=sentence)


@pytest.mark.parametrize("age", WAYS)
def test_whose_sentence_is_there_is_led_by_it(shipped, age):
    found = ways(shipped, nationality="GN", age=age, youth_situation="ne_en_france")
    assert not found & set(WAYS.values())
