"""A catalogue that uses every key of the format, as plain data."""

from procedures.engine.schema.texts import text_hash

from .whole_texts import TEXTS

ORIGIN = {
    "source": {
        "reference": "CESEDA L. 1",
        "url": "https://l/1",
        "dated": "2026-04",
        "checked_on": "2026-11-24",
        "verified_on": "2026-11-25",
        "verified_by": "la préfecture du Gard",
    },
    "confidence": "high",
}
SOME_COUNTRIES = {"only": ["DZ", "DE", "IT", "FR", "ES"], "except": ["ES"]}
AIDS = [
    {"value": "apl", "text": "Logement"},
    {"value": "aucune", "text": "Aucune", "exclusive": True},
]
PLAIN = {
    "questions": [
        {
            "key": "statut",
            "formerly": ["etat"],
            "section": "vous",
            "kind": "choice",
            "text": "Statut ?",
            "help": "Aide.",
            "why": "Pourquoi.",
            "assisted": "Son statut ?",
            "assisted_help": "Demandez sa carte.",
            "picture": "vls_ts",
            "sensitive": True,
            "early": True,
            "late": True,
            "allow_unknown": True,
            "unknown_help": "Cherchez.",
            "choices": [
                {
                    "value": "etudiant",
                    "formerly": ["eleve", "etude"],
                    "heading": "Études",
                    "text": "Étudiant",
                    "help": "En études.",
                    "assisted": "Cette personne étudie.",
                    "urgent": "Vite, étudiant.",
                    "sensitive": True,
                    "when": {"age": {"gte": 16}},
                },
                {"value": "autre", "text": "Autre"},
            ],
            **ORIGIN,
        },
        {
            "key": "age",
            "kind": "integer",
            "text": "Âge ?",
            "when": {"pays": "DZ"},
            "bounds": {"least": 0, "most": 120},
        },
        {"key": "pays", "kind": "country", "text": "Pays ?", **SOME_COUNTRIES},
        {"key": "aides", "kind": "choices", "text": "Aides ?", "at_least": 1, "choices": AIDS},
        {
            "key": "fin",
            "kind": "date",
            "text": "Fin ?",
            "bounds": {"before": {"years": 15}, "after": {"days": 0}, "not_before": ["age"]},
        },
    ],
    "groups": [
        {
            "key": "voisins",
            "formerly": ["proches"],
            "fact": "pays",
            "values": ["DE", "IT"],
            "title": "Pays voisins",
            **ORIGIN,
        },
        {"key": "majeurs", "fact": "age", "values": ["18", "19"]},
    ],
    "derived_facts": [
        {
            "key": "regime",
            "formerly": ["regle"],
            "kind": "choice",
            "values": ["libre", "general"],
            "rules": [
                {"value": "libre", "when": {"pays": {"in_group": "voisins"}}},
                {"value": "general"},
            ],
        },
        {"key": "ancien", "kind": "yes_no", "rules": [{"value": True}]},
    ],
    "fees": [
        {
            "id": "taxe",
            "label": "Taxe",
            "currency": "XPF",
            "amounts": [
                {"from": "2026-05-01", "amount": 100.5},
                {"from": "2025-01-01", "amount": 80},
            ],
            **ORIGIN,
        },
        {"id": "timbre", "label": "Timbre", "amounts": [{"from": "2020-01-01", "amount": 1}]},
    ],
    "documents": [
        {
            "id": "bail",
            "formerly": ["location"],
            "title": "Bail",
            "explanation": "Contrat.",
            "looks_like": "Papier.",
            "how_to_get": "Demandez.",
            "delay": "Un jour.",
            "refusals": "Trop vieux.",
            "validity": {"months": 6},
            "original": True,
            "translation": True,
            "icon": "home",
            "notes": [{"text": "Signé.", "when": {"age": {"lt": 18}}}, {"text": "Daté."}],
            **ORIGIN,
        },
        {"id": "photo", "title": "Photo"},
    ],
    "procedures": [
        {
            "id": "carte",
            "formerly": ["titre"],
            "family": "famille",
            "track": "titre",
            "rank": 3,
            "otherwise": True,
            "exclusive_with": ["autre_carte"],
            "title": "Carte",
            "summary": "Résumé.",
            "result": "Une carte.",
            "processing_time": "Deux mois.",
            "validity": "Un an.",
            "meanwhile": {"text": "Récépissé.", "may_work": True, "may_travel": False},
            "sensitive": True,
            "warnings": [
                {"text": "Vite.", "papers": True, "when": {"age": {"gt": 60}}},
                {"text": "Copie.", "from": "2026-01-01", "until": "2027-12-31"},
            ],
            "when": {"statut": "etudiant"},
            "legal_references": ["CESEDA L. 422-1"],
            "stances": [
                {"stance": "en_retard", "moment": "apres", "step": "deposer", "lead": "Vite !"},
                {
                    "stance": "attendre",
                    "when": {"channel": "anef"},
                    "last_day": {"fact": "fin", "days": -1},
                    "place": "canal",
                },
                {"stance": "deposer"},
            ],
            "steps": [
                {
                    "id": "deposer",
                    "text": "Déposez.",
                    "when": {"channel": "anef"},
                    "window": {
                        "from": {"fact": "fin", "days": -120, "months": 1, "years": -2},
                        "to": "2027-01-31",
                    },
                    "late": "Trop tard.",
                    "place": "canal",
                    "warnings": [{"text": "Heure.", "when": {"channel": "anef"}}],
                },
                {"id": "payer", "text": "Payez.", "window": {"to": {"fact": "today"}}},
            ],
            "documents": [
                {
                    "document": "photo",
                    "when": {"channel": "postal"},
                    "note": "Récente.",
                    "form": "both",
                },
                {"one_of": ["bail", "photo"], "group": "Logement"},
            ],
            "costs": [
                {"fee": "taxe", "when": {"channel": "anef"}},
                {"label": "Envoi", "amount": 4.5, "currency": "XPF"},
                {"label": "Copie", "amount": 1},
                {"label": "Visa", "amount": 300, "possible": True},
            ],
            **ORIGIN,
        },
        {"id": "autre_carte", "family": "famille", "track": "titre", "rank": 4, "title": "Autre"},
    ],
    "orientations": [
        {
            "id": "aide",
            "rank": 2,
            "title": "Aide",
            "text": "Appelez.",
            "when": {"age": {"lt": 18}},
            "stance": "appeler",
            "lead": "Parlez.",
            "last_day": "2027-02-01",
            "calls": [
                {"number": "114", "kind": "sms", "text": "Écrivez"},
                {"number": "17", "text": "Police"},
            ],
            "steps": [{"text": "Partez.", "note": "Vite."}, {"text": "Gardez."}],
            "places": ["cidff"],
            "links": [{"text": "Site", "url": "https://aide/"}],
            "urgent": True,
            **ORIGIN,
        },
        {"id": "rien", "rank": 9, "title": "Rien", "text": "Rien trouvé.", "fallback": True},
    ],
    "departments": {
        "82": {
            "code": "82",
            "name": "Tarn",
            "prefecture": {
                "name": "Préfecture",
                "address": "1 rue",
                "phone": "05",
                "email": "a@b",
                "site": "https://p/",
                **ORIGIN,
            },
            "sites": [
                {
                    "id": "accueil",
                    "name": "Accueil",
                    "address": "2 rue",
                    "phone": "06",
                    "arrondissements": ["821"],
                    "handles": ["famille"],
                    "hours": {"mon": ["09:00-11:30", "14:00-16:00"]},
                    **ORIGIN,
                },
                {"name": "Annexe", "hours": "Le matin."},
            ],
            "channels": [
                {
                    "kind": "counter",
                    "for": {"procedures": ["carte"]},
                    "when": {"age": {"lt": 18}},
                    "url": "https://c/",
                    "address": "3 rue",
                    "instructions": "Venez.",
                    "no_slot_help": "Revenez.",
                    **ORIGIN,
                },
                {"kind": "postal", "for": {"families": ["famille"]}},
                {"kind": "consulate", "consulate": "france"},
            ],
            "overrides": [
                {
                    "procedure": "carte",
                    "add_documents": [
                        "photo",
                        {"document": "bail", "when": {"channel": "counter"}, "note": "Copie."},
                    ],
                    "drop_documents": ["bail"],
                    "notes": "Ici.",
                    **ORIGIN,
                },
                {"procedure": "autre_carte"},
            ],
            "notices": [
                {
                    "text": "Fermé.",
                    "from": "2026-12-24",
                    "until": "2027-01-02",
                    "shown_from": "2026-12-01",
                    "shown_until": "2027-01-03",
                    "families": ["famille"],
                },
                {"text": "Ouvert."},
            ],
            "helpers": [
                {
                    "name": "Asso",
                    "kind": "association",
                    "address": "4 rue",
                    "phone": "07",
                    "hours": {"tue": ["10:00-12:00"]},
                    "languages": ["ar", "en"],
                    **ORIGIN,
                },
                {"name": "Ami"},
            ],
        },
        "30": {"code": "30"},
    },
    "inquiries": {
        "avis": [
            {"key": "content", "kind": "yes_no", "text": "Content ?"},
            {"key": "raison", "kind": "yes_no", "text": "Oui ?", "when": {"content": True}},
        ]
    },
}


def translated():
    """Return the catalogue with a translation of each text, at the path where it is written."""
    translations = {
        file: {
            path: {"text": english(french), "status": "machine", "of": text_hash(french)}
            for path, french in texts.items()
        }
        for file, texts in TEXTS.items()
    }
    return {**PLAIN, "translations": {"en": translations}}


def english(french):
    return f"{french} (en)"
