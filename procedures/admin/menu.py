"""« Consulter »: every list and page of the desk, in sections."""

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.text import capfirst

from procedures import models
from procedures.models import NATIONAL
from procedures.rights import rights_of

from .own_pages import address_of, may_see

# The name of a section for readers, and for accounts that may change it.
LOCAL = ("Les départements, à lire", "Les départements, à changer")
NATIONAL_CONTENT = ("Le contenu national, à lire", "Le contenu national, à changer")

# (name, label or the two labels above, entries), where an entry is a model, or
# (name of a page, label).
SECTIONS = (
    (
        "prefectures",
        LOCAL,
        (
            models.Department,
            models.Site,
            models.Channel,
            ("desk_bulk_channel", "Changer la façon de déposer de plusieurs démarches"),
            ("desk_replace", "Remplacer un texte partout"),
            models.Override,
            models.Helper,
            models.Notice,
            models.WaitingTime,
        ),
    ),
    (
        "national",
        NATIONAL_CONTENT,
        (
            models.Procedure,
            models.Step,
            models.Document,
            models.DocumentEntry,
            models.Fee,
            models.Orientation,
            models.ProvisionalPaper,
            models.ProofAsker,
            models.Letter,
            models.SiteWording,
            models.OnlineService,
            models.Authority,
            models.Question,
            models.DerivedFact,
            models.Group,
            models.Invariant,
            ("desk_facts", "Informations et valeurs"),
        ),
    ),
    (
        "suivre",
        "Suivre",
        (
            ("desk_coming", "Ce qui change bientôt"),
            ("desk_feedback", "Retours du terrain"),
            ("desk_inquiries", "Enquêtes de terrain"),
            ("desk_reception", "Postes d'accueil"),
            ("desk_due", "À revérifier"),
            ("desk_uncertain", "Informations incertaines"),
            ("desk_links", "Liens"),
            ("desk_law", "Veille du droit"),
            ("desk_paper_gaps", "Nos papiers et les fiches"),
            ("desk_import", "Importer un fichier"),
            ("desk_translating", "Traductions"),
            models.ExamplePerson,
            ("desk_removed", "Fiches retirées"),
        ),
    ),
    (
        "publication",
        "Comparer et publier",
        (
            ("desk_tryout", "Essayer"),
            models.Case,
            ("desk_check", "Vérifier"),
            ("desk_own_changes", "Mes changements"),
            ("desk_publish", "Publier"),
            models.Edition,
            models.PublishedPart,
            models.ApprovedHost,
            ("desk_divergence", "Différences entre départements"),
            ("desk_dashboards", "Tableaux de bord"),
            ("desk_dependencies", "Ce qui dépend de quoi"),
        ),
    ),
    (
        "comptes",
        "Comptes",
        (
            get_user_model(),
            models.DepartmentMembership,
            models.Role,
            ("organisations", "Associations"),
            models.SecurityEvent,
            ("desk_security_export", "Exporter le journal de sécurité"),
        ),
    ),
)


def menu_of(request, models_of_account):
    """Return the sections of an account in the form in which templates expect applications.

    ``models_of_account`` are what Django's menu says of each model: {model: its entry}.
    """
    sections = []
    for name, labels, entries in SECTIONS:
        label = labels if isinstance(labels, str) else _label(request, labels)
        inside = [_entry(request, models_of_account, entry) for entry in entries]
        inside = [entry for entry in inside if entry]
        if inside:
            index = reverse("admin:index")
            section = {"name": label, "app_label": name, "app_url": f"{index}#{name}"}
            sections.append({**section, "models": inside})
    return sections


def _label(request, labels):
    """Return the name of a section of content; a sole département is named."""
    editable = rights_of(request).editable_parts
    if labels is NATIONAL_CONTENT:
        return labels[NATIONAL in editable]
    local = [part for part in editable if part != NATIONAL]
    return f"Le {local[0]}, à changer" if len(local) == 1 else labels[bool(local)]


def _entry(request, models_of_account, entry):
    if isinstance(entry, type):
        model = models_of_account.get(entry)
        return model and {**model, "name": capfirst(entry._meta.verbose_name_plural)}
    url_name, label = entry
    if not may_see(request, url_name):
        return None
    return {
        "name": label,
        "object_name": url_name,
        "admin_url": address_of(url_name),
        "add_url": None,
        "view_only": True,
    }
