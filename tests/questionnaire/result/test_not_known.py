"""What is not known is said so: no false day, no door that looks sure, no urgency for nothing."""

from datetime import date, timedelta

import pytest

from procedures.engine.answers import read_answers
from questionnaire.result import stances

from .catalogue import make_result
from .test_without_a_title import TODAY

STUDENT = {
    "residence": "france",
    "commune": "34172",
    "beneficiary": "moi",
    "nationality": "SN",
    "age": 30,
    "goal": "renouvellement",
    "current_document": "carte_sejour",
    "permit_motive": "etudiant",
    "ground": "etudes",
}
HURT = STUDENT | {
    "nationality": "MA",
    "permit_motive": "vie_privee_familiale",
    "ground": "violences_traite",
    "violence_kind": "violences_conjugales",
    "partner_is_french": True,
    "french_family_link": "conjoint",
}
COMORIAN = STUDENT | {
    "nationality": "KM",
    "permit_motive": "vie_privee_familiale",
    "ground": "famille_etranger",
    "foreign_family_link": "liens_personnels",
    "issued_in_mayotte": None,
}
NO_SLOT = STUDENT | {
    "goal": "probleme_acces",
    "access_problem": "rendez_vous",
    "request_filed": False,
}


def sheet_of(shipped, answers, today=TODAY, **more):
    given = {**read_answers(shipped, answers), **more}
    return make_result(given, rules=shipped, today=today).sheets[0]


def days(number):
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 6, 2), date(2026, 12, 1), "5 mois"),
        (date(2026, 6, 2), date(2026, 12, 2), "6 mois"),
        (date(2026, 10, 2), date(2026, 12, 1), "60 jours"),
        (date(2024, 12, 1), date(2026, 12, 1), "2 ans"),
        (date(2024, 12, 2), date(2026, 12, 1), "23 mois"),
        (date(2026, 11, 30), date(2026, 12, 1), "1 jour"),
    ],
)
def test_a_delay_is_true_to_the_day(first, last, words):
    assert stances.delay(first, last) == words


def test_before_an_unknown_end_nobody_is_sent_to_file_as_if_it_were_sure(shipped):
    unknown = sheet_of(shipped, STUDENT, expiry_date=None).verdict
    assert str(unknown.leads[0]) == stances.NOT_KNOWN
    assert unknown.action_url == "#etapes"
    known = sheet_of(shipped, STUDENT, expiry_date=days(90)).verdict
    assert known.action_url.startswith("https://")
    assert stances.NOT_KNOWN not in map(str, known.leads)


def test_whoever_helps_looks_for_the_missing_day_and_no_other_step_is_for_today(shipped):
    unknown = sheet_of(shipped, HURT, expiry_date=None)
    when = next(one.value for one in unknown.verdict.facts if one.icon == "calendar")
    assert when == stances.FOUND_TOGETHER
    possible = [one.when for one in unknown.steps if one.possible]
    assert possible == ["Date à calculer : il manque une réponse"]


def test_without_a_slot_whoever_can_go_to_the_judge_comes_first_before_an_end(shipped):
    urgent = sheet_of(shipped, NO_SLOT, expiry_date=days(10))
    assert "référé" in str(urgent.steps[0].text)
    assert sum("référé" in str(one.text) for one in urgent.steps) == 1
    calm = sheet_of(shipped, NO_SLOT, expiry_date=days(60))
    assert "référé" in str(calm.steps[-1].text)


def test_by_post_the_last_days_are_told_another_way(shipped):
    gard = COMORIAN | {"commune": "30189", "nationality": "SN", "issued_in_mayotte": False}
    for left, told in ((0, True), (7, True), (8, False)):
        leads = sheet_of(shipped, gard, expiry_date=days(left)).verdict.leads
        assert (stances.BY_POST in map(str, leads)) is told


def test_paper_tells_what_must_be_known_before_any_place(shipped):
    """The card that waits for its day does not say it itself."""
    found = sheet_of(shipped, COMORIAN, expiry_date=days(220))
    assert found.verdict.stance == "attendre"
    told = [one.french for one in found.counter.sentences if "Mayotte" in one.french]
    assert len(told) == 1
    sure = sheet_of(shipped, COMORIAN, expiry_date=days(220), issued_in_mayotte=False)
    assert not [one for one in sure.counter.sentences if "Mayotte" in one.french]
    # Where the card says it, paper says it once.
    near = sheet_of(shipped, COMORIAN, expiry_date=days(39))
    assert sum("Mayotte" in one.french for one in near.counter.sentences) == 1
