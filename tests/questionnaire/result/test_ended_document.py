"""Every answer looks first at the end of the document that somebody holds."""

import re
from datetime import date, timedelta

import pytest

from procedures.engine.answers import read_answers
from procedures.engine.evaluation import evaluate_situation
from procedures.engine.relevance import asked_questions
from procedures.engine.situation import Situation

from .catalogue import make_result
from .test_without_a_title import TODAY, answers_of

EUROPEANS = "ue_eee_suisse"
# What says that there is time, or nothing to do.
CALM = ("facultatif", "attendre")
# The title of this person is ready, or is waited for: the answer is about the request itself.
ABOUT_THE_REQUEST = ("retrait_suivi",)


def first_of(shipped, answers):
    """Return the stance that stands first on the page of somebody, and its title."""
    result = make_result(answers, rules=shipped, today=TODAY)
    first = result.cards[0].verdict if result.cards else result.verdict
    first = first or result.sheets[0].verdict
    return first.stance, str(first.title)


def ended(shipped, given, days=82):
    return {**read_answers(shipped, given), "expiry_date": TODAY - timedelta(days=days)}


VALIDATED = {
    "residence": "france",
    "commune": "30189",
    "beneficiary": "moi",
    "nationality": "BR",
    "age": 22,
    "goal": "valider_visa",
    "current_document": "vls_ts",
    "permit_motive": "etudiant",
    "visa_validated": True,
}


def test_a_validated_visa_that_has_ended_is_never_nothing_to_do(shipped):
    stance, title = first_of(shipped, ended(shipped, VALIDATED))
    assert (stance, "est fini" in title) == ("en_retard", True)
    # Up to its last day, and without its day, it is as it was.
    for answers in (
        ended(shipped, VALIDATED, days=0),
        {**read_answers(shipped, VALIDATED), "expiry_date": None},
    ):
        stance, title = first_of(shipped, answers)
        assert (stance, "rien à faire" in title) == ("facultatif", True)


def test_nobody_with_an_ended_document_reads_first_that_there_is_time(shipped, shipped_cases):
    calm, met = [], 0
    europeans = shipped.groups[EUROPEANS].values
    for case in shipped_cases:
        given = case["answers"]
        if not given.get("expiry_date") or given.get("residence") != "france":
            continue
        if given.get("nationality") in europeans or given.get("goal") in ABOUT_THE_REQUEST:
            continue
        met += 1
        stance, title = first_of(shipped, ended(shipped, given))
        if stance in CALM:
            calm.append((case["id"], stance, title))
    assert calm == []
    assert met > 200


@pytest.mark.parametrize(
    ("nationality", "document"),
    [("SN", "carte_pluriannuelle"), ("DZ", "certificat_algerien_10_ans")],
)
def test_a_family_is_not_asked_for_with_an_ended_document(shipped, nationality, document):
    """The end of the document is asked too: the page shows only what is asked of the person."""
    given = {
        **VALIDATED,
        "goal": "regroupement_familial",
        "ground": "travail_salarie",
        "nationality": nationality,
        "age": 38,
        "current_document": document,
        "permit_motive": "salarie",
        "years_regular_stay": 5,
        "contract": "cdi",
        "housing": "locataire",
        "birth_country": nationality,
        "marital_status": "marie",
        "minor_children": False,
    }
    for days, expected in ((1, "faire_relire"), (0, "deposer")):
        answers = ended(shipped, given, days)
        asked = {key: answers[key] for key in asked_questions(shipped, answers, TODAY)}
        situation = Situation(shipped, asked, TODAY)
        found = next(one for one in evaluate_situation(situation).procedures if one.recommended)
        assert found.stance.stance.stance == expected
        first = first_of(shipped, asked)
        assert first[0] == ("en_retard" if days else "deposer")


MOVED = {
    **VALIDATED,
    "goal": "modification",
    "nationality": "SN",
    "current_document": "carte_resident",
    "permit_motive": "autre",
    "protection_status": "aucune",
    "modification_kind": "adresse",
    "moved_on": "2026-11-01",
    "housing": "locataire",
}


REFUSED = {
    **MOVED,
    "goal": "refus",
    "decision_kind": "sans_reponse",
    "decision_detail": "refus_guichet",
    "counter_refused_on": None,
}


