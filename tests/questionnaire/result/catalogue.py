"""A small catalogue with one of each thing that a result shows, and readings of it."""

from datetime import date
from types import SimpleNamespace

from django.utils import translation

from procedures.engine.answers import read_answers
from procedures.engine.evaluation import evaluate_situation
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.engine.situation import Situation
from questionnaire.result.reading import Reading
from questionnaire.result.whole_result import result_of

TODAY = date(2026, 11, 24)
SOURCE = {"reference": "CESEDA R. 431-5", "url": "https://law.example", "checked_on": "2026-11-20"}
WINDOW = {"from": {"fact": "expiry", "days": -120}, "to": {"fact": "expiry", "days": -60}}
ARRONDISSEMENTS = {"34172": "343", "34032": "341"}

QUESTIONS = [
    {
        "key": "residence",
        "kind": "choice",
        "text": "Où vivez-vous ?",
        "choices": [
            {"value": "france", "text": "En France"},
            {"value": "etranger", "text": "Ailleurs"},
        ],
    },
    {
        "key": "commune",
        "kind": "commune",
        "text": "Quelle commune ?",
        "allow_unknown": True,
        "when": {"residence": "france"},
    },
    {"key": "nationality", "kind": "country", "text": "Quelle nationalité ?"},
    {
        "key": "goal",
        "kind": "choice",
        "text": "Que voulez-vous ?",
        "sensitive": True,
        "choices": [
            {"value": "renew", "text": "Renouveler"},
            {"value": "appeal", "text": "Répondre à un refus"},
            {"value": "lost", "text": "Carte perdue"},
        ],
        "when": {"residence": "france"},
    },
    {
        "key": "expiry",
        "kind": "date",
        "text": "Quelle date de fin ?",
        "allow_unknown": True,
        "unknown_help": "Elle est sur la carte.",
        "when": {"goal": "renew"},
    },
    {
        "key": "married",
        "kind": "yes_no",
        "text": "Êtes-vous marié ?",
        "allow_unknown": True,
        "when": {"goal": ["renew", "lost"]},
    },
]

DOCUMENTS = [
    {
        "id": "passport",
        "title": {"fr": "Passeport", "ar": "جواز السفر"},
        "icon": "passport",
        "original": True,
        "validity": {"months": 6},
    },
    {"id": "lease", "title": "Bail", "icon": "home"},
    {"id": "bill", "title": "Facture", "icon": "home", "translation": True},
    {"id": "wedding", "title": "Acte de mariage", "icon": "people"},
]

PROCEDURES = [
    {
        "id": "renewal",
        "family": "cards",
        "track": "card",
        "rank": 10,
        "title": {"fr": "Renouveler la carte", "ar": "تجديد البطاقة"},
        "summary": "Vous gardez la même carte.",
        "result": "Une carte.",
        "when": {"goal": "renew", "not": {"nationality": "FR"}},
        "steps": [
            {"id": "prepare", "text": "Préparez."},
            {
                "id": "file",
                "text": "Déposez.",
                "window": WINDOW,
                "late": "Déposez aujourd'hui : cela coûte 180 €.",
            },
        ],
        "documents": [
            {"document": "passport", "note": "Toutes les pages."},
            {"one_of": ["lease", "bill"], "group": "Un justificatif de domicile"},
            {"document": "wedding", "when": {"married": True}},
        ],
        "costs": [
            {"label": "Taxe", "amount": 50},
            {"label": "Timbre", "amount": 50.5},
            {"label": "Copie", "amount": 10, "when": {"married": True}},
        ],
        "meanwhile": {"text": "Une attestation.", "may_work": True},
        "legal_references": ["CESEDA L. 422-1"],
        "source": SOURCE,
    },
    {
        "id": "late_renewal",
        "family": "cards",
        "track": "card",
        "rank": 20,
        "title": "Renouveler en retard",
        "when": {"goal": "renew", "expiry": {"past": True}},
        "documents": [{"document": "passport"}],
    },
    {
        "id": "family",
        "family": "families",
        "track": "card",
        "rank": 30,
        "title": "Carte de famille",
        "when": {"goal": "lost", "married": True},
        "documents": [{"document": "wedding"}],
        "source": SOURCE,
    },
    {
        "id": "appeal",
        "family": "refusals",
        "track": "card",
        "rank": 5,
        "title": "Répondre au refus",
        "when": {"goal": "appeal"},
        "steps": [{"id": "read", "text": "Lisez la lettre."}],
        "sensitive": True,
    },
]

