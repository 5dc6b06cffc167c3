"""A catalogue whose texts are unlike its keys, and the words for it."""

from procedures.engine.proofs.words import ReportWording
from tests.procedures.engine.builders import make_procedure, make_question, make_rules


def choice(value, text):
    return {"value": value, "text": text}


RULES = make_rules(
    make_question("statut", "choice", choice("etu", "Étudiant"), choice("sal", "Salarié")),
    make_question("liens", "choices", choice("conj", "Conjoint"), choice("enf", "Enfant")),
    make_question("marie"),
    make_question("age", "integer"),
    make_question("fin", "date"),
    make_question("ville", "commune"),
    groups=[
        {"key": "actifs", "fact": "statut", "values": ["sal"], "title": "Les actifs"},
        {"key": "sans_titre", "fact": "statut", "values": ["etu"]},
    ],
    derived_facts=[
        {"key": "regime", "kind": "choice", "values": ["general"], "rules": [{"value": "general"}]}
    ],
    documents=[{"id": "bail", "title": "Bail"}, {"id": "photo", "title": "Photo"}],
    orientations=[{"id": "fin", "rank": 1, "title": "Rien trouvé", "text": "Rien."}],
    procedures=[
        {**make_procedure("carte", when={"marie": True}), "title": "Carte de séjour"},
        {**make_procedure("visa", rank=20, when={"age": {"lt": 3}}), "title": "Visa"},
    ],
)
WORDS = ReportWording(RULES)
