"""The card of an appeal: the door to which it goes, and the day that the law still counts."""

from datetime import date, timedelta

import pytest

from procedures.engine.evaluation import evaluate_situation
from procedures.engine.values.stances import ANSWER
from questionnaire.result import filing, last_days, stances
from questionnaire.result.timing import timing_of

from .catalogue import APPEAL, PROCEDURES, QUESTIONS, make_reading, make_rules, make_sheet

CLOSES = date(2027, 3, 16)


@pytest.mark.parametrize(
    ("kind", "detail", "place", "then"),
    [
        ("refus_visa", "visa_long", "commission de recours", ""),
        ("refus_visa", "visa_court", "sous-directeur", ""),
        ("refus_nationalite", "naturalisation", "ministre", ""),
        ("refus_nationalite", "declaration", "avocat", "au tribunal judiciaire"),
        ("eloignement", "expulsion", "avocat", "au tribunal"),
        ("refus_ofpra", "", "Cour nationale du droit d’asile", ""),
        ("oqtf", "", "association", "au tribunal"),
    ],
)
def test_an_appeal_goes_to_its_own_door_not_to_the_prefecture(shipped, kind, detail, place, then):
    more = {"decision_detail": detail} if detail else {"placement": "libre"}
    refused = {"goal": "refus", "decision_kind": kind, "decision_date": CLOSES, **more}
    reading = make_reading({"residence": "france", **refused}, rules=shipped, today=CLOSES)
    (result,) = (one for one in evaluate_situation(reading.situation).procedures if one.recommended)
    named, sure = stances.place(reading, result)
    assert place in named
    assert sure
    assert then in stances.then(result)
    assert bool(then) == bool(stances.then(result))


def test_a_lost_day_of_a_letter_abroad_is_answered_at_once(shipped):
    asked = {"goal": "refus", "decision_kind": "eloignement", "decision_detail": "expulsion"}
    letter = {"residence": "etranger", "nationality": "TN", **asked, "decision_date": None}
    situation = make_reading(letter, rules=shipped, today=CLOSES).situation
    (result,) = (one for one in evaluate_situation(situation).procedures if one.recommended)
    assert result.stance_name == "repondre"


def test_between_the_careful_day_and_the_last_that_counts_the_card_says_today():
    end = {"fact": "letter", "months": 2}
    letter = {"key": "letter", "kind": "date", "text": "Quand ?", "notified": True}
    written = [
        {"stance": "repondre", "last_day": end},
        {"stance": "en_retard", "moment": "apres"},
        {"stance": "appeler"},
    ]
    steps = [{"id": "appeal", "text": "Écrivez au tribunal.", "window": {"to": end}}]
    *others, appeal = PROCEDURES
    appeal = {**appeal, "stances": written, "steps": steps}
    rules = make_rules(questions=[*QUESTIONS, letter], procedures=[*others, appeal])
    answers = {**APPEAL, "letter": "2026-10-05"}

    def said_on(day):
        sheet = make_sheet(answers, rules=rules, today=date(2026, 12, day))
        found = sheet.verdict
        return found.label, found.leaf.left, found.leads, sheet.steps[0].when, found.leaf

    assert said_on(5)[:2] == ("Répondez aujourd’hui", "C’est aujourd’hui")
    today = "Aujourd’hui, sans attendre"
    still = ["Il est peut-être encore temps. N’attendez pas demain."]
    for day in (6, 7):
        *words, leaf = said_on(day)
        assert words == [today, today, still, today]
        assert (leaf.number, leaf.tone) == (str(day), "danger")
    label, left, _, _, leaf = said_on(8)
    assert (label, left, leaf.number) == ("En retard", "Passé depuis 3 jours", "5")


def test_who_must_call_now_reads_the_last_day_after_the_call(shipped):
    answers = {
        "residence": "france",
        "goal": "refus",
        "decision_kind": "eloignement",
        "decision_detail": "expulsion",
        "decision_date": "2026-11-15",
    }
    card = make_sheet(answers, rules=shipped, today=date(2026, 12, 1)).verdict
    facts = {one.label: str(one.value).replace("\xa0", " ") for one in card.facts}
    assert (card.label, card.leaf) == ("Appelez", None)
    assert (facts["Quand"], facts["Puis"]) == ("Aujourd’hui", "Au plus tard le 15 janvier 2027")
    late = make_sheet(answers, rules=shipped, today=date(2027, 3, 1)).verdict
    assert (late.label, late.leaf.past) == ("En retard", True)


