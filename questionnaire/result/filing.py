"""How to file: the channel in plain words, the préfecture's own remarks, and its counters."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from procedures.engine.channels import ChannelFound
from procedures.engine.evaluation import ProcedureResult
from procedures.engine.values.department import Channel, Notice
from questionnaire.sheets.addresses import has_prefecture, prefecture_url

from . import places, unknowns
from .places import Contact
from .reading import Reading, Shown, original
from .sentences import Line, first_sentence, line_of
from .unknowns import ToFindOut

ICONS = {
    "anef": "computer",
    "online_form": "computer",
    "online_booking": "calendar",
    "postal": "mail",
    "email": "mail",
    "ofii": "stamp",
    "spada": "hands",
}
ONLINE = ("anef", "online_form")
AT_A_COUNTER = ("online_booking", "counter")


@dataclass(frozen=True, slots=True)
class ChannelCard:
    """The values of components/channel_card.html.

    ``trouble`` is a question for people who are stuck, and ``trouble_help`` its answer.
    """

    icon: str
    title: str
    lead: Shown = ""
    text: Shown = ""
    url: str = ""
    action: str = ""
    address: str = ""
    note: str = ""
    trouble: str = ""
    trouble_help: Shown = ""


@dataclass(frozen=True, slots=True)
class Filing:
    """How to file a procedure. ``card`` is ``None`` if the steps alone say where to go.

    ``lasting`` announcements have no days, and open on demand.

    ``prefecture_url`` is the page of the person's préfecture on this site.
    """

    card: ChannelCard | None
    notes: Shown
    notices: list[Line]
    lasting: list[Line]
    to_find_out: list[ToFindOut]
    counters: list[Contact]
    prefecture_url: str = ""


def filing(
    reading: Reading, result: ProcedureResult, notices: Sequence[Notice], *, urgent: bool
) -> Filing:
    """Return how a person files a procedure, and what the préfecture adds.

    An urgent procedure without a channel is an appeal. It gets no card: sending the person to the
    préfecture's site would cost them days that they do not have.
    """
    found = result.channel
    card: ChannelCard | None
    if found.channel:
        card = _known(reading, found.channel)
    else:
        card = None if urgent else _not_known(reading, found)
    return Filing(
        card=card,
        notes=reading.shown(result.notes),
        notices=[line_of(reading.shown(one.text)) for one in notices if _passes(one)],
        lasting=[line_of(reading.shown(one.text)) for one in notices if not _passes(one)],
        to_find_out=[] if found.known else unknowns.behind_channel(reading, found),
        counters=places.counters(reading, result.procedure.family),
        prefecture_url=_prefecture_url(reading.situation.department),
    )


def _passes(notice: Notice) -> bool:
    """Tell whether an announcement is of some days only: a closure is not left to be opened."""
    return notice.start is not None or notice.end is not None


def _prefecture_url(code: str | None) -> str:
    return prefecture_url(code) if code and has_prefecture(code) else ""


def where(channel: Channel | None) -> str:
    """Return where a procedure is done, as words inside a sentence.

    Without a channel the words are « à la préfecture »: the law says who receives a request
    (CESEDA, R. 431-20), and only the way to reach them is unknown.
    """
    return {
        "anef": _("en ligne, sur le site de l’ANEF"),
        "online_form": _("en ligne, avec un formulaire de la préfecture"),
        "online_booking": _("au guichet, avec un rendez-vous pris en ligne"),
        "postal": _("par courrier"),
        "email": _("par courriel"),
        "counter": _("au guichet de la préfecture"),
        "ofii": _("auprès de l’OFII"),
        "spada": _("dans une structure de premier accueil (SPADA)"),
        "mairie": _("à la mairie"),
        "consulate": _("au consulat de France") if is_french(channel) else _("au consulat"),
    }.get(channel.kind if channel else "", _("à la préfecture"))


def title(channel: Channel | None) -> str:
    """Return where a procedure is done, as a line of its own with acronyms in full."""
    return {
        "anef": _("Administration numérique pour les étrangers en France (ANEF), en ligne"),
        "online_form": _("En ligne, avec un formulaire"),
        "online_booking": _("Au guichet, sur rendez-vous"),
        "postal": _("Par courrier"),
        "email": _("Par courriel"),
        "counter": _("Au guichet de la préfecture"),
        "ofii": _("Office français de l’immigration et de l’intégration (OFII)"),
        "spada": _("Structure de premier accueil des demandeurs d’asile (SPADA)"),
        "mairie": _("À la mairie"),
        "consulate": _("Au consulat de France") if is_french(channel) else _("Au consulat"),
    }.get(channel.kind if channel else "", _("À vérifier auprès de la préfecture"))


def is_french(channel: Channel | None) -> bool:
    """Tell whether a consulate is one of France, which its instructions say and its kind does not.

    Whoever fled their country must not read « au consulat » and wonder whose.
    """
    words = channel.instructions.get("fr", "") if channel else ""
    return "consulat de france" in " ".join(words.casefold().split())


def _action(kind: str) -> str:
    return {
        "anef": _("Aller sur le site de l’ANEF"),
        "online_form": _("Ouvrir le formulaire"),
        "online_booking": _("Prendre rendez-vous"),
    }.get(kind, _("Ouvrir le site"))


def _known(reading: Reading, channel: Channel) -> ChannelCard:
    lead, text = first_sentence(reading.shown(channel.instructions))
    return ChannelCard(
        icon=ICONS.get(channel.kind, "building"),
        title=title(channel),
        lead=lead,
        text=text,
        url=channel.url or _site_for(reading, channel),
        action=_action(channel.kind) if channel.url else _("Aller sur le site de la préfecture"),
        address=original(channel.address),
        note=places.sureness(channel.source),
        trouble=_trouble(channel.kind),
        trouble_help=reading.shown(channel.no_slot_help),
    )


def _site_for(reading: Reading, channel: Channel) -> str:
    """Return the préfecture's site, where a form or a booking without a known link is found."""
    return places.site_of(reading) if channel.kind in (*ONLINE, *AT_A_COUNTER) else ""


def _trouble(kind: str) -> str:
    if kind in ONLINE:
        return _("Le site ne marche pas, ou vous n’arrivez pas à envoyer ?")
    return _("Il n’y a pas de rendez-vous libre, ou personne ne répond ?")


def _not_known(reading: Reading, found: ChannelFound) -> ChannelCard:
    if reading.is_covered:
        action = _("Aller sur le site de la préfecture")
    else:
        action = _("Trouver ma préfecture")
    if found.known:
        text = _(
            "Nous ne connaissons pas la façon de déposer cette demande dans votre département. "
            "Regardez le site de la préfecture avant de vous déplacer."
        )
    else:
        text = _(
            "La façon de déposer dépend d’une réponse qui nous manque. "
            "Sans elle, regardez le site de la préfecture avant de vous déplacer."
        )
    return ChannelCard(
        icon="building",
        title=title(None),
        lead=text,
        url=places.site_of(reading),
        action=action,
    )
