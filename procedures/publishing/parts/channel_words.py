"""What the public reads of a channel, by its kind; agents see it before they publish."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from procedures.engine.values.department import FRANCE

ONLINE = ("anef", "online_form")
AT_A_COUNTER = ("online_booking", "counter")
# By the kind of a channel, and without one.
TITLES = {
    "anef": gettext_noop("Administration numérique pour les étrangers en France (ANEF), en ligne"),
    "online_form": gettext_noop("En ligne, avec un formulaire"),
    "online_booking": gettext_noop("Au guichet, sur rendez-vous"),
    "postal": gettext_noop("Par courrier"),
    "email": gettext_noop("Par courriel"),
    "counter": gettext_noop("Au guichet de la préfecture"),
    "ofii": gettext_noop("Office français de l’immigration et de l’intégration (OFII)"),
    "spada": gettext_noop("Structure de premier accueil des demandeurs d’asile (SPADA)"),
    "mairie": gettext_noop("À la mairie"),
    "consulate": gettext_noop("Au consulat"),
    "": gettext_noop("À vérifier auprès de la préfecture"),
}


def is_french_consulate(kind: str, consulate: str) -> bool:
    """Tell whether a channel is a consulate of France.

    Whoever fled their country must not read « au consulat » and wonder whose.
    """
    return kind == "consulate" and consulate == FRANCE


def title_of_channel(kind: str, consulate: str = "") -> str:
    """Return where a procedure is done, as a line of its own with acronyms in full."""
    if is_french_consulate(kind, consulate):
        return _("Au consulat de France")
    return _(TITLES[kind])


def action_of_channel(kind: str) -> str:
    """Return the words of the link to a channel."""
    return {
        "anef": _("Aller sur le site de l’ANEF"),
        "online_form": _("Ouvrir le formulaire"),
        "online_booking": _("Prendre rendez-vous"),
    }.get(kind, _("Ouvrir le site"))


def trouble_with_channel(kind: str) -> str:
    """Return the question under which people who are stuck find help."""
    if kind in ONLINE:
        return _("Le site ne marche pas, ou la demande ne part pas ?")
    return _("Il n’y a pas de rendez-vous libre, ou personne ne répond ?")
