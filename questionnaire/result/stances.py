"""The words of a card: the stance in its band, its lead, the date, the first place."""

from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from procedures.engine.evaluation import ProcedureResult
from procedures.engine.stances import StanceResult

from . import filing
from .reading import Reading
from .timing import Status, Timing, dates_text, days_left_text, last_day_text

# {stance or status: (tone of the band, icon)}. Red means hours or danger, and nothing else.
BANDS = {
    "deposer": ("success", "success"),
    "faire_relire": ("action", "people"),
    "facultatif": ("neutral", "info"),
    "attendre": ("action", "calendar"),
    "en_retard": ("warning", "warning"),
    "repondre": ("danger", "clock"),
    "appeler": ("action", "phone"),
    "se_proteger": ("action", "shield"),
    "reprendre": ("neutral", "change"),
    Status.OPEN: ("success", "success"),
    Status.CLOSING: ("warning", "clock"),
    Status.TOO_EARLY: ("action", "calendar"),
    Status.LATE: ("warning", "warning"),
    Status.UNKNOWN: ("neutral", "question"),
    Status.ANYTIME: ("action", "forward"),
}
# The stances whose next act is to talk to somebody, not to file.
TALKING = ("faire_relire", "repondre", "appeler", "se_proteger")
# {stance: its word, where no date says more}
WORDS = {
    "deposer": gettext_noop("Déposez"),
    "faire_relire": gettext_noop("Faites relire d’abord"),
    "facultatif": gettext_noop("Facultatif"),
    "attendre": gettext_noop("Attendez"),
    "en_retard": gettext_noop("En retard"),
    "repondre": gettext_noop("Répondez vite"),
    "appeler": gettext_noop("Appelez"),
    "se_proteger": gettext_noop("Mettez-vous en sécurité"),
    "reprendre": gettext_noop("Changez une réponse"),
}
# {stance: when to act, without a date}
UNDATED = {
    "deposer": gettext_noop("Dès que les papiers sont prêts"),
    "faire_relire": gettext_noop("Avant de déposer"),
    "facultatif": gettext_noop("À tout moment"),
    "en_retard": gettext_noop("Aujourd’hui"),
    "repondre": gettext_noop("Avant la date écrite sur la lettre"),
    "appeler": gettext_noop("Aujourd’hui"),
    "se_proteger": gettext_noop("Dès que vous pouvez"),
}
# {place of a step: its name}, but for the place where the procedure is filed.
PLACES = {
    "aide": gettext_noop("Une association ou un avocat"),
    "prefecture": gettext_noop("À la préfecture"),
    "mairie": gettext_noop("À la mairie"),
    "consulat": gettext_noop("Au consulat"),
    # Whoever fled their country must not wonder whose consulate it is.
    "consulat_france": gettext_noop("Au consulat de France"),
    "tribunal": gettext_noop("Au tribunal"),
    "police": gettext_noop("À la police ou à la gendarmerie"),
    "ofii": gettext_noop("Office français de l’immigration et de l’intégration (OFII)"),
    "spada": gettext_noop("Structure de premier accueil des demandeurs d’asile (SPADA)"),
    "en_ligne": gettext_noop("En ligne"),
    "telephone": gettext_noop("Au téléphone"),
    "courrier": gettext_noop("Par courrier"),
    "employeur": gettext_noop("Chez l’employeur"),
    "avocat": gettext_noop("Chez un avocat"),
}


def band(reading: Reading, stance: str, timing: Timing) -> str:
    """Return the stance in a word or two."""
    if stance == "attendre" and timing.status is Status.TOO_EARLY and timing.opens:
        return _("Attendez jusqu’au %(day)s") % {"day": reading.day(timing.opens)}
    if stance == "repondre" and timing.closes == reading.today:
        return _("Répondez aujourd’hui")
    if stance == "repondre" and timing.closes and timing.closes > reading.today:
        return _("Répondez au plus tard le %(day)s") % {"day": reading.day(timing.closes)}
    if stance == "deposer" and timing.status in (Status.OPEN, Status.CLOSING):
        return _("Déposez maintenant")
    return _(WORDS[stance])


