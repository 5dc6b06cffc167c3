"""The last day of an answer to a letter: in the band, by the hour, across summer time."""

from datetime import date, timedelta
from itertools import product

import pytest

from procedures.engine.answers import read_answers
from procedures.engine.relevance import asked_questions

from .catalogue import RENEWAL, make_renewal, make_result, make_sheet
from .test_cards import CLOSES, ENDS, card, fact, said
from .test_without_a_title import TODAY, answer


def test_an_answer_to_a_letter_has_its_last_day_on_top():
    steps = [{"id": "write", "text": "Écrivez.", "place": "tribunal"}]
    stances = [
        {"stance": "repondre", "last_day": {"fact": "expiry", "days": -1}, "lead": "Écrivez."},
        {"stance": "en_retard", "lead": "Voyez quand même un avocat."},
    ]
    found = card(ENDS - timedelta(days=9), stances=stances, steps=steps)
    assert found.leaf.in_full.endswith(said(ENDS - timedelta(days=1)))
    assert (found.label, found.leaf.what) == ("Répondez vite", "Dernier jour pour répondre")
    assert (found.tone, found.leaf.tone) == ("warning", "warning")
    week = card(ENDS - timedelta(days=8), stances=stances, steps=steps)
    assert (week.tone, week.leaf.tone) == ("danger", "danger")
    last = card(ENDS - timedelta(days=1), stances=stances, steps=steps)
    assert last.label == "Répondez aujourd’hui"
    assert (fact(last, "Quand"), last.leaf.left) == (None, "C’est aujourd’hui")
    late = card(ENDS, stances=stances, steps=steps)
    assert late.leads == ["Voyez quand même un avocat."]


def test_a_last_day_counted_in_hours_says_at_which_hour_it_ends():
    end = {"fact": "expiry", "hours": 48}
    steps = [{"id": "write", "text": "Écrivez.", "window": {"to": end}}]
    ends = said(ENDS + timedelta(days=2))
    for last_day in ({"last_day": end}, {}):
        stances = [
            {"stance": "repondre", "moment": "pendant", **last_day},
            {"stance": "en_retard", "moment": "apres"},
            {"stance": "appeler"},
        ]
        found = card(ENDS, stances=stances, steps=steps)
        assert found.leaf.in_full.endswith(ends)
        assert found.leaf.left == "Encore 2 jours, jusqu’à l’heure écrite sur la lettre"
        last = card(ENDS + timedelta(days=2), stances=stances, steps=steps).leaf
        assert last.left == "C’est aujourd’hui, à l’heure écrite sur la lettre"
        past = card(ENDS + timedelta(days=3), stances=stances, steps=steps)
        assert (past.label, past.leaf.tone) == ("En retard", "danger")


def test_hours_across_the_end_of_summer_time_end_an_hour_before_that_of_the_letter():
    end = {"fact": "expiry", "hours": 48}
    steps = [{"id": "write", "text": "Écrivez.", "window": {"to": end}}]
    received = date(2026, 10, 24)  # The clocks go back the next night.
    for last_day in ({"last_day": end}, {}):
        stances = [
            {"stance": "repondre", "moment": "pendant", **last_day},
            {"stance": "en_retard", "moment": "apres"},
            {"stance": "appeler"},
        ]
        answers = {**RENEWAL, "expiry": received.isoformat()}
        found = card(received, stances, answers, steps=steps)
        day = said(received + timedelta(days=2))
        words = "jusqu’à une heure avant celle de la lettre (heure d’hiver)"
        assert found.leaf.in_full.endswith(day)
        assert found.leaf.left == f"Encore 2 jours, {words}"
        last = card(received + timedelta(days=2), stances, answers, steps=steps)
        words = "C’est aujourd’hui, une heure avant celle de la lettre (heure d’hiver)"
        assert last.leaf.left == words


def test_the_end_of_a_rule_is_a_last_day_of_the_card_and_of_the_calendar():
    stances = [{"stance": "en_retard", "moment": "apres"}, {"stance": "deposer"}]
    rules = make_renewal(stances=stances, until="2027-03-01")
    today = date(2027, 1, 29)
    found = make_sheet(rules=rules, today=today).verdict
    assert (found.leaf.what, found.leaf.iso) == ("Dernier jour de cette règle", "2027-03-01")
    assert fact(found, "Puis").value == f"Au plus tard le {said(CLOSES)}"


