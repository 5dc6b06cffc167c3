"""The words of a channel, by its kind; agents see them before they publish."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from procedures.engine.values.department import FRANCE

ONLINE = ("anef", "online_form")
AT_A_COUNTER = ("online_booking", "counter")
# The kinds of which a préfecture knows no price.
ELSEWHERE = ("ofii", "spada", "mairie", "consulate")


@dataclass(frozen=True, slots=True)
class ChannelWords:
    """The words of a kind: as a line of its own, inside a sentence, and on its link."""

    title: str
    place: str
    action: str = gettext_noop("Ouvrir le site")


# By the kind of a channel, and without one.
WORDS = {
    "anef": ChannelWords(
        gettext_noop("Administration numérique pour les étrangers en France (ANEF), en ligne"),
        gettext_noop("en ligne, sur le site de l’ANEF"),
        gettext_noop("Aller sur le site de l’ANEF"),
    ),
    "online_form": ChannelWords(
        gettext_noop("En ligne, avec un formulaire"),
        gettext_noop("en ligne, avec un formulaire de la préfecture"),
        gettext_noop("Ouvrir le formulaire"),
    ),
    "online_booking": ChannelWords(
        gettext_noop("Au guichet, sur rendez-vous"),
        gettext_noop("au guichet, avec un rendez-vous pris en ligne"),
        gettext_noop("Prendre rendez-vous"),
    ),
    "postal": ChannelWords(gettext_noop("Par courrier"), gettext_noop("par courrier")),
    "email": ChannelWords(gettext_noop("Par courriel"), gettext_noop("par courriel")),
    "counter": ChannelWords(
        gettext_noop("Au guichet de la préfecture"), gettext_noop("au guichet de la préfecture")
    ),
    "ofii": ChannelWords(
        gettext_noop("Office français de l’immigration et de l’intégration (OFII)"),
        gettext_noop("auprès de l’OFII"),
    ),
    "spada": ChannelWords(
        gettext_noop("Structure de premier accueil des demandeurs d’asile (SPADA)"),
        gettext_noop("dans une structure de premier accueil (SPADA)"),
    ),
    "mairie": ChannelWords(gettext_noop("À la mairie"), gettext_noop("à la mairie")),
    "consulate": ChannelWords(gettext_noop("Au consulat"), gettext_noop("au consulat")),
    # The law says who receives a request (CESEDA, R. 431-20); only the way to reach them is
    # unknown.
    "": ChannelWords(
        gettext_noop("À vérifier auprès de la préfecture"), gettext_noop("à la préfecture")
    ),
}


def is_french_consulate(kind: str, consulate: str) -> bool:
    """Tell whether a channel is a consulate of France.

    A person who fled their country must not read « au consulat » and wonder whose.
    """
    return kind == "consulate" and consulate == FRANCE


def title_of_channel(kind: str, consulate: str = "") -> str:
    """Return where a procedure is done, as a line of its own with acronyms in full."""
    if is_french_consulate(kind, consulate):
        return _("Au consulat de France")
    return _(WORDS[kind].title)


def place_of_channel(kind: str, consulate: str = "") -> str:
    """Return where a procedure is done, as words inside a sentence."""
    if is_french_consulate(kind, consulate):
        return _("au consulat de France")
    return _(WORDS[kind].place)


def action_of_channel(kind: str) -> str:
    """Return the words of the link to a channel."""
    return _(WORDS[kind].action)


def trouble_with_channel(kind: str) -> str:
    """Return the question under which people who are stuck find help."""
    if kind in ONLINE:
        return _("Le site ne marche pas, ou la demande ne part pas ?")
    return _("Il n’y a pas de rendez-vous libre, ou personne ne répond ?")
