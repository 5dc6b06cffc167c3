"""The filing: the channel in plain words, the préfecture's own remarks, and its counters."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from procedures.engine.channels import ChannelFound
from procedures.engine.evaluation import ProcedureResult
from procedures.engine.values.channel_kinds import FiledAt
from procedures.engine.values.department import Channel, Notice
from procedures.engine.values.stances import ANSWER, CALL, FOLLOW
from procedures.publishing.parts.channel_words import (
    action_of_channel,
    place_of_channel,
    title_of_channel,
    trouble_with_channel,
)
from questionnaire.between.services import ShownService, service_of
from questionnaire.sheets.addresses import procedure_url

from . import places, unknowns
from .places import Contact
from .postal import parted
from .reading import Line, Reading, Shown, first_sentence, line_of
from .sureness import sureness
from .unknowns import ToFindOut


@dataclass(frozen=True, slots=True)
class ChannelCard:
    """The values of questionnaire/result/channel.html.

    ``trouble`` is a question for people who are stuck, and ``trouble_help`` its answer. A helper
    who files online is asked first whose ``account`` it is; ``account_url`` is for
    who must take one back. The ``service`` is the site on which it is done.
    """

    title: str
    lead: Shown = ""
    text: Shown = ""
    url: str = ""
    action: str = ""
    address: str = ""
    remark: str = ""
    note: str = ""
    trouble: str = ""
    trouble_help: Shown = ""
    account: bool = False
    account_url: str = ""
    service: ShownService | None = None


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
    notes_check: str = ""


def announcement(reading: Reading, notice: Notice) -> Line:
    """Return the line of an announcement, after the warning of one that is old."""
    line = line_of(reading.shown(notice.text))
    return replace(line, check=sureness(reading, notice))


def filing(
    reading: Reading, result: ProcedureResult, notices: Sequence[Notice], *, urgent: bool
) -> Filing:
    """Return how a person files a procedure, and what the préfecture adds.

    Of a procedure that is filed elsewhere, the préfecture is no door: only its announcements for
    this family are left. An appeal, or what is urgent, never sends to its site without a channel:
    that would cost days that the person does not have.
    """
    found = result.channel
    elsewhere, named = is_elsewhere(result), _places_of_steps(result)
    card: ChannelCard | None
    if found.channel:
        card = _known(reading, found.channel)
    elif elsewhere or (answers_or_calls(result) and result.place and "canal" not in named):
        card = _of_the_steps(result)
    else:
        card = None if urgent else _not_known(reading, found)
    override = reading.department.overrides.get(result.procedure.id)
    announced = [one for one in notices if one.families or not elsewhere]
    return Filing(
        card=card,
        notes=reading.shown(result.notes),
        notes_check=sureness(reading, override),
        notices=[announcement(reading, one) for one in announced if _passes(one)],
        lasting=[announcement(reading, one) for one in announced if not _passes(one)],
        to_find_out=[] if found.known or elsewhere else unknowns.behind_channel(reading, found),
        counters=[] if elsewhere else places.counters(reading, result.procedure.family),
        prefecture_url="" if elsewhere else places.prefecture_page(reading),
    )


def is_elsewhere(result: ProcedureResult) -> bool:
    """Tell whether the steps name where a procedure is filed, and the préfecture is not there.

    Who only helps is asked first, and receives nothing: with no other place, it is the préfecture.
    A letter before an appeal goes to it too.
    """
    named = _places_of_steps(result)
    others = named - {*HELPERS, "telephone"}
    return bool(others) and not others & {"canal", "prefecture", "courrier"}


def answers_or_calls(result: ProcedureResult) -> bool:
    """Tell whether a procedure answers a decision, or calls somebody: nothing is filed or paid."""
    return result.procedure.may_say(ANSWER) or result.stance_name == CALL


def _places_of_steps(result: ProcedureResult) -> set[str]:
    """Return the places of the steps. Whoever waits for an answer has nothing for a court yet."""
    named = {one.step.place for one in result.steps if one.step.place}
    return named - {*COURTS, "courrier"} if result.stance_name == FOLLOW else named


def _of_the_steps(result: ProcedureResult) -> ChannelCard | None:
    """Return the place that the steps name, or ``None`` where they name several after a helper."""
    named = _places_of_steps(result) - {*HELPERS, "telephone"} or {result.place}
    place = result.place if result.place in named else next(iter(named))
    if place != result.place and len(named) > 1:
        return None
    return ChannelCard(
        title=_(STEP_PLACES[place]), lead=_("Les étapes disent comment faire, dans l’ordre.")
    )


def _passes(notice: Notice) -> bool:
    """Tell whether an announcement is of some days only: a closure is not left to be opened."""
    return notice.first_shown is not None or notice.last_shown is not None


# The places of somebody who helps, and the courts to which they write.
HELPERS = ("aide", "avocat")
COURTS = ("tribunal", "tribunal_judiciaire")
# {place of a step: its name}, but for the place where the procedure is filed.
STEP_PLACES = {
    "aide": gettext_noop("Une association ou un avocat"),
    "prefecture": gettext_noop("À la préfecture"),
    "mairie": gettext_noop("À la mairie"),
    "consulat": gettext_noop("Au consulat"),
    # A person who fled their country must not wonder whose consulate it is.
    "consulat_france": gettext_noop("Au consulat de France"),
    "tribunal": gettext_noop("Au tribunal"),
    "tribunal_judiciaire": gettext_noop("Au tribunal judiciaire"),
    "cnda": gettext_noop("À la Cour nationale du droit d’asile (CNDA)"),
    "commission_visas": gettext_noop("À la commission de recours des visas, à Nantes"),
    "sous_directeur_visas": gettext_noop("Au sous-directeur des visas, à Nantes"),
    "ministre": gettext_noop("Au ministre de l’intérieur, par courrier"),
    "police": gettext_noop("À la police ou à la gendarmerie"),
    "police_pays": gettext_noop("À la police du pays où vous êtes"),
    "ofii": gettext_noop("Office français de l’immigration et de l’intégration (OFII)"),
    "spada": gettext_noop("Structure de premier accueil des demandeurs d’asile (SPADA)"),
    "en_ligne": gettext_noop("En ligne"),
    "telephone": gettext_noop("Au téléphone"),
    "courrier": gettext_noop("Par courrier"),
    "employeur": gettext_noop("Chez l’employeur"),
    "avocat": gettext_noop("Chez un avocat"),
}


def where(channel: Channel | None) -> str:
    """Return where a procedure is done, as words inside a sentence."""
    return place_of_channel(channel.kind, channel.consulate) if channel else place_of_channel("")


def title(channel: Channel | None) -> str:
    """Return where a procedure is done, as a line of its own with acronyms in full."""
    return title_of_channel(channel.kind, channel.consulate) if channel else title_of_channel("")


def is_doubtful(channel: Channel | None) -> bool:
    """Tell whether a channel is not known or not confirmed: it is never the place to go to."""
    return channel is None or channel.source.confidence == "low"


def is_by_post(result: ProcedureResult) -> bool:
    """Tell whether a procedure is sent by post, and no step goes anywhere before."""
    channel = result.channel.channel
    return channel is not None and channel.kind == "postal" and result.place in ("canal", "")


def _known(reading: Reading, channel: Channel) -> ChannelCard:
    lead, text = first_sentence(reading.shown(channel.instructions))
    address, remark = parted(channel.address, reading.language)
    return ChannelCard(
        title=title(channel),
        lead=lead,
        text=text,
        url=channel.url or _site_for(reading, channel),
        action=action_of_channel(channel.kind)
        if channel.url
        else _("Aller sur le site de la préfecture"),
        address=address,
        remark=remark,
        note=sureness(reading, channel),
        trouble=trouble_with_channel(channel.kind),
        trouble_help=reading.shown(channel.no_slot_help),
        account=reading.assisted and channel.at is FiledAt.SITE,
        account_url=procedure_url(ACCOUNT) if ACCOUNT in reading.rule_set.procedures else "",
        service=service_of(reading, channel),
    )


# The procedure of an account that is blocked, or in the hands of somebody else.
ACCOUNT = "compte_anef_bloque"


def _site_for(reading: Reading, channel: Channel) -> str:
    """Return the préfecture's site, where a form or a booking without a known link is found."""
    return places.site_of(reading) if channel.at in (FiledAt.SITE, FiledAt.COUNTER) else ""


