"""What channels, helpers and families are called; agents see it before they publish."""

from __future__ import annotations

from functools import cache

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from procedures.engine.values.channel_kinds import CHANNEL_KINDS, ChannelKind, FiledAt
from procedures.engine.values.department import FRANCE

ONLINE = frozenset(kind for kind, one in CHANNEL_KINDS.items() if one.at is FiledAt.SITE)
BOOKING = "online_booking"
# The law says who receives a request (CESEDA, R. 431-20); only the way to reach them is unknown.
WITHOUT_CHANNEL = ChannelKind(
    "",
    gettext_noop("À vérifier auprès de la préfecture"),
    gettext_noop("à la préfecture"),
    FiledAt.PREFECTURE,
)


def _kind(kind: str) -> ChannelKind:
    return CHANNEL_KINDS[kind] if kind else WITHOUT_CHANNEL


def is_french_consulate(kind: str, consulate: str) -> bool:
    """Tell whether a channel is a consulate of France.

    A person who fled their country must not read « au consulat » and wonder whose.
    """
    return kind == "consulate" and consulate == FRANCE


def title_of_channel(kind: str, consulate: str = "") -> str:
    """Return where a procedure is done, as a line of its own with acronyms in full."""
    if is_french_consulate(kind, consulate):
        return _("Au consulat de France")
    return _(_kind(kind).title)


def place_of_channel(kind: str, consulate: str = "") -> str:
    """Return where a procedure is done, as words inside a sentence."""
    if is_french_consulate(kind, consulate):
        return _("au consulat de France")
    return _(_kind(kind).place)


def action_of_channel(kind: str) -> str:
    """Return the words of the link to a channel."""
    return _(_kind(kind).action)


def trouble_with_channel(kind: str) -> str:
    """Return the question under which people who are stuck find help."""
    if kind in ONLINE:
        return _("Le site ne marche pas, ou la demande ne part pas ?")
    return _("Il n’y a pas de rendez-vous libre, ou personne ne répond ?")


# More numbers than these in the first look, and it is unclear which one to call.
FIRST_CALLS = 3
SCHEMES = {"telephone": "tel", "sms": "sms"}


def address_of_call(number: str, kind: str) -> str:
    """Return the address that a number opens when it is tapped.

    >>> address_of_call("116 006", "")
    'tel:116006'
    """
    return f"{SCHEMES.get(kind, 'tel')}:{number.replace(' ', '')}"


def icon_of_call(kind: str) -> str:
    return "mail" if kind == "sms" else "phone"


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
