"""A small catalogue without a fault: the analysis finds nothing in it. Tests plant one fault."""

from procedures.engine.schema.serialization import rule_set_from_plain
from tests.procedures.engine.builders import TODAY, make_procedure, make_question

__all__ = ["TODAY", "sound", "sound_rules"]


def sound():
    """Return the catalogue as plain data, new at each call."""
    return {
        "questions": [
            make_question("commune", "commune"),
            make_question("statut", "choice", "etudiant", "salarie", "visiteur"),
            make_question("fin", "date", when={"statut": ["etudiant", "salarie"]}),
            make_question("cdi", when={"statut": "salarie"}),
            make_question("age", "integer"),
        ],
        "groups": [{"key": "installes", "fact": "statut", "values": ["etudiant", "salarie"]}],
        "derived_facts": [
            {
                "key": "public",
                "kind": "choice",
                "values": ["jeune", "adulte"],
                "rules": [
                    {"value": "jeune", "when": {"age": {"lt": 18}}},
                    {"value": "adulte", "when": {}},
                ],
            }
        ],
        "fees": [{"id": "taxe", "label": "Taxe", "amounts": [{"from": "2026-05-01", "amount": 9}]}],
        "documents": [
            {"id": one, "title": one} for one in ("passeport", "contrat", "bail", "photo")
        ],
        "procedures": [
            make_procedure(
                "etudes",
                rank=10,
                when={"statut": "etudiant"},
                exclusive_with=["travail"],
                steps=[_step(), {"id": "payer", "text": "Payez.", "when": {"public": "adulte"}}],
                documents=[{"document": "passeport"}],
                costs=[{"fee": "taxe", "when": {"public": "adulte"}}],
            ),
            make_procedure(
                "travail",
                rank=20,
                when={"statut": "salarie"},
                steps=[_step()],
                documents=[
                    {"document": "passeport"},
                    {"document": "contrat", "when": {"cdi": True}},
                ],
                warnings=[{"text": "Gardez une copie.", "when": {"cdi": False}}],
            ),
        ],
        "orientations": [
            {
                "id": "rien",
                "rank": 1,
                "title": "Rien",
                "text": "Rien.",
                "when": {"not": {"statut": {"in_group": "installes"}}},
            }
        ],
        "departments": {
            "national": {"code": "national", "channels": [{"kind": "anef"}]},
            "82": {
                "code": "82",
                "channels": [{"kind": "counter", "for": {"procedures": ["travail"]}}],
                "overrides": [
                    {
                        "procedure": "etudes",
                        "add_documents": ["bail"],
                        "drop_documents": ["passeport"],
                    }
                ],
            },
        },
    }


def _step():
    return {"id": "deposer", "text": "Déposez.", "window": {"to": {"fact": "fin", "days": -60}}}


def sound_rules(**sections):
    """Return the rule set, some of its sections replaced."""
    return rule_set_from_plain({**sound(), **sections})
