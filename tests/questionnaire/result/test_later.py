"""What is paid or brought once the administration asks: apart from the papers to prepare."""

from datetime import date

import pytest

from procedures.engine.answers import read_answers
from procedures.engine.evaluation import evaluate_situation
from procedures.engine.situation import Situation
from questionnaire.result.papers import papers
from questionnaire.result.reading import Reading

TODAY = date(2026, 11, 26)


@pytest.fixture
def papers_of(shipped, shipped_cases):
    def find(name):
        case = next(one for one in shipped_cases if one["id"] == name)
        situation = Situation(shipped, read_answers(shipped, case["answers"]), TODAY)
        first = next(one for one in evaluate_situation(situation).procedures if one.recommended)
        return papers(Reading(situation, "fr"), first)

    return find


def ids(lines):
    return [one.id for one in lines if hasattr(one, "id")]


def test_a_stamp_that_is_bought_after_the_answer_is_no_paper_to_prepare(papers_of):
    found = papers_of("etudiante_marocaine_montpellier_renouvellement")
    assert ids(found.later) == ["timbre_fiscal"]
    assert "timbre_fiscal" not in ids([*found.lines, *found.possible])
    assert found.count == len(found.lines)


def test_a_stamp_that_goes_into_the_file_is_one(papers_of):
    found = papers_of("naturalisation_colombienne_toulouse")
    assert "timbre_fiscal_au_dossier" in ids(found.lines)
    assert found.later == []
