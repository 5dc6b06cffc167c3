"""The verdict: in one sentence, what to do, where and when."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from procedures.engine.evaluation import ProcedureResult
from procedures.engine.stances import day_of, is_undated
from procedures.engine.values.rules import Orientation
from procedures.engine.values.stances import FOLLOW

from . import filing, others, places, stances, unknowns
from .cards import KeyFact, Verdict, call, then_line, with_stance
from .filing import ChannelCard
from .last_days import (
    Beside,
    LastDay,
    dated_step_of,
    day_of_orientation,
    days_of_card,
    in_order,
    leaf,
)
from .places import Contact
from .reading import Reading, Shown
from .timing import (
    ANYTIME,
    Status,
    Timing,
    dates_text,
    days_left_text,
    timing_of,
    undated_text,
    until,
)
from .unknowns import ToFindOut

# {status: the word of the band, where no stance is written}
LABELS = {
    Status.TOO_EARLY: gettext_noop("C’est trop tôt aujourd’hui"),
    Status.OPEN: gettext_noop("C’est le bon moment"),
    Status.CLOSING: gettext_noop("À faire très vite"),
    Status.DUE: gettext_noop("Aujourd’hui, sans attendre"),
    Status.LATE: gettext_noop("Le délai est dépassé"),
    Status.UNKNOWN: gettext_noop("Date à vérifier"),
    Status.ANYTIME: gettext_noop("À faire"),
}
# {status: what to do, where and when}
SENTENCES = {
    Status.OPEN: gettext_noop("Faites cette démarche %(where)s, au plus tard le %(end)s."),
    Status.CLOSING: gettext_noop("Faites vite cette démarche %(where)s, au plus tard le %(end)s."),
    Status.DUE: gettext_noop("Faites cette démarche aujourd’hui, sans attendre, %(where)s."),
    Status.LATE: gettext_noop(
        "Faites cette démarche aujourd’hui, %(where)s : la date limite était le %(end)s."
    ),
    Status.UNKNOWN: gettext_noop(
        "Faites cette démarche %(where)s, à une date que nous ne pouvons pas encore calculer."
    ),
    Status.ANYTIME: gettext_noop("Faites cette démarche %(where)s, dès que possible."),
}


def verdict_of_procedure(
    reading: Reading,
    result: ProcedureResult,
    card: ChannelCard | None,
    *,
    total: str,
    papers: int,
    helper: Contact | None,
    urgent: bool,
    beside: Beside | None = None,
) -> Verdict:
    """Return the verdict for a recommended procedure.

    ``papers`` is how many are to be prepared, ``helper`` who to call first.

    ``urgent`` is true if something urgent stands above it: the card then does not say that there
    is time. ``beside`` is what stands beside the card, which says its last days too.
    """
    step, timing = dated_step_of(result), timing_of_card(reading, result)
    # Before the first day the site would refuse the request: the button is not shown.
    early = timing.status is Status.TOO_EARLY
    # A silence becomes a refusal on that day: nothing opens.
    opening = early and result.stance_name != FOLLOW
    tone, icon = stances.BANDS[timing.status]
    plain = Verdict(
        status=str(timing.status),
        opens=timing.opens.isoformat() if opening and timing.opens else "",
        closes=timing.closes.isoformat() if opening and timing.closes else "",
        tone=tone,
        icon=icon,
        label=_label(timing, urgent=urgent),
        title=reading.shown(result.procedure.title),
        french=reading.french(result.procedure.title),
        to_find_out=unknowns.behind_window(reading, result.channel, step.step)
        if step and timing.status is Status.UNKNOWN
        else [],
    )
    if result.stance:
        days = days_of_card(reading, result, timing, beside)
        return with_stance(
            reading, result, result.stance, plain, timing, card, total, papers, helper, days
        )
    pressed = None if urgent or early else card
    return replace(
        plain,
        sentence=sentence(reading, result, timing, urgent=urgent),
        text="" if urgent else days_left_text(timing),
        late=reading.shown(step.step.late) if step and timing.status is Status.LATE else "",
        no_channel="" if urgent else _no_channel_text(reading, result),
        facts=_facts(reading, result, timing, total, urgent=urgent),
        action=pressed.action if pressed else "",
        action_url=pressed.url if pressed else "",
        action_icon="external",
    )


def timing_of_card(reading: Reading, result: ProcedureResult) -> Timing:
    """Return the days of that step; those of a step that only may apply are not known.

    With an unknown last day the person acts today, whether the first day is known or not.
    """
    step = dated_step_of(result)
    if step is None:
        return ANYTIME
    timing = timing_of(step, reading.today) if step.certain else Timing(Status.UNKNOWN)
    return replace(timing, ends=step.step.closes is not None)


def verdict_of_orientation(
    reading: Reading, orientation: Orientation, beside: Iterable[LastDay] = ()
) -> Verdict:
    """Return the verdict if no procedure applies to this person, or if it comes before one.

    ``beside`` are the last days of what stands beside it, which no other card says.
    """
    stance, end = orientation.stance, orientation.last_day
    tone, icon = stances.BANDS[stance or Status.ANYTIME]
    ends = day_of_orientation(reading, orientation)
    timing = until(ANYTIME, end, ends.day if ends else None, reading.today)
    days = in_order(reading, [*([ends] if ends else []), *beside])
    shown = leaf(reading, days[0], tone) if days else None
    undated = end and day_of(end, reading.situation) is None
    when = undated_text() if undated and not is_undated(end, reading.situation) else ""
    # A person sent back to an answer finds the way there.
    again = reading.urls.review if stance == "reprendre" and reading.urls else ""
    advice = others.advice(reading, orientation)
    return Verdict(
        status=str(Status.ANYTIME),
        stance=stance,
        tone=shown.tone if shown and days[0].own else tone,
        icon=icon,
        leaf=shown,
        facts=[
            *([KeyFact("calendar", _("Quand"), when)] if when else []),
            *(then_line(reading, one) for one in days[1:]),
        ],
        label=stances.band(reading, stance, timing) if stance else _("Notre réponse"),
        title=reading.shown(orientation.title),
        french=reading.french(orientation.title),
        leads=[reading.shown(orientation.lead)] if orientation.lead else [],
        text="" if orientation.lead or orientation.calls else reading.shown(orientation.text),
        calls=advice.first_calls,
        action=_("Vérifier mes réponses") if again else "",
        action_url=again,
        tasks=advice.tasks,
    )


def verdict_of_possible(
    reading: Reading,
    count: int,
    to_find_out: list[ToFindOut],
    helper: Contact | None,
    days: list[LastDay],
) -> Verdict:
    """Return the verdict if procedures are only possible: a reader of the papers comes first."""
    if count == 1:
        sentence = _(
            "Une démarche est possible. Plus bas : qui peut lire les papiers avec vous, "
            "gratuitement."
        )
    else:
        sentence = _(
            "Plusieurs démarches sont possibles. Plus bas : qui peut lire les papiers avec vous, "
            "gratuitement."
        )
    action, url, icon = call(helper)
    return Verdict(
        status=str(Status.UNKNOWN),
        label=_("À vérifier"),
        title=_("Il nous manque une réponse"),
        sentence=sentence,
        leaf=leaf(reading, days[0], "neutral") if days else None,
        facts=[*_to_somebody(helper), *(then_line(reading, one) for one in days[1:])],
        to_find_out=to_find_out,
        action=action,
        action_url=url,
        action_icon=icon,
    )


def verdict_of_branches(to_find_out: list[ToFindOut]) -> Verdict:
    """Return the verdict if only a date is missing: each case of it follows."""
    return Verdict(
        status=str(Status.UNKNOWN),
        label=_("Il manque une date"),
        title=_("Voici quoi faire dans chaque cas"),
        to_find_out=to_find_out,
    )


def _to_somebody(helper: Contact | None) -> list[KeyFact]:
    """Return who can read the papers with the person, and what to bring."""
    papers = _("Tous les papiers : passeport, visa, cartes, récépissés, lettres")
    bring = KeyFact("document", _("À apporter"), papers)
    if helper is None:
        return [bring]
    return [KeyFact("people", _("Qui peut aider"), helper.name, helper.address), bring]


def sentence(
    reading: Reading, result: ProcedureResult, timing: Timing, *, urgent: bool = False
) -> str:
    """Return what to do, where and when, in one sentence."""
    words = {
        "where": filing.where(result.channel.channel),
        "start": reading.day(timing.opens) if timing.opens else "",
        "end": reading.day(timing.closes) if timing.closes else "",
    }
    if urgent:
        return _("Commencez aujourd’hui : suivez les étapes dans l’ordre.")
    return _pattern(timing) % words


def _pattern(timing: Timing) -> str:
    if timing.status is Status.TOO_EARLY and timing.closes:
        return _(
            "Vous pourrez faire cette démarche %(where)s, "
            "à partir du %(start)s et jusqu’au %(end)s inclus."
        )
    if timing.status is Status.TOO_EARLY:
        return _("Vous pourrez faire cette démarche %(where)s, à partir du %(start)s.")
    if timing.status is Status.OPEN and not timing.closes:
        return _("Vous pouvez faire cette démarche %(where)s dès maintenant.")
    return _(SENTENCES[timing.status])


def _label(timing: Timing, *, urgent: bool) -> str:
    if urgent:
        return _("À faire aujourd’hui")
    return _(LABELS[timing.status])


def _no_channel_text(reading: Reading, result: ProcedureResult) -> str:
    if result.channel.channel or result.channel.needs_commune:
        return ""
    if reading.is_covered:
        return _("Nous ne savons pas comment la préfecture reçoit ce dossier : regardez son site.")
    if reading.situation.department_missing:
        return _("Dites votre commune : nous montrons votre préfecture.")
    return _("Ouvrez le site de la préfecture et cherchez cette démarche.")


def _facts(
    reading: Reading, result: ProcedureResult, timing: Timing, total: str, *, urgent: bool
) -> list[KeyFact]:
    dates = dates_text(timing, reading)
    place: Shown = filing.title(result.channel.channel)
    doubtful = filing.is_doubtful(result.channel.channel)
    if doubtful:
        place = _("À vérifier d’abord : %(place)s") % {
            "place": filing.where(result.channel.channel)
        }
    if not result.channel.channel:
        place = "" if urgent else places.prefecture_name(reading)
    lines = [
        KeyFact("place", _("Où"), place, sure=not doubtful) if place else None,
        KeyFact("calendar", _("Quand"), dates) if dates else None,
        KeyFact("euro", _("Prix"), total) if total else None,
    ]
    return [line for line in lines if line]
