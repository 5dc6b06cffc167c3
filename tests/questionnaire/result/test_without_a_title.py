"""Whoever has no title reads the risk before any step: on the card, or right under it."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from procedures.engine.answers import read_answers
from procedures.engine.evaluation import evaluate_situation
from procedures.engine.situation import Situation
from tests.shipped import shipped_plain

from .catalogue import make_reading, make_result

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
    """Return what somebody gets, and what the page shows of it."""
    situation = make_reading(given, rules=shipped, today=TODAY).situation
    return evaluate_situation(situation), make_result(given, rules=shipped, today=TODAY)


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


# {a person without a title whose procedure is written to be filed: the step that files it}
TO_FILE = {
    "mere_enfant_malade_acte_de_l_enfant": "deposer",
    "jeune_malien_cahors_confie_a_l_ase_a_15_ans": "deposer",
}


def places_of(result):
    (where,) = (one for one in result.sheets[0].verdict.facts if one.icon == "place")
    return str(where.value), str(where.note)


@pytest.mark.parametrize("case", TO_FILE)
def test_the_card_of_a_request_sends_first_to_whoever_reads_it(shipped, case):
    """A card that said « Déposez », above a text that says not to go alone, was contrary to it."""
    _, result = answer(shipped, answers_of(case))
    (sheet,) = result.sheets
    assert sheet.verdict.stance == "faire_relire"
    assert LEAVE in said(sheet.verdict)
    first, then = places_of(result)
    assert first == "Une association ou un avocat"
    assert then.startswith("puis")
    # Nothing on the card opens the site where it is filed.
    assert not sheet.verdict.action_url.startswith("http")
    titles = [str(one.title) for one in sheet.steps]
    assert [one.startswith("Faites relire") for one in titles].count(True) == 1
    # It is not said a second time under the card, and stays among what else to know.
    assert RISK not in [one.id for one in result.beside]
    assert RISK in [one.id for one in result.advice]


def test_an_end_that_is_not_known_is_no_title_that_is_over(shipped):
    _, result = answer(shipped, answers_of("titre_expire_date_inconnue"))
    assert result.sheets[0].verdict.stance == "deposer"
    assert RISK in [one.id for one in result.beside]


def test_who_asks_for_a_protection_is_not_held_back_from_the_counter(shipped):
    _, result = answer(shipped, answers_of("canal_ukraine_30"))
    assert result.sheets[0].verdict.stance == "deposer"
    assert RISK in [one.id for one in result.beside]


def test_who_is_late_reads_the_risk_on_the_card_and_calls_somebody_who_knows_the_law(shipped):
    given = answers_of("protection_temporaire_visa_expire_sans_contrat")
    _, result = answer(shipped, {**given, "department": "34"} if "department" in given else given)
    assert result.sheets[0].verdict.stance == "en_retard"
    assert LEAVE in said(result.sheets[0].verdict)


@pytest.mark.parametrize(
    "case",
    [
        "ordonnance_de_protection_peruvienne_pamiers",
        "violences_carte_finie_preuves_d_abord",
        "violences_certificat_algerien_fini",
    ],
)
def test_who_suffered_violence_reads_what_the_police_may_do_before_any_place(shipped, case):
    _evaluation, result = answer(shipped, answers_of(case))
    with translation.override("fr"):
        page = render_to_string("questionnaire/result/first.html", {"result": result})
    police = page.index("La police et vos papiers")
    # The numbers for a danger of this moment, then the police, then the card with its place.
    assert page.index("tel:17") < police < page.index("<dl")


@pytest.mark.parametrize(
    "case", ["mayotte_renouvellement_ne_sait_pas", "mayotte_ne_sait_pas_fin_inconnue"]
)
def test_who_may_hold_a_title_of_mayotte_looks_for_its_prefecture_before_any_card(shipped, case):
    _evaluation, result = answer(shipped, answers_of(case))
    with translation.override("fr"):
        page = render_to_string("questionnaire/result/first.html", {"result": result})
    told = page.index("Regardez d’abord quelle préfecture a donné votre titre")
    risk = page.index("pas de dépôt seul")
    assert told < risk < page.index("<dl")
    assert "Aller sur le site" not in page[:risk]


@pytest.mark.parametrize(
    ("case", "alone"),
    [
        ("passeport_perdu_sans_titre_association_d_abord", False),
        ("passeport_vole_titre_fini_plainte_ecrite", False),
        ("passeport_perdu_fin_du_titre_inconnue", False),
        ("passeport_vole_titre_valable_police", True),
        ("passeport_vole_d_une_touriste", True),
    ],
)
def test_only_who_has_a_title_that_is_valid_is_sent_to_the_police(shipped, case, alone):
    evaluation, _result = answer(shipped, answers_of(case))
    (procedure,) = (one for one in evaluation.procedures if one.recommended)
    places = [one.step.place for one in procedure.steps if one.step.place]
    assert ("police" in places) == alone
    assert (places[0] == "aide") != alone


@pytest.mark.parametrize(
    ("case", "stance"),
    [
        ("enfant_de_refugie_dix_neuf_ans_demain", "deposer"),
        ("enfant_de_refugie_dix_neuf_ans_aujourdhui", "faire_relire"),
        ("femme_de_refugie_adulte_sans_dernier_jour", "faire_relire"),
        ("partenaire_de_protege_subsidiaire_sans_reunification", "faire_relire"),
        ("mari_d_apatride_sans_reunification", "faire_relire"),
    ],
)
def test_the_family_of_somebody_protected_files_while_its_right_is_open(shipped, case, stance):
    (one,) = (one for one in shipped_plain()["cases"] if one["id"] == case)
    day = date.fromisoformat(str(one["today"]))
    situation = make_reading(one["answers"], rules=shipped, today=day).situation
    (procedure,) = (one for one in evaluate_situation(situation).procedures if one.recommended)
    assert procedure.stance.stance.stance == stance
    told = [*procedure.warnings, *(one.step.text for one in procedure.steps if one.certain)]
    assert any(LEAVE in one["fr"] for one in told)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"expiry_date": None}, False),
        ({"expiry_date": "2026-10-20"}, True),
        ({"expiry_date": None, "current_document": "carte_sejour", "permit_motive": None}, True),
    ],
)
def test_the_family_of_a_european_whose_end_is_unknown_is_not_told_to_have_no_title(
    shipped, changes, told
):
    given = answers_of("epoux_colombien_d_une_neerlandaise_renouvellement") | changes
    _evaluation, result = answer(shipped, given)
    assert "ne dépend pas de la carte" in said(result.sheets[0].verdict)
    advice = [one.id for one in result.advice]
    assert [RISK in advice, "famille_europeenne_fin_inconnue" in advice] == [told, not told]
