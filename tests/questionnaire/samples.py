"""A small questionnaire with a question of each kind, and answers to it."""

from datetime import date

from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.publishing import communes

TODAY = date(2026, 11, 24)


def make_question(key, kind="yes_no", *values, section="vous", **more):
    question = {"key": key, "kind": kind, "section": section, "text": f"{key} ?", **more}
    if values:
        question["choices"] = [
            one if isinstance(one, dict) else {"value": one, "text": f"choix {one}"}
            for one in values
        ]
    return question


def make_procedure(name, rank, **more):
    return {"id": name, "family": "f", "track": name, "rank": rank, "title": name, **more}


STATELESS = {"value": "XXA", "text": "Sans nationalité", "help": "Aucun pays ne vous reconnaît."}
KOSOVO = {"value": "XK", "text": "Kosovo"}
CARD = {"value": "carte", "text": "Une carte", "when": {"age": {"gte": 18}}}

QUESTIONS = [
    make_question(
        "residence",
        "choice",
        "france",
        {"value": "etranger", "text": {"fr": "Dans un autre pays", "ar": "في بلد آخر"}},
        text={"fr": "Où vivez-vous ?", "ar": "أين تعيش؟", "en": "Where do you live?"},
        assisted="Où vit la personne ?",
        assisted_help="Demandez sa carte.",
        why="Pour trouver la préfecture.",
    ),
    make_question("nationality", "country", STATELESS, KOSOVO),
    make_question("commune", "commune", when={"residence": "france"}, help="La vôtre."),
    make_question("age", "integer"),
    make_question("goal", "choice", "renouvellement", "perte", section="demande"),
    make_question(
        "document",
        "choice",
        "aucun",
        CARD,
        section="titre",
        allow_unknown=True,
        unknown_help="Lisez le haut de la carte.",
        sensitive=True,
        when={"goal": "renouvellement"},
    ),
    make_question(
        "expiry", "date", section="titre", allow_unknown=True, when={"document": "carte"}
    ),
    make_question(
        "years", "integer", section="situation", allow_unknown=True, when={"goal": "renouvellement"}
    ),
    make_question("family", "choices", "conjoint", "enfant", section="situation"),
    make_question("passport", "yes_no", section="precisions"),
]

PROCEDURES = [
    make_procedure("a", 1, when={"residence": "etranger"}),
    make_procedure("b", 2, when={"commune": "34172", "nationality": "XXA", "age": {"gte": 18}}),
    make_procedure(
        "c",
        3,
        when={
            "nationality": {"known": True},
            "age": {"gte": 0},
            "goal": "renouvellement",
            "document": "carte",
        },
    ),
    make_procedure("e", 5, when={"any": [{"expiry": {"past": True}}, {"years": {"gte": 3}}]}),
    make_procedure("d", 4, when={"family": {"includes": "enfant"}, "passport": True}),
]


def make_rule_set(**more):
    plain = {"questions": QUESTIONS, "procedures": PROCEDURES, **more}
    return rule_set_from_plain(plain, communes.arrondissements())


ANSWERS = {
    "residence": {"reponse": "france"},
    "commune": {"recherche": "Montpellier"},
    "nationality": {"recherche": "Maroc"},
    "age": {"reponse": "24"},
    "goal": {"reponse": "renouvellement"},
    "document": {"reponse": "carte"},
    "expiry": {"reponse_day": "15", "reponse_month": "5", "reponse_year": "2027"},
    "years": {"reponse": "2"},
    "family": {"reponse": ["enfant"]},
    "passport": {"reponse": "oui"},
}

# The same as a run holds them.
STORED = {
    "residence": "france",
    "commune": "34172",
    "nationality": "MA",
    "age": 24,
    "goal": "renouvellement",
    "document": "carte",
    "expiry": "2027-05-15",
    "years": 2,
    "family": ["enfant"],
    "passport": True,
}
