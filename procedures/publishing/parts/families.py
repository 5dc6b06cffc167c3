"""The titles of the families of procedures, for the public and for agents."""

from __future__ import annotations

from django.utils.translation import gettext as _


def family_titles() -> dict[str, str]:
    """Return {family: title} for the families of the catalogue, in the order of the pages."""
    return {
        "arrivee": _("Arriver en France"),
        "etudes": _("Études, stage, séjour au pair"),
        "travail": _("Travail"),
        "talent": _("Carte « talent »"),
        "famille_francais": _("Famille d’une personne française"),
        "famille_etranger": _("Famille d’une personne étrangère"),
        "ue": _("Europe : citoyens et leur famille"),
        "algeriens": _("Accord avec l’Algérie"),
        "jeunesse": _("Jeunes arrivés enfants en France"),
        "autres_motifs": _("Visiteurs et autres motifs"),
        "sante": _("Santé"),
        "violences": _("Violences et traite"),
        "asile": _("Asile"),
        "protection": _("Réfugiés et personnes protégées"),
        "regularisation": _("Régularisation"),
        "carte_resident": _("Carte de résident"),
        "vie_du_titre": _("Carte perdue, changement d’adresse, renouvellement"),
        "mineurs": _("Enfants et voyages"),
        "voyage": _("Voyages et retour en France"),
        "nationalite": _("Nationalité française"),
        "refus": _("Refus et décisions de la préfecture"),
        "aide": _("Autres aides"),
    }


def family_title(family: str) -> str:
    """Return the title of a family. A family that agents added has its id as title.

    >>> family_title("essai_local")
    'Essai local'
    """
    return family_titles().get(family, family.replace("_", " ").capitalize())
