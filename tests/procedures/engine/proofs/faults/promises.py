"""A promise that is not kept. test_invariants.py plants the others."""

from tests.procedures.engine.proofs.faults.planting import fault, only


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