IN_CARE = {
    "residence": "france",
    "commune": "30189",
    "beneficiary": "moi",
    "nationality": "ML",
    "age": 18,
    "goal": "premiere_demande",
    "current_document": "aucun",
    "ground": "jeunesse_en_france",
    "youth_situation": "ase_16_18_ans",
    "long_stay_visa": False,
}


def card_of(shipped, given):
    return answer(shipped, given)[1].sheets[0].verdict


@pytest.mark.parametrize(
    ("eighteen", "stance", "day"),
    [
        ("2026-09-27", "faire_relire", "2026-11-26"),
        ("2026-09-26", "en_retard", "2027-09-25"),
    ],
)
def test_after_the_two_months_that_follow_eighteen_the_day_is_the_eve_of_nineteen(
    shipped, eighteen, stance, day
):
    found = card_of(shipped, {**IN_CARE, "turned_18_on": eighteen})
    assert (found.stance, found.leaf.iso, found.leaf.past) == (stance, day, False)
    # A day that is months away is no time to lose.
    assert stance != "en_retard" or found.label == "Aujourd’hui, sans attendre"


BORN_ELSEWHERE = {"nationality": "AF", "turned_18_on": "2025-11-27"}


@pytest.mark.parametrize(
    "given",
    [
        {"youth_situation": "ase_16_18_ans"},
        {"youth_situation": "ase_avant_16_ans"},
        {"youth_situation": "entre_avant_13_ans"},
        {"ground": "famille_etranger", "foreign_family_link": "famille_refugie"},
        {"ground": "famille_etranger", "foreign_family_link": "famille_talent"},
        {"ground": "famille_etranger", "foreign_family_link": "famille_ict"},
        {"ground": "protection_internationale", "protection_status": "refugie"},
    ],
)
def test_whoever_turns_nineteen_tomorrow_reads_that_it_is_today(shipped, given):
    found = card_of(shipped, {**IN_CARE, **BORN_ELSEWHERE, **given})
    assert (found.leaf.iso, found.tone, found.leaf.tone) == ("2026-11-26", "danger", "danger")
    assert found.label in ("Aujourd’hui, sans attendre", "Déposez maintenant")
    before = card_of(shipped, {**IN_CARE, **BORN_ELSEWHERE, **given, "turned_18_on": "2026-11-20"})
    assert before.tone != "danger"


def test_on_the_last_day_nobody_waits_for_who_reads_the_file(shipped):
    """The two months that have passed are not told as something to do, on that day or before."""
    confided = {**IN_CARE, **BORN_ELSEWHERE, "youth_situation": "ase_16_18_ans"}
    for eighteen, last in (("2025-11-27", True), ("2025-11-28", False), ("2026-09-01", False)):
        result = answer(shipped, {**confided, "turned_18_on": eighteen})[1].sheets[0]
        leads = " ".join(map(str, result.verdict.leads))
        assert ("Dossier relu ou non, déposez aujourd’hui." in leads) is last
        assert ("Faites relire" in leads) is not last
        told = [str(one) for one in (*result.steps, *result.warnings)]
        assert not [one for one in told if "avant 18 ans et 2 mois" in one]


def test_each_day_before_the_court_says_for_whom_it_holds(shipped, shipped_cases):
    """A request that nobody can name is refused by silence after 60 days, 90 days or 4 months."""
    (given,) = (one["answers"] for one in shipped_cases if one["id"] == "silence_motif_inconnu")
    found = card_of(shipped, {**given, "request_filed_on": "2026-08-12"})
    days = [str(found.leaf.what), *(str(one.note) for one in found.facts if one.leaf)]
    assert [one.split(",")[0] for one in days] == [
        "Pour un chercheur « talent »",
        "Pour les études",
        "Pour la plupart des titres",
    ]
    known = card_of(shipped, {**given, "request_filed_on": "2026-07-12", "ground": "etudes"})
    assert known.leaf.what == "Dernier jour pour le tribunal"


def test_who_is_born_in_france_reads_on_the_card_what_comes_at_eighteen(shipped):
    given = {**IN_CARE, "age": 17, "goal": "naturalisation", "citizenship_ground": "ne_en_france"}
    found = card_of(shipped, {**given, "turned_18_on": "2026-12-02"})
    assert any("sans rien demander" in str(one) for one in found.leads)


LOST = {
    **IN_CARE,
    "nationality": "CI",
    "age": 30,
    "goal": "duplicata",
    "current_document": "carte_pluriannuelle",
    "permit_motive": "salarie",
    "contract": "cdi",
}


