"""Whoever is abroad with a French card: the first of several last days, and nothing of France."""

from datetime import date

import pytest

from procedures.engine.answers import read_answers
from procedures.engine.evaluation import evaluate
from tests.shipped import shipped_plain, shipped_rules

from .catalogue import make_result

TODAY = date(2026, 12, 1)
AWAY = {
    "residence": "etranger",
    "beneficiary": "moi",
    "nationality": "DZ",
    "goal": "retour_en_france",
    "current_document": "certificat_algerien_10_ans",
    "loss_kind": "garde",
    "has_passport": True,
}


LETTER = {"residence": "etranger", "beneficiary": "moi", "goal": "refus"}


def card(**answers):
    sheets = make_result({**AWAY, **answers}, rules=shipped_rules(), today=TODAY).sheets
    return sheets[0].verdict


@pytest.mark.parametrize(
    ("left", "ends", "day"),
    [
        ("2024-01-20", "2031-05-01", "2027-01-20"),
        ("2026-06-01", "2027-02-10", "2027-02-10"),
        ("2024-03-01", "2027-02-28", "2027-02-28"),
        ("2024-02-28", "2027-03-01", "2027-02-28"),
        ("2025-12-05", "2027-05-10", "2027-05-10"),
        ("2023-12-01", "2031-05-01", "2026-12-01"),
    ],
)
def test_the_first_of_the_two_last_days_stands_on_the_card_and_no_later_one(left, ends, day):
    answers = {**AWAY, "left_france_on": left, "expiry_date": ends}
    sheet = make_result(answers, rules=shipped_rules(), today=TODAY).sheets[0]
    found = sheet.verdict
    assert (found.stance, found.leaf.iso) == ("revenir", day)
    assert not {"Quand", "Puis"} & {one.label for one in found.facts}
    later = {ends[:4], str(int(left[:4]) + 3)} - {day[:4]}
    assert not [one for one in sheet.steps if any(year in one.when for year in later)]


def test_on_the_last_day_the_card_says_to_come_back_today():
    found = card(left_france_on="2023-12-01", expiry_date="2031-05-01")
    assert found.leads[-1].startswith("Aujourd'hui au plus tard")


def test_an_absence_that_nobody_knows_is_no_reason_to_show_the_later_day():
    found = card(left_france_on=None, expiry_date="2031-05-01")
    assert found.stance == "revenir"
    assert found.leaf is None


def test_after_three_years_the_card_is_not_said_to_be_valid():
    found = card(left_france_on="2023-11-30", expiry_date="2031-05-01")
    assert found.stance == "appeler"
    assert "valable" not in found.title


def test_nobody_abroad_reads_not_to_leave_france():
    rules, cases = shipped_rules(), shipped_plain()["cases"]
    abroad = [one for one in cases if one["answers"].get("residence") == "etranger"]
    assert abroad
    for case in abroad:
        found = evaluate(rules, read_answers(rules, case["answers"]), TODAY)
        for result in found.procedures:
            assert result.procedure.meanwhile.may_travel is not False, case["id"]


def test_a_card_that_no_absence_takes_sends_nobody_to_a_consulate():
    found = card(
        nationality="TN",
        current_document="carte_pluriannuelle",
        permit_motive="salarie",
        expiry_date="2028-02-01",
    )
    assert found.leaf.iso == "2027-12-03"
    assert "Où" not in [one.label for one in found.facts]
    assert "Prix" not in [one.label for one in found.facts]


def test_somebody_abroad_calls_a_number_that_rings_from_there():
    refused = {"decision_kind": "refus_visa", "decision_detail": "visa_long"}
    answers = {**LETTER, **refused, "nationality": "DZ", "decision_date": "2026-11-20"}
    found = make_result(answers, rules=shipped_rules(), today=TODAY).sheets[0].verdict
    assert found.action_url == "tel:0970823190"


@pytest.mark.parametrize(
    ("kind", "detail", "received", "told"),
    [
        ("refus_visa", "visa_long", "2026-11-20", ["refus_delai_de_la_lettre"]),
        ("refus_nationalite", "declaration", "2026-09-02", ["refus_delai_de_la_lettre"]),
        ("eloignement", "expulsion", "2026-10-05", ["refus_delai_de_la_lettre"]),
        ("eloignement", "interdiction_retour", "2026-11-20", ["refus_delai_de_la_lettre"]),
        ("eloignement", "interdiction_retour", None, ["refus_delai_de_la_lettre"]),
        ("eloignement", "interdiction_retour", "2025-06-02", []),
        ("oqtf", None, "2026-11-25", ["refus_delai_court"]),
    ],
)
def test_a_letter_is_told_the_delays_that_concern_it(kind, detail, received, told):
    """CESEDA L. 613-7: once the delay has passed, only the request to end the ban remains."""
    letter = {"decision_kind": kind, "decision_date": received}
    letter |= {"decision_detail": detail} if detail else {}
    answers = {**LETTER, "nationality": "TN", **letter}
    rules = shipped_rules()
    found = evaluate(rules, read_answers(rules, answers), TODAY).orientations
    assert [
        one.orientation.id
        for one in found
        if one.certain and one.orientation.id.startswith("refus_delai")
    ] == told


@pytest.mark.parametrize(
    ("held", "words"),
    [
        ({}, "Rentrez vivre en France au plus tard ce jour-là."),
        (
            {"nationality": "SN", "current_document": "carte_sejour", "permit_motive": "salarie"},
            "Soyez en France et demandez le renouvellement",
        ),
    ],
)
def test_the_leaf_says_what_the_day_is(held, words):
    found = card(**held, expiry_date="2027-06-01", left_france_on="2024-01-20")
    assert found.stance == "revenir"
    assert found.leaf.what.startswith(words)


@pytest.mark.parametrize(
    ("ends", "stance"), [("2027-06-01", "facultatif"), ("2027-01-15", "deposer")]
)
def test_the_card_of_the_retired_has_no_day_by_which_to_come_back(ends, stance):
    held = {"nationality": "SN", "current_document": "carte_sejour", "permit_motive": "retraite"}
    found = card(**held, expiry_date=ends)
    assert (found.stance, found.leaf.iso) == (stance, ends)
    said = " ".join([found.label, found.leaf.what, *map(str, found.leads)])
    assert "reven" not in said.lower()