def _not_known(reading: Reading, found: ChannelFound) -> ChannelCard:
    action, url = page_to_ask(reading)
    if found.known:
        text = _(
            "Nous ne connaissons pas la façon de déposer cette demande dans ce département. "
            "Appelez la préfecture, ou regardez son site, avant d’y aller."
        )
    else:
        text = _(
            "La façon de déposer dépend d’une réponse qui nous manque. "
            "Sans elle, appelez la préfecture, ou regardez son site, avant d’y aller."
        )
    return ChannelCard(title=_("À vérifier d’abord"), lead=text, url=url, action=action)


def office(reading: Reading, family: str) -> Contact:
    """Return the contact to ask how a family of procedures is filed: one with a telephone first.

    Outside the départements of the catalogue it is an office without a telephone.
    """
    found = places.counters(reading, family)
    if found:
        return next((one for one in found if one.phone), found[0])
    if family == "nationalite":
        return Contact(_("La plate-forme de naturalisation"))
    return Contact(places.prefecture_name(reading))


def page_to_ask(reading: Reading) -> tuple[str, str]:
    """Return the words and the address of the page that tells how to reach the préfecture."""
    page = places.prefecture_page(reading)
    if page:
        return _("La page de la préfecture"), page
    return _("Trouver ma préfecture"), places.site_of(reading)