@pytest.mark.parametrize(
    ("end", "first"),
    [("2026-11-25", False), ("2026-11-26", True), ("2027-02-20", True), ("2028-11-26", False)],
)
def test_a_lost_card_that_is_renewed_is_declared_first(shipped, end, first):
    advice = {"perte": "perte_avant_le_renouvellement", "vol": "vol_avant_le_renouvellement"}
    for loss in ("perte", "vol", "deterioration"):
        evaluation, _result = answer(shipped, {**LOST, "loss_kind": loss, "expiry_date": end})
        found = {one.orientation.id for one in evaluation.orientations}
        told = advice[loss] if first and loss in advice else None
        assert found & {*advice.values()} == {told} - {None}


def test_whoever_has_lost_a_card_is_asked_how_and_never_for_the_card(shipped):
    for loss, end in product(("perte", "vol", "deterioration"), ("2026-11-25", "2026-12-26")):
        given = {**LOST, "loss_kind": loss, "expiry_date": end}
        assert "loss_kind" in asked_questions(shipped, read_answers(shipped, given), TODAY)
        evaluation, _result = answer(shipped, given)
        asked = {one for line in evaluation.procedures[0].documents for one in line.entry.documents}
        shown = asked & {"titre_sejour_actuel", "preuve_perte_ou_vol"}
        lost = loss != "deterioration"
        assert shown == {"preuve_perte_ou_vol" if lost else "titre_sejour_actuel"}


@pytest.mark.parametrize(
    ("issued", "said"),
    [(None, "titre_de_mayotte_inconnu"), (True, "titre_de_mayotte_demande"), (False, None)],
)
def test_who_does_not_know_whether_a_card_is_of_mayotte_reads_one_thing(shipped, issued, said):
    given = {**LOST, "nationality": "KM", "goal": "renouvellement", "expiry_date": "2026-12-10"}
    evaluation, _result = answer(shipped, {**given, "issued_in_mayotte": issued})
    found = {one.orientation.id for one in evaluation.orientations}
    told = {one for one in found if one.startswith("titre_de_mayotte")}
    assert told == ({said} if said else set())


def test_the_day_of_legal_aid_is_not_called_the_last_one_to_answer(shipped):
    given = {**IN_CARE, "nationality": "AF", "goal": "refus", "decision_kind": "refus_ofpra"}
    letter = {"decision_detail": "rejet", "current_document": "attestation_demande_asile"}
    for received, what in (("2026-11-20", "aide juridictionnelle"), ("2026-11-01", "répondre")):
        found = card_of(shipped, {**given, **letter, "decision_date": received})
        assert what in str(found.leaf.what)


def card_of_case(shipped, shipped_cases, name):
    """Return the first card of a case, on its day."""
    (case,) = (one for one in shipped_cases if one["id"] == name)
    answers = read_answers(shipped, case["answers"])
    result = make_result(answers, rules=shipped, today=date.fromisoformat(str(case["today"])))
    return result.verdict or result.sheets[0].verdict


def test_an_ended_card_that_keeps_rights_counts_no_days_to_file_and_says_each_day_once(
    shipped, shipped_cases
):
    """Three months are those of the rights, six those of the visa: whoever is late files today."""
    verdict = card_of_case(shipped, shipped_cases, "dz_10_ans_fini_hier")
    assert verdict.stance == "en_retard"
    assert "gardent vos droits" in str(verdict.leaf.what)
    assert verdict.leaf.left == ""
    (when,) = (one.value for one in verdict.facts if one.label == "Quand")
    (then,) = (one.value for one in verdict.facts if one.label == "Puis")
    assert when == "Aujourd’hui"
    assert then.startswith("Au plus tard le ")


def test_a_visa_validated_too_late_says_the_day_that_has_passed_and_what_to_do(
    shipped, shipped_cases
):
    verdict = card_of_case(shipped, shipped_cases, "visa_trois_mois_et_un_jour")
    said = " ".join(map(str, verdict.leads)).replace("\xa0", " ")
    assert "le dernier jour était le 23 novembre 2026" in said
    assert "Essayez quand même, aujourd" in said
    assert "0 806 001 620" in said
    verdict = card_of_case(shipped, shipped_cases, "etudiante_indienne_montpellier_valide_son_visa")
    assert verdict.stance == "deposer"
