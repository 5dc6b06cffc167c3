"""The card of an answer: its parts, and how the stance that somebody wrote fills them."""

from dataclasses import dataclass, field, replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from procedures.engine.evaluation import ProcedureResult
from procedures.engine.stances import StanceResult

from . import costs, filing, stances
from .filing import ChannelCard
from .formats import NO_BREAK
from .others import ShownCall
from .places import Contact
from .reading import Reading, Shown
from .timing import Status, Timing
from .unknowns import ToFindOut


@dataclass(frozen=True, slots=True)
class KeyFact:
    """A short line of components/answer_card.html. What is not ``sure`` does not stand out."""

    icon: str
    label: str
    value: Shown
    note: Shown = ""
    url: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class ShownTask:
    """A thing to do that an orientation names."""

    text: Shown
    note: Shown


@dataclass(frozen=True, slots=True)
class Verdict:
    """The values of components/answer_card.html.

    ``label`` is the word of its band, ``tone`` its colour; ``stance`` is empty if nobody wrote one.
    """

    status: str
    label: str
    title: Shown
    stance: str = ""
    tone: str = "action"
    icon: str = "forward"
    leads: list[Shown] = field(default_factory=list)
    calls: list[ShownCall] = field(default_factory=list)
    tasks: list[ShownTask] = field(default_factory=list)
    french: str = ""
    sentence: Shown = ""
    text: Shown = ""
    late: Shown = ""
    no_channel: str = ""
    facts: list[KeyFact] = field(default_factory=list)
    to_find_out: list[ToFindOut] = field(default_factory=list)
    action: str = ""
    action_url: str = ""
    action_icon: str = ""


def with_stance(
    reading: Reading,
    result: ProcedureResult,
    found: StanceResult,
    plain: Verdict,
    timing: Timing,
    card: ChannelCard | None,
    total: str,
    papers: int,
    helper: Contact | None,
) -> Verdict:
    """Return the verdict as its author wrote it: the stance decides the band and the button."""
    stance = found.stance.stance
    tone, icon = stances.BANDS[stance]
    if stance == "deposer" and stances.is_last_day(reading, found, timing):
        tone, icon = stances.BANDS[Status.CLOSING]
    leads = [stances.lead(reading, found, timing), *map(reading.shown, found.leads)]
    action, url, action_icon = _act(reading, stance, result.place, card, helper, papers)
    return replace(
        plain,
        stance=stance,
        tone=tone,
        icon=icon,
        label=stances.band(
            reading, stance, replace(timing, closes=found.last_day or timing.closes)
        ),
        leads=[one for one in leads if one],
        sentence="",
        text="",
        late="",
        no_channel="",
        facts=_rows(reading, result, found, timing, total, papers),
        action=action,
        action_url=url,
        action_icon=action_icon,
    )


def call(helper: Contact | None) -> tuple[str, str, str]:
    """Return the words, the address and the icon of a button that calls a helper, or nothing."""
    if helper is None or not helper.phone:
        return "", "", ""
    words = _("Appeler le %(number)s") % {"number": helper.phone.replace(" ", NO_BREAK)}
    return words, f"tel:{helper.phone.replace(' ', '')}", "phone"


def _act(
    reading: Reading,
    stance: str,
    place: str,
    card: ChannelCard | None,
    helper: Contact | None,
    papers: int,
) -> tuple[str, str, str]:
    """Return the words, the address and the icon of the one button of the card."""
    talks = stance in stances.TALKING or place in ("aide", "telephone", "avocat")
    if talks and helper and helper.phone:
        return call(helper)
    if talks:
        return _("Voir qui peut m’aider"), "#aide", "people"
    if stance == "attendre" and papers:
        words = reading.addressed(_("Voir mes papiers"), _("Voir les papiers"))
        return words, "#papiers", "document"
    if stance != "attendre" and card and card.url and place in ("canal", ""):
        return card.action, card.url, "external"
    words = reading.addressed(_("Voir mes étapes"), _("Voir les étapes"))
    return words, "#etapes", "forward"


def _rows(
    reading: Reading,
    result: ProcedureResult,
    found: StanceResult,
    timing: Timing,
    total: str,
    papers: int,
) -> list[KeyFact]:
    place, sure = stances.place(reading, result)
    then = ""
    if result.place not in ("canal", "") and any(one.step.place == "canal" for one in result.steps):
        doubtful = filing.is_doubtful(result.channel.channel)
        words = _("puis, à vérifier d’abord : %(place)s") if doubtful else _("puis %(place)s")
        then = words % {"place": filing.where(result.channel.channel)}
    when = stances.when(reading, found, timing, result.place)
    # Before a delay or a danger nobody asks what it costs.
    price = "" if found.stance.stance in ("repondre", "se_proteger") else costs.to_confirm(result)
    price = total or price
    count = _("%(count)s à préparer") % {"count": papers}
    lines = [
        KeyFact("place", _("Où"), place, then, sure=sure),
        KeyFact("calendar", _("Quand"), when) if when else None,
        KeyFact("euro", _("Prix"), capfirst(price)) if price else None,
        KeyFact("document", _("Papiers"), count, url="#papiers") if papers else None,
    ]
    return [line for line in lines if line]