def test_the_end_of_the_document_is_asked_whatever_the_answer_is_about(shipped, shipped_cases):
    """An orientation may say that it is over: no procedure has to read it for it to be asked."""
    missed, met = [], set()
    unknown = {key: None for key, one in shipped.questions.items() if one.allow_unknown}
    for case in shipped_cases:
        given = {**unknown, **read_answers(shipped, case["answers"])}
        asked = asked_questions(shipped, given, TODAY)
        situation = Situation(shipped, {key: given[key] for key in asked}, TODAY)
        if situation.state("fin_du_document_a_part") is True:
            met.add(given["goal"])
            if "expiry_date" not in asked:
                missed.append(case["id"])
    assert missed == []
    assert {"modification", "naturalisation", "titre_voyage", "carte_resident"} < met


@pytest.mark.parametrize("given", [MOVED, REFUSED], ids=["moved", "refused"])
@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-1, "document_fini"),
        (0, "document_finit_tres_bientot"),
        (59, "document_finit_tres_bientot"),
        # Online, one is late after the 60th day before the end: it is the prudent last day.
        (60, "document_finit_bientot"),
        (200, None),
        (None, None),
    ],
)
def test_a_document_that_ends_soon_is_told_with_its_last_day(shipped, given, days, said):
    end = None if days is None else TODAY + timedelta(days=days)
    answers = {**read_answers(shipped, given), "expiry_date": end}
    asked = asked_questions(shipped, answers, TODAY)
    assert "expiry_date" in asked
    situation = Situation(shipped, {key: answers[key] for key in asked}, TODAY)
    found = {one.orientation.id for one in evaluate_situation(situation).orientations}
    told = {"document_fini", "document_finit_tres_bientot", "document_finit_bientot"}
    assert found & told == ({said} if said else set())


@pytest.mark.parametrize("document", ["recepisse", "aps"])
@pytest.mark.parametrize(
    ("days", "said"),
    [
        (13, "document_finit_tres_bientot"),
        (14, "recepisse_finit_bientot"),
        (62, "recepisse_finit_bientot"),
    ],
)
def test_no_sixty_days_are_counted_from_the_end_of_a_receipt(shipped, document, days, said):
    end = str(TODAY + timedelta(days=days))
    given = {**MOVED, "current_document": document, "expiry_date": end}
    situation = Situation(shipped, read_answers(shipped, given), TODAY)
    found = {one.orientation.id for one in evaluate_situation(situation).orientations}
    soon = {"document_finit_tres_bientot", "document_finit_bientot", "recepisse_finit_bientot"}
    assert found & soon == {said}


OTHER_CARDS = (
    "carte_resident_regroupement",
    "carte_resident_autres_fondements",
    "resident_longue_duree_ue",
    "talent_salarie_qualifie",
    "salarie_premiere",
    "saisonnier",
    "parent_enfant_francais",
    "carte_resident_conjoint_francais",
    "rece",
)


@pytest.mark.parametrize("document", ["carte_sejour", "recepisse"])
def test_another_card_is_asked_for_on_a_receipt_without_a_sixtieth_day(
    shipped, shipped_cases, document
):
    end, dated, met = TODAY + timedelta(days=90), set(), set()
    for case in shipped_cases:
        given = read_answers(shipped, case["answers"])
        if given.get("goal") in ("carte_resident", "changement_motif"):
            answers = {**given, "current_document": document, "expiry_date": end}
            for one in evaluate_situation(Situation(shipped, answers, TODAY)).procedures:
                if one.procedure.id in OTHER_CARDS:
                    met.add(one.procedure.id)
                    closing = {step.closes for step in one.steps}
                    dated |= {one.procedure.id} if end - timedelta(days=60) in closing else set()
    assert met == set(OTHER_CARDS)
    assert dated == (met if document == "carte_sejour" else set())


def test_a_receipt_that_ended_while_one_waits_is_told(shipped):
    waits = {**MOVED, "goal": "retrait_suivi", "current_document": "recepisse"}
    for days, told in ((1, True), (0, False)):
        answers = ended(shipped, {**waits, "favorable_decision": False}, days)
        situation = Situation(shipped, answers, TODAY)
        found = {one.orientation.id for one in evaluate_situation(situation).orientations}
        assert ("document_fini_en_attente" in found) == told


@pytest.mark.parametrize(
    ("document", "days", "said"),
    [
        ("carte_resident", 1, "carte_longue_finie_en_attente"),
        ("carte_resident", 92, "titre_fini_en_attente"),
        ("carte_sejour", 1, "titre_fini_en_attente"),
        ("carte_sejour", -30, "titre_finit_en_attente"),
        ("carte_sejour", -31, None),
        ("recepisse", 1, None),
    ],
)
def test_whoever_waits_reads_first_that_their_card_ends(shipped, document, days, said):
    end = TODAY - timedelta(days=days)
    given = {"goal": "retrait_suivi", "current_document": document, "expiry_date": str(end)}
    result = make_result({**RECEIPT, **given}, rules=shipped, today=TODAY)
    first = [one for one in result.urgent if one.tasks]
    assert [one.id for one in first] == ([said] if said else [])


