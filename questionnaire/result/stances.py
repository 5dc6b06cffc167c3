"""The words of a card: the stance in its band, its lead, the date, the first place."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from procedures.engine.evaluation import ProcedureResult
from procedures.engine.stances import StanceResult
from procedures.engine.values.content import Text
from procedures.engine.values.stances import ANSWER, CALL, FILE, LATE, READ_FIRST

from . import filing
from .filing import COURTS, HELPERS, STEP_PLACES
from .last_days import PRESSING_DAYS, LastDay
from .reading import Reading
from .timing import Hour, Status, Timing, dates_text, days_left_text, due_text, last_day_text

# {stance or status: (tone of the band, icon)}. Red means hours or danger, and nothing else.
BANDS = {
    "deposer": ("success", "success"),
    "faire_relire": ("action", "people"),
    "facultatif": ("neutral", "info"),
    "attendre": ("action", "calendar"),
    "suivre": ("action", "clock"),
    "en_retard": ("warning", "warning"),
    "repondre": ("danger", "clock"),
    "appeler": ("action", "phone"),
    "se_proteger": ("action", "shield"),
    "reprendre": ("neutral", "change"),
    "revenir": ("action", "calendar"),
    "retirer": ("success", "success"),
    Status.OPEN: ("success", "success"),
    Status.CLOSING: ("warning", "clock"),
    Status.TOO_EARLY: ("action", "calendar"),
    Status.DUE: ("warning", "clock"),
    Status.LATE: ("warning", "warning"),
    Status.UNKNOWN: ("neutral", "question"),
    Status.ANYTIME: ("action", "forward"),
}
# Where a person goes after a declaration to the police of another country.
AFTER_POLICE_ABROAD = ("consulat_france",)
# The stances whose next act is to talk to somebody, not to file.
TALKING = ("faire_relire", "suivre", "repondre", "appeler", "se_proteger")
# {stance: its word, where no date says more}
WORDS = {
    "deposer": gettext_noop("Déposez"),
    "faire_relire": gettext_noop("Faites relire d’abord"),
    "facultatif": gettext_noop("Facultatif"),
    "attendre": gettext_noop("Attendez"),
    "suivre": gettext_noop("Vous attendez une réponse"),
    "en_retard": gettext_noop("En retard"),
    "repondre": gettext_noop("Répondez vite"),
    "appeler": gettext_noop("Appelez"),
    "se_proteger": gettext_noop("Mettez-vous en sécurité"),
    "reprendre": gettext_noop("Changez une réponse"),
    "revenir": gettext_noop("Revenez à temps"),
    "retirer": gettext_noop("Allez chercher la carte"),
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
    "revenir": gettext_noop("Avant la fin de la carte"),
    "retirer": gettext_noop("Le jour écrit dans le message"),
}
# On the last day, the filing does not wait for a reader of the file.
READ_OR_NOT = gettext_noop("Dossier relu ou non, déposez aujourd’hui.")
# From how many days on before the last one of a court the filing does not wait for a lawyer.
ALONE_DAYS = 2
# {court of an appeal: what one sends oneself; the law takes one page, which is completed later}
ALONE = {
    "tribunal": gettext_noop(
        "Envoyez vous-même le recours aujourd’hui, sur www.telerecours.fr ou au tribunal, "
        "même court. Vous êtes enfermé ? Donnez-le au chef du centre. L’avocat vient ensuite."
    ),
    "cnda": gettext_noop(
        "Déposez vous-même le recours aujourd’hui à la Cour nationale du droit d’asile, ou "
        "envoyez-le en lettre recommandée. L’avocat vient ensuite."
    ),
}
# Without its day a delay may have passed: the helper finds that day first.
FOUND_TOGETHER = gettext_noop("Aujourd’hui : cherchez ensemble la date qui manque")
NOT_KNOWN = gettext_noop("Sans la date qui manque, nous ne savons pas si le délai est passé.")
# It is unknown which of the two days a préfecture counts, that of the post or its own.
BY_POST = gettext_noop(
    "Par courrier : envoyez aujourd’hui, en recommandé, et gardez la preuve datée. "
    "Nous ne savons pas si le jour de l’envoi suffit : demandez-le à la préfecture."
)
# {hour of the last day, which is today: when to act}
TODAY_AT_THE_LATEST = {
    None: gettext_noop("Aujourd’hui au plus tard"),
    Hour.OF_THE_LETTER: gettext_noop("Aujourd’hui au plus tard, à l’heure écrite sur la lettre"),
    Hour.EARLY: gettext_noop(
        "Aujourd’hui au plus tard, une heure avant celle de la lettre (heure d’hiver)"
    ),
}


def band(reading: Reading, stance: str, timing: Timing, *, signs: bool = False) -> str:
    """Return the stance in a word or two.

    ``signs`` is set if the last day is that of a signature, for which the court needs months.
    """
    # "Late" is not the word for a day that is still good.
    late = stance == "en_retard" and timing.closes and timing.closes >= reading.today
    # Nor is "first" when no other day is left.
    last = stance == READ_FIRST and timing.closes == reading.today
    undated = stance == FILE and is_undated(timing)
    if timing.status is Status.DUE or late or last or undated:
        return due_text()
    if stance == "attendre" and timing.status is Status.TOO_EARLY and timing.opens:
        return _("Attendez jusqu’au %(day)s") % {"day": reading.day(timing.opens)}
    if stance == "repondre" and timing.closes == reading.today:
        return _("Répondez aujourd’hui")
    if stance == "deposer" and timing.status in (Status.OPEN, Status.CLOSING):
        late = not signs or (timing.days_left or 0) <= PRESSING_DAYS
        return _("Déposez maintenant") if late else _("Déposez cette semaine")
    return _(WORDS[stance])


def lead(
    reading: Reading,
    found: StanceResult,
    timing: Timing,
    place: str = "",
    *,
    signs: bool = False,
    by_post: bool = False,
    ended: str = "",
) -> str:
    """Return what the dates mean for this person, in a sentence or two, or an empty string.

    ``place`` is that of the first step: a person sent to a helper does not file first.
    ``ended`` says since when the document has ended, which counts more than a day before its end.
    ``signs`` is set if the last day is that of a signature at the court, ``by_post`` if the request
    is sent by post.
    """
    stance = found.stance.stance
    if signs and timing.closes and timing.closes >= reading.today:
        words = {"day": reading.day(timing.closes + timedelta(days=1))}
        return _("Le tribunal doit faire signer le jeune avant le %(day)s.") % words
    if timing.status is Status.DUE:
        return days_left_text(timing)
    if stance == "attendre" and timing.opens:
        words = {"day": reading.day(timing.opens)}
        if found.stance.lead:
            # The editor's own words say more than a law: the days are advice.
            return _("Conseillé dès le %(day)s.") % words
        return _("Avant le %(day)s, c’est trop tôt. Préparez les papiers.") % words
    if stance == "en_retard":
        return _late(reading, timing.closes, found, place, ended)
    if stance == READ_FIRST and timing.closes == reading.today:
        return _(READ_OR_NOT)
    if stance == FILE and is_undated(timing):
        return _(NOT_KNOWN)
    left = timing.days_left
    if stance == FILE and by_post and left is not None and 0 <= left <= PRESSING_DAYS:
        return _(BY_POST)
    return ""


def court_alone(reading: Reading, result: ProcedureResult, timing: Timing) -> str:
    """Return the court to which one writes oneself, as too few days are left, or nothing.

    A delay in hours is that of a person who is locked up: the contact there comes first.
    """
    if result.stance_name != ANSWER or timing.hour or timing.closes is None:
        return ""
    left = (timing.closes - reading.today).days
    if left > ALONE_DAYS or (left < 0 and timing.status is not Status.DUE):
        return ""
    courts = [one.step.place for one in result.steps if one.certain and one.step.place in ALONE]
    return courts[0] if courts else ""


def leads(reading: Reading, found: StanceResult, place: str) -> list[Text]:
    """Return what the author wrote: on the last day, no word to have the file read first."""
    late = found.stance.stance == LATE and place in HELPERS
    if late and found.last_day == reading.today:
        return [one for one in found.leads if one != found.stance.lead]
    return found.leads


def _late(
    reading: Reading, closed: date | None, found: StanceResult, place: str, ended: str
) -> str:
    last_day = found.last_day
    sentences = []
    if closed and closed < reading.today:
        words = {"delay": delay(closed, reading.today), "day": reading.day(closed)}
        late = _("En retard de %(delay)s : le dernier jour était le %(day)s.")
        good = last_day and last_day >= reading.today
        sentences.append(ended or (_("Délai passé depuis %(delay)s.") if good else late) % words)
    if place in HELPERS and last_day == reading.today:
        sentences.append(_(READ_OR_NOT))
    elif place in HELPERS:
        # The editor's words say what is done with the helper: an appeal is not a filing.
        if not found.stance.lead:
            sentences.append(_("Faites relire le dossier aujourd’hui, puis déposez."))
    elif last_day == reading.today:
        sentences.append(_("Déposez aujourd’hui au plus tard."))
    elif last_day or not found.stance.lead:
        sentences.append(_("Déposez quand même, aujourd’hui."))
    return " ".join(sentences)


def delay(first: date, last: date) -> str:
    """Return a delay in its largest unit that is not nought: days, then months, then years.

    Months are those of the calendar: on the eve of the sixth, five have passed.
    """
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    if months >= 24:
        return ngettext("%(count)s an", "%(count)s ans", months // 12) % {"count": months // 12}
    if months >= 2:
        return ngettext("%(count)s mois", "%(count)s mois", months) % {"count": months}
    days = (last - first).days
    return ngettext("%(count)s jour", "%(count)s jours", days) % {"count": days}


def when(
    reading: Reading,
    found: StanceResult,
    timing: Timing,
    place: str = "",
    leaf: LastDay | None = None,
    days: Sequence[LastDay] = (),
) -> str:
    """Return the date of the card that no other line says. A day of the past is no deadline.

    ``days`` have a line each on the card, but for its ``leaf``.

    ``timing`` closes on the last day of the stance, if it has one (``timing.until``). ``place`` is
    that of the first step: a visit to the police waits for no paper. Nor does a person that the
    card tells to act today.
    """
    end = timing.closes
    stance = found.stance.stance
    if timing.status is Status.TOO_EARLY:
        return dates_text(timing, reading)
    if timing.status is Status.DUE and (leaf is None or not leaf.own):
        return due_text()
    if stance == CALL and end:
        return _(UNDATED[stance])
    if end and end >= reading.today and all(one.day != end for one in (*days, leaf) if one):
        return _until(reading, found, timing, end)
    if timing.status is Status.UNKNOWN:
        together = timing.ends and place in HELPERS
        return _(FOUND_TOGETHER) if together else dates_text(timing, reading)
    if stance == "deposer" and (place in ("police", "police_pays") or found.stance.today):
        return _("Aujourd’hui")
    if timing.status is Status.DUE or (end and end >= reading.today and stance != "en_retard"):
        return ""
    words = UNDATED.get(stance)
    return _(words) if words else ""


def is_last_day(reading: Reading, timing: Timing) -> bool:
    """Tell whether tomorrow may be too late: the last day is in the delay."""
    return timing.status is Status.DUE or timing.closes == reading.today


def is_undated(timing: Timing) -> bool:
    """Tell whether there is an unknown last day: it may be today."""
    return timing.status is Status.UNKNOWN and timing.ends and timing.closes is None


def _until(reading: Reading, found: StanceResult, timing: Timing, end: date) -> str:
    """Return the last day of a delay, which is part of it; today is called so."""
    if end != reading.today and found.stance.stance == "en_retard":
        # Alone, a day that is months away would say that there is time.
        return _("Aujourd’hui, et au plus tard le %(day)s") % {"day": reading.day(end)}
    if end != reading.today:
        return last_day_text(reading.day(end), timing.hour)
    return _(TODAY_AT_THE_LATEST[timing.hour])


def place(reading: Reading, result: ProcedureResult, court: str = "") -> tuple[str, bool]:
    """Return the first place to go to, and whether it is sure: else it is only to be asked of.

    ``court`` is that to which one writes oneself, before anybody who helps.

    It is that of the steps: without one, it is the place where the procedure is filed. The
    préfecture is no place to go to while the page says that its way of receiving is unknown.
    """
    channel = result.channel.channel
    doubtful = filing.is_doubtful(channel)
    named = STEP_PLACES.get(court or result.place)
    if named and not (doubtful and result.place == "prefecture"):
        return _(named), True
    return capfirst(filing.where(channel)), not doubtful


def then(result: ProcedureResult) -> str:
    """Return where the person goes after the first place, or an empty string.

    It is where the procedure is filed, the court to which somebody who helps writes, or the
    French consulate after the police of another country.
    """
    after = {one.step.place for one in result.steps} - {result.place}
    if result.place and "canal" in after:
        doubtful = filing.is_doubtful(result.channel.channel)
        words = _("puis, à vérifier d’abord : %(place)s") if doubtful else _("puis %(place)s")
        return words % {"place": filing.where(result.channel.channel)}
    following = COURTS if result.place in HELPERS else AFTER_POLICE_ABROAD
    court = next((one for one in following if one in after), "")
    if court and result.place in (*HELPERS, "police_pays"):
        named = _(STEP_PLACES[court])
        return _("puis %(place)s") % {"place": named[:1].lower() + named[1:]}
    return ""