def lead(reading: Reading, found: StanceResult, timing: Timing) -> str:
    """Return what the dates mean for this person, in a sentence or two, or an empty string."""
    stance = found.stance.stance
    if stance == "attendre" and timing.opens:
        words = {"day": reading.day(timing.opens)}
        return _("Avant le %(day)s, c’est trop tôt. Préparez les papiers.") % words
    if stance == "en_retard":
        return _late(reading, timing.closes, found)
    return days_left_text(timing) if stance == "deposer" else ""


def _late(reading: Reading, closed: date | None, found: StanceResult) -> str:
    last_day = found.last_day
    said = []
    if closed and closed < reading.today:
        said.append(_("En retard de %(delay)s.") % {"delay": delay((reading.today - closed).days)})
    if last_day == reading.today:
        said.append(_("Déposez aujourd’hui au plus tard."))
    elif last_day:
        words = _("Déposez aujourd’hui, et au plus tard le %(day)s.")
        said.append(words % {"day": reading.day(last_day)})
    elif not found.stance.lead:
        said.append(_("Déposez quand même, aujourd’hui."))
    return " ".join(said)


def delay(days: int) -> str:
    """Return a delay in its largest unit that is not nought: days, then months, then years."""
    if days >= 730:
        years = days // 365
        return ngettext("%(count)s an", "%(count)s ans", years) % {"count": years}
    if days >= 60:
        months = days // 30
        return ngettext("%(count)s mois", "%(count)s mois", months) % {"count": months}
    return ngettext("%(count)s jour", "%(count)s jours", days) % {"count": days}


def when(reading: Reading, found: StanceResult, timing: Timing, place: str = "") -> str:
    """Return the date of the card. A day of the past is never a deadline.

    ``place`` is that of the first step: nobody waits for papers to declare a loss or a theft.
    """
    end = found.last_day or timing.closes
    if timing.status is Status.TOO_EARLY and timing.opens:
        return _("À partir du %(day)s") % {"day": reading.day(timing.opens)}
    if end and end >= reading.today:
        return _until(reading, found, timing, end)
    if timing.status is Status.UNKNOWN:
        return dates_text(timing, reading)
    if found.stance.stance == "deposer" and place == "police":
        return _("Dès que vous pouvez")
    words = UNDATED.get(found.stance.stance)
    return _(words) if words else ""


def is_last_day(reading: Reading, found: StanceResult, timing: Timing) -> bool:
    """Tell whether nobody may act any more tomorrow: the last day is in the delay."""
    return (found.last_day or timing.closes) == reading.today


def _until(reading: Reading, found: StanceResult, timing: Timing, end: date) -> str:
    """Return the last day of a delay, which is part of it; today is called so."""
    last_day = found.stance.last_day if found.last_day else None
    by_hour = last_day.by_hour if last_day else timing.by_hour
    hour_early = last_day.is_an_hour_early(end) if last_day else timing.hour_early
    if end != reading.today and found.stance.stance == "en_retard":
        # Alone, a day that is months away would say that there is time.
        return _("Aujourd’hui, et au plus tard le %(day)s") % {"day": reading.day(end)}
    if end != reading.today:
        return last_day_text(reading.day(end), by_hour=by_hour, hour_early=hour_early)
    if hour_early:
        return _("Aujourd’hui au plus tard, une heure avant celle de la lettre (heure d’hiver)")
    if by_hour:
        return _("Aujourd’hui au plus tard, à l’heure écrite sur la lettre")
    return _("Aujourd’hui au plus tard")


def place(reading: Reading, result: ProcedureResult) -> tuple[str, bool]:
    """Return the first place to go to, and whether it is sure enough to stand out.

    It is that of the steps: without one, it is the place where the procedure is filed.
    """
    channel = result.channel.channel
    named = PLACES.get(result.place)
    if named:
        return _(named), True
    if filing.is_doubtful(channel):
        return _("À vérifier d’abord : %(place)s") % {"place": filing.where(channel)}, False
    return capfirst(filing.where(channel)), channel is not None
