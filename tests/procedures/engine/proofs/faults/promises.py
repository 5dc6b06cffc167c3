"""A promise that is not kept. test_invariants.py plants the others."""

from procedures.engine.stances import first_place
from tests.procedures.engine.proofs.faults.planting import (
    FAMILY,
    fault,
    like,
    only,
    procedure,
    question,
)

BOTH = [{"document": "passeport"}, {"document": "contrat"}]


def a_minor_is_asked_a_contract(rules, answers):
    asked = [one.entry.documents for one in only(rules, answers, "travail").documents]
    return answers["age"] < 18 and ("contrat",) in asked


@fault(
    "invariant",
    "documents.yaml : contrat",
    subject="mineurs",
    others=("Un mineur n'a pas de contrat", "documents", "contrat"),
    shows=a_minor_is_asked_a_contract,
)
def a_paper_that_no_minor_is_asked(plain):
    plain["invariants"] = [
        {
            "id": "mineurs",
            "title": "Un mineur n'a pas de contrat",
            "when": {"age": {"lt": 18}},
            "never": {"documents": ["contrat"]},
        }
    ]


def the_card_says_another_place(rules, answers):
    result = only(rules, answers, "travail")
    return first_place(result.steps) == "prefecture" and result.stance.stance.place == "aide"


@fault(
    "card_place",
    f"{FAMILY} : travail.stances.0",
    subject="travail",
    others=("aide", "prefecture"),
    shows=the_card_says_another_place,
)
def a_card_that_sends_elsewhere_than_its_first_step(plain):
    edited = procedure(plain, "travail")
    edited["stances"] = [{"stance": "faire_relire", "place": "aide"}]
    edited["steps"] = [
        {"id": "relire", "text": "Faites relire.", "place": "aide", "when": {"cdi": False}},
        {"id": "deposer", "text": "Déposez.", "place": "prefecture"},
    ]


def a_minor_is_told_of_no_adult(rules, answers):
    only(rules, answers, "travail")
    return answers["age"] < 18


@fault(
    "invariant",
    f"{FAMILY} : travail",
    subject="mineurs",
    others=("Un mineur vient avec un adulte", "told", "avec un adulte"),
    shows=a_minor_is_told_of_no_adult,
)
def a_sheet_that_does_not_tell(plain):
    plain["invariants"] = [
        {
            "id": "mineurs",
            "title": "Un mineur vient avec un adulte",
            "when": {"age": {"lt": 18}},
            "always": {"on": ["travail"], "told": ["avec un adulte"]},
        }
    ]


def the_low_rank_comes_before_the_end(rules, answers):
    assert "cdi" not in answers
    return only(rules, answers, "a_defaut").recommended and not only(rules, answers, "fixe").certain


@fault(
    "too_early",
    f"{FAMILY} : a_defaut",
    subject="a_defaut",
    others=("fixe",),
    shows=the_low_rank_comes_before_the_end,
)
def a_low_rank_for_all_beside_a_question_that_may_be_passed(plain):
    question(plain, "cdi")["late"] = True
    plain["procedures"] += [
        like(plain, "travail", "fixe", rank=14, when={"cdi": True}, documents=BOTH, warnings=[]),
        like(plain, "travail", "a_defaut", rank=15, when={"statut": "salarie"}, documents=BOTH),
    ]
    procedure(plain, "travail")["track"] = "autre"
