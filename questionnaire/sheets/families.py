"""The families of procedures, as a list of procedures names and orders them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from procedures.engine.procedure import Procedure


def family_titles() -> dict[str, str]:
    """Return the words of the families that have some, in the order of the page."""
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


def by_family(procedures: Iterable[Procedure]) -> list[tuple[str, str, list[Procedure]]]:
    """Return (family, its words, its procedures by rank), in the order of the page.

    A family that an agent has made since bears the words of its own name.
    """
    titles = family_titles()
    found: dict[str, list[Procedure]] = {}
    for procedure in procedures:
        found.setdefault(procedure.family, []).append(procedure)
    order = [*titles, *sorted(set(found) - set(titles))]
    return [
        (
            family,
            titles.get(family, family.replace("_", " ").capitalize()),
            sorted(found[family], key=lambda one: one.rank),
        )
        for family in order
        if family in found
    ]
