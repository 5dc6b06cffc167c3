"""The card of an answer: its parts, and how the stance that somebody wrote fills them."""

from dataclasses import dataclass, field, replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from procedures.engine.evaluation import ProcedureResult
from procedures.engine.stances import StanceResult
from procedures.engine.values.stances import COME_BACK, FILE, LATE

from . import costs, filing, stances
from .filing import ChannelCard
from .formats import NO_BREAK
from .last_days import LastDay, Leaf, day_of_leaf, is_signature, leaf
from .others import ShownCall, ShownTask
from .places import Contact
from .reading import Reading, Shown
from .steps import ended_text
from .timing import Status, Timing, due_text, last_day_text, until
from .unknowns import ToFindOut


@dataclass(frozen=True, slots=True)
class KeyFact:
    """A short line of components/answer_card.html. What is not ``sure`` does not stand out.

    ``link`` are words after the note that lead to ``link_url``, the contact to ask. ``leaf`` is the
    later day that the line tells.
    """

    icon: str
    label: str
    value: Shown
    note: Shown = ""
    url: str = ""
    sure: bool = True
    link: str = ""
    link_url: str = ""
    leaf: Leaf | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The values of components/answer_card.html.

    ``label`` is the word of its band, ``tone`` its colour; ``stance`` is empty where none is
    written. Before a window, ``opens`` and ``closes`` are its ends as a machine reads them. The
    first of the ``leads`` is ``dated`` if it counts from today.
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
    leaf: Leaf | None = None
    opens: str = ""
    closes: str = ""
    dated: bool = False
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
    days: list[LastDay],
) -> Verdict:
    """Return the verdict as its author wrote it: the stance decides the band and the button.

    ``days`` are the last days of the whole answer, in order: the first is the leaf of the card.
    """
    stance = found.stance.stance
    ends = until(timing, found.stance.last_day, found.last_day, reading.today)
    tone, icon = stances.BANDS[stance]
    undated = stance == FILE and stances.is_undated(ends)
    if undated or (stance == FILE and stances.is_last_day(reading, ends)):
        tone, icon = stances.BANDS[Status.CLOSING]
    first = day_of_leaf(found, days)
    shown = leaf(reading, first, tone) if first else None
    if shown and first and first.own:
        tone = shown.tone
    if shown and first and stance == LATE and first.day != ends.closes:
        # Who is to file today has not so many days to do it: that day ends something else.
        shown = replace(shown, left="")
    signs = is_signature(result)
    dates = ends if ends.status is Status.DUE else timing
    # How late somebody is comes from the step alone.
    by_post = filing.is_by_post(result)
    steps = [one for one in result.steps if one.closes == dates.closes]
    ended = ended_text(reading, steps, dates.closes)
    own = stances.lead(
        reading, found, dates, result.place, signs=signs, by_post=by_post, ended=ended
    )
    court = stances.court_alone(reading, result, ends)
    own = " ".join(one for one in (own, _(stances.ALONE[court]) if court else "") if one)
    written = stances.leads(reading, found, result.place)
    leads = [own, *map(reading.shown, written)]
    # Before an unknown last day the card sends no person to file alone: the document may have
    # ended.
    door = None if undated else card
    action, url, action_icon = _act(reading, stance, result.place, door, helper, papers)
    return replace(
        plain,
        stance=stance,
        tone=tone,
        icon=icon,
        label=stances.band(reading, stance, ends, signs=signs),
        leads=[one for one in leads if one],
        dated=bool(leads[0]),
        leaf=shown,
        facts=_rows(reading, result, found, ends, total, papers, days, first),
        action=action,
        action_url=url,
        action_icon=action_icon,
    )


def _where(reading: Reading, result: ProcedureResult, court: str) -> KeyFact:
    """Return where to go first, or the contact to ask where that is unknown."""
    place, sure = stances.place(reading, result, court)
    if sure:
        return KeyFact("place", _("Où"), place, "" if court else stances.then(result))
    office = filing.office(reading, result.procedure.family)
    link, url = filing.page_to_ask(reading)
    if office.phone:
        link, url = office.phone.replace(" ", NO_BREAK), f"tel:{office.phone.replace(' ', '')}"
    note = place if result.channel.channel else office.name
    return KeyFact(
        "place", _("Où"), _("À vérifier d’abord"), note, sure=False, link=link, link_url=url
    )


def then_line(reading: Reading, day: LastDay) -> KeyFact:
    """Return the line of a last day that the leaf of a card does not say."""
    # The careful day has passed, and the law still counts.
    due = day.day < reading.today
    words = due_text() if due else last_day_text(reading.day(day.day), day.hour)
    return KeyFact("calendar", _("Puis"), words, day.what, leaf=leaf(reading, day, "neutral"))


def call(helper: Contact | None) -> tuple[str, str, str]:
    """Return the words, the address and the icon of a button that calls a helper, or nothing."""
    if helper is None or not helper.phone:
        return "", "", ""
    words = _("Appeler le %(number)s") % {"number": helper.phone.replace(" ", NO_BREAK)}
    if helper.check:
        words = f"{helper.check} {words}"
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
    # No helper in France answers for a consulate.
    talks = talks and place != "consulat_france"
    if talks and helper and helper.phone:
        return call(helper)
    if talks:
        return _("Voir qui peut m’aider"), "#aide", "people"
    if stance == "attendre" and papers:
        words = reading.addressed(_("Voir mes papiers"), _("Voir les papiers"))
        return words, "#papiers", "document"
    if stance not in ("attendre", COME_BACK) and card and card.account:
        return _("D’abord : à qui est le compte ?"), "#compte", "forward"
    if stance not in ("attendre", COME_BACK) and card and card.url and place in ("canal", ""):
        return card.action, card.url, "external" if card.url.startswith("http") else "forward"
    words = reading.addressed(_("Voir mes étapes"), _("Voir les étapes"))
    return words, "#etapes", "forward"


def _rows(
    reading: Reading,
    result: ProcedureResult,
    found: StanceResult,
    timing: Timing,
    total: str,
    papers: int,
    days: list[LastDay],
    first: LastDay | None,
) -> list[KeyFact]:
    when = stances.when(reading, found, timing, result.place, first, days)
    court = stances.court_alone(reading, result, timing)
    stance = found.stance.stance
    # A delay or a danger comes before the cost.
    unpriced = filing.answers_or_calls(result) and not result.procedure.costs
    price = (
        ""
        if unpriced or stance in ("suivre", "repondre", "se_proteger", COME_BACK)
        else costs.to_confirm(result)
    )
    price = total or price
    count = ngettext("%(count)s à préparer", "%(count)s à préparer", papers) % {"count": papers}
    # A person who comes back with a valid card has nothing to ask for, and nowhere to go before.
    lines = [
        _where(reading, result, court) if result.place or stance != COME_BACK else None,
        KeyFact("calendar", _("Quand"), when) if when else None,
        *(then_line(reading, one) for one in days if one is not first),
        KeyFact("euro", _("Prix"), capfirst(price)) if price else None,
        KeyFact("document", _("Papiers"), count, url="#papiers") if papers else None,
    ]
    return [line for line in lines if line]
