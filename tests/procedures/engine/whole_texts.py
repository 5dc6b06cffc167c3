"""The texts of the whole catalogue that have a translation, by file and path."""

_QUESTIONS = {
    "statut.text": "Statut ?",
    "statut.help": "Aide.",
    "statut.why": "Pourquoi.",
    "statut.assisted": "Son statut ?",
    "statut.unknown_help": "Cherchez.",
    "statut.choices.etudiant.heading": "Études",
    "statut.choices.etudiant.text": "Étudiant",
    "statut.choices.etudiant.help": "En études.",
    "statut.choices.etudiant.urgent": "Vite, étudiant.",
}
_DOCUMENTS = {
    "bail.title": "Bail",
    "bail.explanation": "Contrat.",
    "bail.looks_like": "Papier.",
    "bail.how_to_get": "Demandez.",
    "bail.delay": "Un jour.",
    "bail.refusals": "Trop vieux.",
    "bail.notes.0.text": "Signé.",
}
_PROCEDURES = {
    "carte.title": "Carte",
    "carte.summary": "Résumé.",
    "carte.result": "Une carte.",
    "carte.processing_time": "Deux mois.",
    "carte.validity": "Un an.",
    "carte.meanwhile.text": "Récépissé.",
    "carte.warnings.0.text": "Vite.",
    "carte.steps.deposer.text": "Déposez.",
    "carte.steps.deposer.late": "Trop tard.",
    "carte.steps.deposer.warnings.0.text": "Heure.",
    "carte.documents.photo.note": "Récente.",
    "carte.documents.bail+photo.group": "Logement",
    "carte.costs.1.label": "Envoi",
}
_DEPARTMENT = {
    "name": "Tarn",
    "prefecture.name": "Préfecture",
    "prefecture.address": "1 rue",
    "sites.accueil.name": "Accueil",
    "sites.accueil.address": "2 rue",
    "sites.1.name": "Annexe",
    "sites.1.hours": "Le matin.",
    "channels.0.address": "3 rue",
    "channels.0.instructions": "Venez.",
    "channels.0.no_slot_help": "Revenez.",
    "overrides.carte.notes": "Ici.",
    "overrides.carte.add_documents.bail.note": "Copie.",
    "notices.0.text": "Fermé.",
    "helpers.0.name": "Asso",
    "helpers.0.address": "4 rue",
}
TEXTS = {
    "questions.yaml": _QUESTIONS,
    "groups.yaml": {"voisins.title": "Pays voisins"},
    "fees.yaml": {"taxe.label": "Taxe"},
    "documents.yaml": _DOCUMENTS,
    "procedures/famille.yaml": _PROCEDURES,
    "orientations.yaml": {
        "aide.title": "Aide",
        "aide.text": "Appelez.",
        "aide.links.0.text": "Site",
    },
    "departements/82.yaml": _DEPARTMENT,
    "enquetes/avis.yaml": {"content.text": "Content ?"},
}