RECEIPT = {
    **VALIDATED,
    "current_document": "recepisse",
    "permit_motive": "salarie",
    "ground": "travail_salarie",
    "request_filed_on": "2026-09-01",
    "favorable_decision": False,
    "access_problem": "rendez_vous",
    "loss_kind": "perte",
}
PAPER = "renouvellement_recepisse_aps"
GOALS = ("recepisse", "renouvellement", "duplicata", "ne_sais_pas", "probleme_acces")


@pytest.mark.parametrize("goal", [*GOALS, "retrait_suivi"])
def test_whoever_waits_with_an_ended_receipt_is_not_late_and_has_nothing_to_file(shipped, goal):
    given = {"goal": goal, "expiry_date": "2026-11-20"}
    result = make_result({**RECEIPT, **given}, rules=shipped, today=TODAY)
    for one in (sheet.verdict for sheet in result.sheets):
        said = " ".join(map(str, (one.label, one.title, *one.leads)))
        assert not re.search("retard|pas demandé|déposez|Déposez", said), said
        assert not (one.leaf and one.leaf.past)
    # What is to be done today about the paper itself stands before the waiting.
    about_the_paper = [sheet for sheet in result.sheets if sheet.id == PAPER]
    assert result.sheets[0].verdict.stance == ("appeler" if about_the_paper else "suivre")
    assert bool(about_the_paper) == (goal != "probleme_acces")


@pytest.mark.parametrize("goal", ["recepisse", "duplicata"])
def test_the_card_of_an_ended_or_lost_receipt_comes_before_the_silence(shipped, goal):
    for end in ("2026-11-20", "2027-05-01", None):
        given = {"goal": goal, "expiry_date": end, "request_filed_on": "2026-06-30"}
        sheets = make_result({**RECEIPT, **given}, rules=shipped, today=TODAY).sheets
        assert {PAPER, "silence_prefecture"} == {one.id for one in sheets}
        concerned = goal == "duplicata" or end == "2026-11-20"
        assert (sheets[0].id == PAPER) == concerned, end


@pytest.mark.parametrize("end", ["2026-11-20", "2027-05-01", None])
@pytest.mark.parametrize(("left", "first"), [(0, True), (7, True), (8, False)])
def test_the_silence_comes_first_when_the_days_of_the_court_end(shipped, end, left, first):
    # The silence is a refusal after 4 months, and the court is open for 2 more.
    given = {"goal": "duplicata", "expiry_date": end, "request_filed_on": "2026-06-10"}
    today = date(2026, 12, 10) - timedelta(days=left)
    sheets = make_result({**RECEIPT, **given}, rules=shipped, today=today).sheets
    assert {PAPER, "silence_prefecture"} == {one.id for one in sheets}
    assert (sheets[0].id == "silence_prefecture") == first


@pytest.mark.parametrize(("days", "leaf"), [(-45, True), (30, False)])
def test_a_victim_never_reads_that_their_last_day_was(shipped, shipped_cases, days, leaf):
    case = next(one for one in shipped_cases if one["id"] == "victime_de_traite_renouvellement")
    result = make_result(ended(shipped, case["answers"], days), rules=shipped, today=TODAY)
    found = [one.verdict.leaf for one in result.sheets if one.verdict.stance == "se_proteger"]
    assert [bool(one) for one in found] == [leaf]
    assert not any(one and one.past for one in found)


LATE = ("victime_de_traite_apres_le_60e_jour", "salarie_sans_employeur")


@pytest.mark.parametrize("case", LATE)
def test_how_late_one_is_is_counted_from_the_end_of_the_document_once_it_has_ended(shipped, case):
    def said(days):
        answers = ended(shipped, answers_of(case), days)
        sheet = make_result(answers, rules=shipped, today=TODAY).sheets[0]
        return " ".join(map(str, [*sheet.verdict.leads, *(one.when for one in sheet.steps)]))

    assert "Votre document est fini depuis 11 jours." in said(11)
    assert "En retard de 2 mois" not in said(11)
    # After the 60th day before it, and before the end itself.
    assert "En retard de 30 jours" in said(-30)
    assert "est fini" not in said(-30)
