"""The card of an answer, and the answers beside it, do not say contrary things."""

from datetime import timedelta

from procedures.engine.answers import read_answers
from procedures.engine.evaluation import evaluate_situation
from procedures.engine.situation import Situation
from procedures.engine.stances import first_place

from .catalogue import make_result
from .test_ended_document import ended
from .test_without_a_title import TODAY

# {stance of a card: those that nothing certain beside it may take}. A late card that sends first to
# a helper has the file read itself.
EXCLUDED = {
    "en_retard": ("faire_relire",),
    "facultatif": ("faire_relire", "repondre", "en_retard"),
    "attendre": ("repondre",),
}


def contrary(shipped, answers):
    """Return (stance of the card, stance beside, its name) of what says the contrary."""
    evaluation = evaluate_situation(Situation(shipped, answers, TODAY))
    first = next((one for one in evaluation.procedures if one.recommended), None)
    if first is None or first.stance is None:
        return []
    stance = first.stance.stance.stance
    if stance == "en_retard" and first_place(first.steps) in ("aide", "avocat"):
        return []
    return [
        (stance, one.orientation.stance, one.orientation.id, first.procedure.id)
        for one in evaluation.orientations
        if one.certain
        and not one.orientation.household
        and first.procedure.family not in one.orientation.filed_first
        and one.orientation.stance in EXCLUDED.get(stance, ())
    ]


def test_what_stands_beside_a_card_says_nothing_contrary(shipped, shipped_cases):
    found = {}
    for case in shipped_cases:
        people = [read_answers(shipped, case["answers"])]
        if case["answers"].get("expiry_date"):
            people.append(ended(shipped, case["answers"]))
        for answers in people:
            for one in contrary(shipped, answers):
                found.setdefault(one, case["id"])
    assert found == {}


def test_an_asylum_seeker_who_is_late_with_another_request_has_it_read_before_filing(
    shipped, shipped_cases
):
    """After the delay of D. 431-7, « déposez quand même » would be refused a reading."""
    seen = 0
    for case in shipped_cases:
        answers = read_answers(shipped, case["answers"])
        for late in ({}, {"asylum_registered_on": TODAY - timedelta(days=130)}):
            evaluation = evaluate_situation(Situation(shipped, {**answers, **late}, TODAY))
            for one in evaluation.procedures:
                steps = [step for step in one.steps if step.step.id == "asile_delai"]
                if one.recommended and any(step.is_late(TODAY) for step in steps):
                    assert one.stance.stance.stance in ("faire_relire", "se_proteger"), case["id"]
                    seen += 1
    assert seen


VISAS = {"visa_long_sejour_d_abord", "algerien_visa_long"}
IN_EUROPE = "ict_mobile_depuis_l_espagne"
WITHOUT_A_TITLE = "dz_10_ans_parent_de_francais_sans_titre"


def test_what_needs_a_visa_is_read_before_it_is_filed(shipped, shipped_cases):
    """« Déposez » stood beside « il faut d'abord un visa »; in doubt the card stays as it is."""
    met = set()
    for case in shipped_cases:
        answers = read_answers(shipped, case["answers"])
        evaluation = evaluate_situation(Situation(shipped, answers, TODAY))
        told = {one.orientation.id for one in evaluation.orientations if one.certain}
        first = next((one for one in evaluation.procedures if one.recommended), None)
        if first and first.stance and told & VISAS:
            assert first.stance.stance.stance != "deposer", case["id"]
            met.add(case["id"])
        if case["id"] == IN_EUROPE:
            assert not told & VISAS
            assert first.stance.stance.stance == "deposer"
        if case["id"] == "talent_sans_visa_de_long_sejour":
            unknown = {**answers, "long_stay_visa": None}
            found = evaluate_situation(Situation(shipped, unknown, TODAY))
            assert found.procedures[0].stance.stance.stance == "deposer"
    assert len(met) > 5


def test_whoever_holds_no_title_waits_for_no_end_of_it(shipped, shipped_cases):
    (given,) = (one["answers"] for one in shipped_cases if one["id"] == WITHOUT_A_TITLE)
    found = evaluate_situation(Situation(shipped, read_answers(shipped, given), TODAY))
    assert found.procedures[0].stance.stance.stance == "faire_relire"


def test_nobody_with_a_receipt_is_told_to_file_again_before_their_request_is_followed(
    shipped, shipped_cases
):
    """« Redéposez et payez de nouveau » is never the advice (CESEDA R. 432-1, R. 432-2)."""
    again = ("premiere_demande", "changement_motif", "carte_resident")
    wrong, met = [], 0
    for case in shipped_cases:
        given = case["answers"]
        if given.get("current_document") != "recepisse" or given.get("goal") not in again:
            continue
        met += 1
        answers = read_answers(shipped, given)
        result = make_result(answers, rules=shipped, today=TODAY)
        title = str(result.sheets[0].verdict.title)
        if "Pas de réponse" not in title:
            wrong.append((case["id"], title))
        beside = evaluate_situation(Situation(shipped, answers, TODAY)).orientations
        if "demande_deja_deposee" not in [one.orientation.id for one in beside if one.certain]:
            wrong.append((case["id"], "the second payment is not warned of"))
    assert wrong == []
    assert met > 4