def test_a_call_of_which_no_cost_is_named_has_no_price(shipped):
    answers = {
        "residence": "france",
        "beneficiary": "moi",
        "nationality": "MA",
        "goal": "probleme_acces",
        "access_problem": "rendez_vous",
        "request_filed": False,
        "current_document": "carte_sejour",
    }
    sheet = make_sheet(answers, rules=shipped)
    assert "Prix" not in {one.label for one in sheet.verdict.facts}
    assert sheet.costs.confirm == ""


@pytest.mark.parametrize(
    ("kind", "days", "place", "words"),
    [
        ("oqtf", 3, "Une association", ""),
        ("oqtf", 2, "Au tribunal", "www.telerecours.fr"),
        ("oqtf", 0, "Au tribunal", "www.telerecours.fr"),
        ("refus_ofpra", 3, "À la Cour", ""),
        ("refus_ofpra", 2, "À la Cour", "Cour nationale du droit d’asile"),
    ],
)
def test_two_days_before_the_last_one_of_a_court_one_writes_oneself_first(
    shipped, kind, days, place, words
):
    letter = {"goal": "refus", "decision_kind": kind, "placement": "libre"}
    answers = {"residence": "france", **letter, "decision_date": "2026-11-16"}
    card = make_sheet(answers, rules=shipped, today=date(2026, 12, 16 - days)).verdict
    where = next(one.value for one in card.facts if one.label == "Où")
    first = card.leads[0]
    assert ("vous-même" in first) == bool(words)
    assert words in first
    assert where.startswith(place)


def test_a_delay_in_hours_still_calls_a_lawyer_first(shipped):
    letter = {"goal": "refus", "decision_kind": "oqtf", "placement": "retention"}
    answers = {"residence": "france", **letter, "decision_date": "2026-12-01"}
    card = make_sheet(answers, rules=shipped, today=date(2026, 12, 1)).verdict
    assert "vous-même" not in card.leads[0]


# {a sheet that names the administrative court for later: what comes first}
LATER = {
    "attestation_accueil_recours": "a letter to the préfet, without which the court refuses",
    "dossier_ferme_recours": "the file is sent again",
    "naturalisation_fermee_recours": "the request is made again",
    "refus_entree_recours": "hours, of somebody locked up: the head of the zone takes it",
}


def test_the_step_of_an_appeal_has_the_place_of_its_court(shipped):
    """Else nobody is told, two days before the last one, to write to it without a lawyer."""
    courts = {*stances.ALONE, *filing.COURTS, "commission_visas", "ministre"}
    without = {
        one.id
        for one in shipped.procedures.values()
        if one.may_say(ANSWER)
        and any("tribunal administratif" in step.text["fr"] and step.closes for step in one.steps)
        and not any(step.place in courts for step in one.steps)
    }
    assert without <= set(LATER)


@pytest.mark.parametrize(("left", "alone"), [(2, True), (3, False)])
def test_two_days_before_the_end_of_a_silence_one_writes_oneself(shipped, left, alone):
    person = {"residence": "france", "beneficiary": "moi", "nationality": "BR", "age": 34}
    asked = {"goal": "retrait_suivi", "favorable_decision": False, "request_filed_on": "2026-06-02"}
    answers = {**person, **asked, "current_document": "recepisse", "ground": "famille_francais"}
    today = date(2026, 12, 2) - timedelta(days=left)
    reading = make_reading(answers, rules=shipped, today=today)
    (result,) = (one for one in evaluate_situation(reading.situation).procedures if one.recommended)
    timing = timing_of(last_days.dated_step_of(result), today)
    assert result.procedure.id == "silence_prefecture"
    assert bool(stances.court_alone(reading, result, timing)) is alone