ORIENTATIONS = [
    {
        "id": "urgent",
        "rank": 1,
        "urgent": True,
        "when": {"goal": "appeal"},
        "title": "Le délai est court",
        "text": "Lisez la lettre.",
    },
    {
        "id": "abroad",
        "rank": 2,
        "when": {"residence": "etranger"},
        "title": "Allez au consulat",
        "text": "La préfecture ne peut rien.",
        "links": [{"text": "France-Visas", "url": "https://visas.example"}],
        "source": SOURCE,
    },
    {
        "id": "french",
        "rank": 3,
        "when": {"nationality": "FR", "goal": "renew"},
        "title": "Vous êtes français",
        "text": "Rien à faire.",
    },
    {"id": "nothing", "rank": 9, "title": "Rien trouvé", "text": "Demandez à la préfecture."},
]
# For whoever has no answer of their own, added to those above by the tests that need it.
ELSEWHERE = {
    "id": "elsewhere",
    "rank": 4,
    "when": {"nationality": {"known": True}},
    "title": "Votre préfecture est ailleurs",
    "text": "Lisez sa page.",
    "fallback": True,
}

DEPARTMENTS = {
    "34": {
        "code": "34",
        "name": "Hérault",
        "prefecture": {
            "name": "Préfecture de l'Hérault",
            "phone": "04 67",
            "site": "https://34.example",
        },
        "sites": [
            {"id": "m", "name": "Montpellier", "arrondissements": ["343"], "phone": "04 67"},
            {"id": "b", "name": "Béziers", "arrondissements": ["341"]},
            {"id": "n", "name": "Nationalité", "arrondissements": ["343"], "handles": ["families"]},
        ],
        "notices": [
            {"text": "Fermé en été.", "from": "2026-07-01", "until": "2026-08-31"},
            {"text": "Pour les cartes.", "families": ["cards"]},
        ],
        "helpers": [
            {
                "name": "Une association",
                "kind": "association",
                "address": "Site : https://help.example",
                "languages": ["fr", "ar"],
                "hours": {"mon": ["09:00-11:30"]},
            }
        ],
    },
    "national": {
        "code": "national",
        "name": "France",
        "prefecture": {"name": "La préfecture", "site": "https://directory.example"},
        "channels": [
            {
                "for": {"procedures": ["renewal"]},
                "kind": "anef",
                "url": "https://anef.example",
                "instructions": "En ligne.",
                "no_slot_help": "Appelez.",
                "source": {"reference": "Le site"},
                "confidence": "low",
            }
        ],
        "helpers": [
            {
                "name": f"Aide {number}",
                "kind": "mediation",
                "address": f"Site : https://aide{number}.fr",
            }
            for number in range(1, 8)
        ],
    },
}
RENEWAL = {
    "residence": "france",
    "commune": "34172",
    "nationality": "MA",
    "goal": "renew",
    "expiry": "2027-05-15",
    "married": False,
}
LOST = {"residence": "france", "commune": "34172", "nationality": "MA", "goal": "lost"}
APPEAL = {**LOST, "goal": "appeal"}
ABROAD = {"residence": "etranger", "nationality": "MA"}
FRENCH = {**RENEWAL, "nationality": "FR"}
UNMARRIED = {**LOST, "married": False}
MAYBE = {**LOST, "married": None}
URLS = SimpleNamespace(question=lambda key: f"/{key}/", review="/review/", erase="/erase/")


def make_plain(**sections):
    return {
        "questions": QUESTIONS,
        "documents": DOCUMENTS,
        "procedures": PROCEDURES,
        "orientations": ORIENTATIONS,
        "departments": DEPARTMENTS,
        **sections,
    }


def make_rules(**sections):
    return rule_set_from_plain(make_plain(**sections), ARRONDISSEMENTS)


def make_renewal(**changes):
    """Rules in which the renewal has something changed."""
    return make_rules(procedures=[{**PROCEDURES[0], **changes}, *PROCEDURES[1:]])


def make_department(**changes):
    """Rules in which the Hérault has something more."""
    return make_rules(departments={**DEPARTMENTS, "34": {**DEPARTMENTS["34"], **changes}})


def make_reading(answers, *, rules=None, today=TODAY, language="fr", assisted=False):
    rules = rules or make_rules()
    situation = Situation(rules, read_answers(rules, answers), today)
    return Reading(situation, language, URLS, assisted)


def make_result(answers, *, language="fr", **options):
    """What the page shows to a person who gives these answers."""
    reading = make_reading(answers, language=language, **options)
    with translation.override(language):
        return result_of(reading, evaluate_situation(reading.situation))


def make_sheet(answers=RENEWAL, **options):
    """The first procedure of a result."""
    return make_result(answers, **options).sheets[0]


def titles(entries):
    return [one.title for one in entries]
