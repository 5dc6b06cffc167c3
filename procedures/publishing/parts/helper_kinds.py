"""The kinds of helpers in plain words, for the public and for agents."""

from __future__ import annotations

from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _


def helper_kinds() -> dict[str, str]:
    """Return {kind of helper: its name in plain words}."""
    return _kinds(get_language() or "")


@cache
def _kinds(_language: str) -> dict[str, str]:
    """Return the names in the active language, which ``_language`` only keeps apart."""
    return {
        "association": _("Association"),
        "cada": _("Centre d’accueil de demandeurs d’asile (CADA)"),
        "centre_contact": _("Aide par téléphone"),
        "cidff": _("Centre d’information sur les droits des femmes et des familles (CIDFF)"),
        "defenseur_droits": _("Défenseur des droits"),
        "france_services": _("France services : aide pour les démarches en ligne"),
        "information": _("Information"),
        "mediation": _("Médiation"),
        "ofii": _("Office français de l’immigration et de l’intégration (OFII)"),
        "point_justice": _("Conseils juridiques gratuits"),
        "point_justice_etranger": _("Conseils juridiques gratuits"),
        "spada": _("Structure de premier accueil des demandeurs d’asile (SPADA)"),
        "tribunal": _("Tribunal administratif"),
        "universite": _("Accueil des étudiants"),
    }
