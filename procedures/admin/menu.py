"""The menu of the desk: what agents look for, in the order of their work."""

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.text import capfirst

from procedures import models

from .own_pages import may_see

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
        (models.Procedure, models.Step, models.Orientation, models.Fee, models.Invariant),
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
            ("desk_coming", "Ce qui change bientôt"),
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


def menu_of(request, models_of_account):
    """Return the sections of an account in the form in which templates expect applications.

    ``models_of_account`` are what Django's menu says of each model: {model: its entry}.
    """
    sections = []
    for name, label, entries in SECTIONS:
        inside = [_entry(request, models_of_account, entry) for entry in entries]
        inside = [entry for entry in inside if entry]
        if inside:
            index = reverse("admin:index")
            section = {"name": label, "app_label": name, "app_url": f"{index}#{name}"}
            sections.append({**section, "has_module_perms": True, "models": inside})
    return sections


def _entry(request, models_of_account, entry):
    if isinstance(entry, type):
        model = models_of_account.get(entry)
        return model and {**model, "name": capfirst(entry._meta.verbose_name_plural)}
    url_name, label = entry
    if not may_see(request, url_name):
        return None
    return {
        "model": None,
        "name": label,
        "object_name": url_name,
        "admin_url": reverse(f"admin:{url_name}"),
        "add_url": None,
        "view_only": True,
        "perms": {},
    }
