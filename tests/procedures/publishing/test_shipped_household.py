"""The shipped catalogue: who gets an answer for themselves is told what exists for their family."""

from datetime import date
from itertools import combinations

import pytest

from procedures.engine.answers import read_answers
from procedures.engine.conditions.tree import AnyOf, FactTest, Not
from procedures.engine.evaluation import evaluate
from procedures.engine.proofs.diagrams import FALSE
from procedures.engine.proofs.findings import witness_of
from procedures.engine.proofs.meaning import Meaning
from procedures.engine.proofs.space import Space

from .test_shipped_catalogue import shipped

TODAY = date(2026, 11, 26)
_, RULES = shipped()
# Whose answer is already about their family, or about a visitor.
ELSEWHERE = ("regroupement_familial", "attestation_accueil", "voyage_mineur")
PERSON = {
    "residence": "france",
    "beneficiary": "moi",
    "nationality": "MA",
    "current_document": "carte_sejour",
    "permit_motive": "salarie",
    "expiry_date": "2027-01-15",
    "ground": "travail_salarie",
}


def is_one_of(fact, *values):
    return FactTest(fact, "in", values, frozenset(values))


def test_whoever_asks_for_themselves_reads_one_line_about_their_family():
    """Proved over all answers, « je ne sais pas » too: one line, and never two."""
    meaning = Meaning(Space([RULES], TODAY, limit=20_000_000), RULES)
    store = meaning.store

    def where(condition):
        return store.both(meaning.valid, store.certain(meaning.truth(condition)))

    lines = [one for one in RULES.orientations.values() if one.household]
    told = {one.id: where(one.when) for one in lines}
    left = store.both(
        where(is_one_of("demandeur_en_france", True)),
        where(Not(AnyOf((is_one_of("goal", *ELSEWHERE),)))),
    )
    answered = FALSE
    for procedure in RULES.procedures.values():
        answered = store.either(answered, meaning.recommended(procedure))
    left = store.both(left, answered)
    for line in told.values():
        left = store.without(left, line)
    assert left == FALSE, witness_of(meaning, left, whole=True)
    twice = [
        (one, other, witness_of(meaning, store.both(told[one], told[other]), whole=True))
        for one, other in combinations(told, 2)
        if store.both(told[one], told[other]) != FALSE
    ]
    assert twice == []


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"goal": "refus", "decision_kind": "oqtf"}, "famille_et_decision"),
        ({"goal": "refus", "decision_kind": "refus_nationalite"}, "famille_et_autre_refus"),
        (
            {"goal": "renouvellement", "current_document": "carte_accord_retrait"},
            "famille_accord_retrait",
        ),
        ({"goal": "modification"}, "famille_en_general"),
        ({"goal": "duplicata", "permit_motive": "refugie"}, "famille_de_refugie"),
        ({"goal": "premiere_demande", "current_document": "aucun"}, "famille_sans_titre"),
        ({"goal": "premiere_demande", "ground": "violences_traite"}, "famille_et_violences"),
        ({"goal": "naturalisation", "citizenship_ground": "decret"}, "famille_et_nationalite"),
    ],
)
def test_the_line_says_what_the_answer_means_for_the_family(changed, line):
    found = evaluate(RULES, read_answers(RULES, PERSON | changed), TODAY).orientations
    assert [one.orientation.id for one in found if one.certain and one.orientation.household] == [
        line
    ]


def test_a_child_is_told_of_no_spouse():
    answers = read_answers(RULES, {**PERSON, "beneficiary": "mon_enfant", "goal": "duplicata"})
    found = evaluate(RULES, answers, TODAY).orientations
    assert not [one for one in found if one.certain and one.orientation.household]
