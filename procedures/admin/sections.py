"""The menu of the desk: what agents look for, in the order of their work."""

from django.contrib.auth import get_user_model

from procedures import models

# (name, label, entries), where an entry is a model, or (name of a page, label).
SECTIONS = (
    (
        "prefectures",
        "Préfectures",
        (
            models.Department,
            models.Site,
            models.Channel,
            ("desk_bulk_channel", "Changer le canal de plusieurs démarches"),
            models.Override,
            models.Helper,
        ),
    ),
    ("annonces", "Annonces", (models.Notice,)),
    (
        "questionnaire",
        "Questionnaire",
        (
            models.Question,
            models.DerivedFact,
            models.Group,
            models.Inquiry,
            ("desk_facts", "Informations et valeurs"),
        ),
    ),
    (
        "demarches",
        "Règles et démarches",
        (models.Procedure, models.Step, models.Orientation, models.Fee),
    ),
    ("pieces", "Pièces", (models.Document, models.DocumentEntry)),
    (
        "publication",
        "Contrôle et publication",
        (
            ("desk_tryout", "Essayer"),
            models.Case,
            ("desk_check", "Vérifier le catalogue"),
            ("desk_publish", "Publier"),
            models.Edition,
            models.PublishedPart,
            models.ApprovedHost,
        ),
    ),
    (
        "tenir",
        "Tenir à jour",
        (
            ("desk_due", "À revérifier"),
            ("desk_uncertain", "Informations incertaines"),
            ("desk_links", "Liens"),
            ("desk_law", "Veille du droit"),
            ("desk_translating", "Traductions"),
            ("desk_removed", "Entrées supprimées"),
        ),
    ),
    (
        "ensemble",
        "Vue d'ensemble",
        (
            ("desk_dashboards", "Tableaux de bord"),
            ("desk_divergence", "Différences entre départements"),
            ("desk_picture", "Dessin du catalogue"),
        ),
    ),
    ("comptes", "Comptes", (get_user_model(), models.DepartmentMembership, models.Role)),
)
