"""The verdict: in one sentence, what to do, where and when."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from procedures.engine.evaluation import ProcedureResult
from procedures.engine.stances import dated_step, day_ahead
from procedures.engine.values.rules import Orientation

from . import filing, others, places, stances, unknowns
from .cards import KeyFact, ShownTask, Verdict, call, with_stance
from .filing import ChannelCard
from .places import Contact
from .reading import Reading, Shown
from .timing import (
    ANYTIME,
    Status,
    Timing,
    dates_text,
    days_left_text,
    timing_of,
)
from .unknowns import ToFindOut

# {status: the word of the band, where nobody wrote a stance}
LABELS = {
    Status.TOO_EARLY: gettext_noop("C’est trop tôt aujourd’hui"),
    Status.OPEN: gettext_noop("C’est le bon moment"),
    Status.CLOSING: gettext_noop("À faire très vite"),
    Status.LATE: gettext_noop("Le délai est dépassé"),
    Status.UNKNOWN: gettext_noop("Date à vérifier"),
    Status.ANYTIME: gettext_noop("À faire"),
}
# {status: what to do, where and when}
SENTENCES = {
    Status.OPEN: gettext_noop("Faites cette démarche %(where)s, au plus tard le %(end)s."),
    Status.CLOSING: gettext_noop("Faites vite cette démarche %(where)s, au plus tard le %(end)s."),
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
) -> Verdict:
    """Return the verdict for a recommended procedure.

    ``papers`` is how many are to be prepared, ``helper`` who to call first.

    ``urgent`` is true if something urgent stands above it: the person is then not told that there
    is time.
    """
    key = result.stance.stance.step if result.stance else ""
    step = dated_step(result.steps, key) or dated_step(result.steps)
    timing = timing_of(step, reading.today) if step else ANYTIME
    if step and not step.certain:
        timing = Timing(Status.UNKNOWN)
    late = timing.status is Status.LATE and step is not None
    unknown = timing.status is Status.UNKNOWN and step is not None
    # Before the first day the site would refuse the request: the button is not shown.
    pressed = card is not None and not urgent and timing.status is not Status.TOO_EARLY
    plain = Verdict(
        status=str(timing.status),
        tone=stances.BANDS[timing.status][0],
        icon=stances.BANDS[timing.status][1],
        label=_label(timing, urgent=urgent),
        title=reading.shown(result.procedure.title),
        french=reading.french(result.procedure.title),
        sentence=sentence(reading, result, timing, urgent=urgent),
        text="" if urgent else days_left_text(timing),
        late=reading.shown(step.step.late) if late and step else "",
        no_channel="" if urgent else _no_channel_text(reading, result),
        facts=_facts(reading, result, timing, total, urgent=urgent),
        to_find_out=unknowns.behind_window(reading, result.channel, step.step)
        if unknown and step
        else [],
        action=card.action if card and pressed else "",
        action_url=card.url if card and pressed else "",
        action_icon="external",
    )
    if result.stance is None:
        return plain
    return with_stance(reading, result, result.stance, plain, timing, card, total, papers, helper)


def verdict_of_orientation(reading: Reading, orientation: Orientation) -> Verdict:
    """Return the verdict if no procedure applies to this person, or if it comes before one."""
    stance = orientation.stance
    tone, icon = stances.BANDS[stance or Status.ANYTIME]
    ends = day_ahead(orientation.last_day, reading.situation)
    last_day = reading.day(ends) if ends else ""
    timing = Timing(Status.ANYTIME, closes=ends)
    # Who is told to go back to an answer finds the way there.
    again = reading.urls.review if stance == "reprendre" and reading.urls else ""
    return Verdict(
        status=str(Status.ANYTIME),
        stance=stance,
        tone=tone,
        icon=icon,
        label=stances.band(reading, stance, timing) if stance else _("Notre réponse"),
        title=reading.shown(orientation.title),
        french=reading.french(orientation.title),
        leads=[reading.shown(orientation.lead)] if orientation.lead else [],
        text="" if orientation.lead or orientation.calls else reading.shown(orientation.text),
        facts=[KeyFact("calendar", _("Dernier jour pour agir"), last_day)] if last_day else [],
        calls=others.advice(reading, orientation).first_calls,
        action=_("Vérifier mes réponses") if again else "",
        action_url=again,
        tasks=[
            ShownTask(reading.shown(one.text), reading.shown(one.note)) for one in orientation.steps
        ],
    )


def verdict_of_possible(
    count: int, to_find_out: list[ToFindOut], helper: Contact | None
) -> Verdict:
    """Return the verdict if procedures are only possible: who reads the papers comes first."""
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
        title=_("Ce n’est pas grave"),
        sentence=sentence,
        facts=_to_somebody(helper),
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
