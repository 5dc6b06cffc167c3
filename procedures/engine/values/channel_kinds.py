"""The kinds of channels, each declared once: who reads which words of it, and where it leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from .translatable import gettext_noop


class FiledAt(Enum):
    """Where a channel leads: what the public reads beside it depends on it."""

    SITE = "site"  # a form on a site
    COUNTER = "counter"  # a counter of the préfecture
    PREFECTURE = "prefecture"  # the préfecture, from afar
    ELSEWHERE = "elsewhere"  # another office: a préfecture knows no price of it


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """``label`` is what agents read. The public reads the other words, which are translated.

    ``title`` is a line of its own, ``place`` stands inside a sentence, ``action`` on the link.
    """

    label: str
    title: str
    place: str
    at: FiledAt
    action: str = gettext_noop("Ouvrir le site")
    # What the ids of such channels begin with, if it is not the code. It never changes: the ids of
    # what was published long ago are made again from it.
    id: str = ""


CHANNEL_KINDS: Mapping[str, ChannelKind] = {
    "anef": ChannelKind(
        "téléservice ANEF",
        gettext_noop("Administration numérique pour les étrangers en France (ANEF), en ligne"),
        gettext_noop("en ligne, sur le site de l’ANEF"),
        FiledAt.SITE,
        action=gettext_noop("Aller sur le site de l’ANEF"),
    ),
    "online_form": ChannelKind(
        "formulaire en ligne",
        gettext_noop("En ligne, avec un formulaire"),
        gettext_noop("en ligne, avec un formulaire de la préfecture"),
        FiledAt.SITE,
        action=gettext_noop("Ouvrir le formulaire"),
        id="formulaire",
    ),
    "online_booking": ChannelKind(
        "rendez-vous en ligne",
        gettext_noop("Au guichet, sur rendez-vous"),
        gettext_noop("au guichet, avec un rendez-vous pris en ligne"),
        FiledAt.COUNTER,
        action=gettext_noop("Prendre rendez-vous"),
        id="rendez_vous",
    ),
    "postal": ChannelKind(
        "courrier",
        gettext_noop("Par courrier"),
        gettext_noop("par courrier"),
        FiledAt.PREFECTURE,
        id="courrier",
    ),
    "email": ChannelKind(
        "courriel",
        gettext_noop("Par courriel"),
        gettext_noop("par courriel"),
        FiledAt.PREFECTURE,
        id="courriel",
    ),
    "counter": ChannelKind(
        "guichet",
        gettext_noop("Au guichet de la préfecture"),
        gettext_noop("au guichet de la préfecture"),
        FiledAt.COUNTER,
        id="guichet",
    ),
    "ofii": ChannelKind(
        "OFII",
        gettext_noop("Office français de l’immigration et de l’intégration (OFII)"),
        gettext_noop("auprès de l’OFII"),
        FiledAt.ELSEWHERE,
    ),
    "spada": ChannelKind(
        "SPADA",
        gettext_noop("Structure de premier accueil des demandeurs d’asile (SPADA)"),
        gettext_noop("dans une structure de premier accueil (SPADA)"),
        FiledAt.ELSEWHERE,
    ),
    "mairie": ChannelKind(
        "mairie", gettext_noop("À la mairie"), gettext_noop("à la mairie"), FiledAt.ELSEWHERE
    ),
    "consulate": ChannelKind(
        "consulat",
        gettext_noop("Au consulat"),
        gettext_noop("au consulat"),
        FiledAt.ELSEWHERE,
        id="consulat",
    ),
}
