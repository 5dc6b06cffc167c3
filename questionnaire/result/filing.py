"""How to file: the channel in plain words, the préfecture's own remarks, and its counters."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from procedures.engine.channels import ChannelFound
from procedures.engine.evaluation import ProcedureResult
from procedures.engine.values.department import Channel, Notice
from procedures.publishing.parts.channel_words import (
    AT_A_COUNTER,
    ONLINE,
    action_of_channel,
    is_french_consulate,
    title_of_channel,
    trouble_with_channel,
)

from . import places, unknowns
from .places import Contact
from .postal import parted
from .reading import Reading, Shown
from .sentences import Line, first_sentence, line_of
from .unknowns import ToFindOut


@dataclass(frozen=True, slots=True)
class ChannelCard:
    """The values of questionnaire/result/channel.html.

    ``trouble`` is a question for people who are stuck, and ``trouble_help`` its answer.
    """

    title: str
    lead: Shown = ""
    text: Shown = ""
    url: str = ""
    action: str = ""
    address: str = ""
    told: str = ""
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
        prefecture_url=places.prefecture_page(reading),
    )


def _passes(notice: Notice) -> bool:
    """Tell whether an announcement is of some days only: a closure is not left to be opened."""
    return notice.first_shown is not None or notice.last_shown is not None


# By the kind of a channel, and without one.
PLACES = {
    "anef": gettext_noop("en ligne, sur le site de l’ANEF"),
    "online_form": gettext_noop("en ligne, avec un formulaire de la préfecture"),
    "online_booking": gettext_noop("au guichet, avec un rendez-vous pris en ligne"),
    "postal": gettext_noop("par courrier"),
    "email": gettext_noop("par courriel"),
    "counter": gettext_noop("au guichet de la préfecture"),
    "ofii": gettext_noop("auprès de l’OFII"),
    "spada": gettext_noop("dans une structure de premier accueil (SPADA)"),
    "mairie": gettext_noop("à la mairie"),
    "consulate": gettext_noop("au consulat"),
    "": gettext_noop("à la préfecture"),
}


def where(channel: Channel | None) -> str:
    """Return where a procedure is done, as words inside a sentence.

    Without a channel the words are « à la préfecture »: the law says who receives a request
    (CESEDA, R. 431-20), and only the way to reach them is unknown.
    """
    if channel and is_french_consulate(channel.kind, channel.consulate):
        return _("au consulat de France")
    return _(PLACES[channel.kind if channel else ""])


def title(channel: Channel | None) -> str:
    """Return where a procedure is done, as a line of its own with acronyms in full."""
    return title_of_channel(channel.kind, channel.consulate) if channel else title_of_channel("")


def is_doubtful(channel: Channel | None) -> bool:
    """Tell whether nobody could confirm a channel: it is never shown as the place to go to."""
    return channel is not None and channel.source.confidence == "low"


def _known(reading: Reading, channel: Channel) -> ChannelCard:
    lead, text = first_sentence(reading.shown(channel.instructions))
    address, told = parted(channel.address, reading.language)
    return ChannelCard(
        title=title(channel),
        lead=lead,
        text=text,
        url=channel.url or _site_for(reading, channel),
        action=action_of_channel(channel.kind)
        if channel.url
        else _("Aller sur le site de la préfecture"),
        address=address,
        told=told,
        note=places.sureness(channel.source),
        trouble=trouble_with_channel(channel.kind),
        trouble_help=reading.shown(channel.no_slot_help),
    )


def _site_for(reading: Reading, channel: Channel) -> str:
    """Return the préfecture's site, where a form or a booking without a known link is found."""
    return places.site_of(reading) if channel.kind in (*ONLINE, *AT_A_COUNTER) else ""


def _not_known(reading: Reading, found: ChannelFound) -> ChannelCard:
    if reading.is_covered:
        action = _("Aller sur le site de la préfecture")
    else:
        action = _("Trouver ma préfecture")
    if found.known:
        text = _(
            "Nous ne connaissons pas la façon de déposer cette demande dans ce département. "
            "Regardez le site de la préfecture avant d’y aller."
        )
    else:
        text = _(
            "La façon de déposer dépend d’une réponse qui nous manque. "
            "Sans elle, regardez le site de la préfecture avant d’y aller."
        )
    return ChannelCard(
        title=title(None),
        lead=text,
        url=places.site_of(reading),
        action=action,
    )
