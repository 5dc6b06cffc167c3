"""The steps to take, with their computed dates, then the wait and the rights until it ends."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from operator import itemgetter

from django.utils.translation import gettext as _

from procedures.engine.channels import view_of
from procedures.engine.conditions.tree import truth_of
from procedures.engine.evaluation import ProcedureResult
from procedures.engine.stances import StepResult
from procedures.engine.values.content import Text
from procedures.engine.values.procedure import Meanwhile, Procedure
from questionnaire.between.letters import LetterLink, letter_link
from questionnaire.reports.addresses import STEP, tell_url

from .authorities import Competence, of_the_person
from .last_days import undoes_the_first_day
from .reading import Line, Reading, Shown, cached_line, first_sentence, line_of
from .stances import delay
from .timing import Status, Timing, dates_text, timing_of


@dataclass(frozen=True, slots=True)
class ShownStep:
    """The values of components/step_list.html: the first sentence is its line, the text follows."""

    title: Shown
    text: Shown
    when: str
    state: str
    late: Shown
    warnings: list[Shown]
    possible: bool
    tell_url: str = ""
    letter: LetterLink | None = None
    authority: Competence | None = None


# What must be known before a step that bears it: the country that somebody fled, the police,
# a counter, an order to leave.
FLED = "pays que vous avez fui"
RISKS = (
    FLED,
    "police",
    "gendarmerie",
    "quitter la france",
    "quitter le territoire",
    "oqtf",
    "refus",
)


@dataclass(frozen=True, slots=True)
class WarningLine:
    """A warning as a line. A ``risk`` has another icon than what is good to know."""

    line: Line
    risk: bool


def shown_warnings(reading: Reading, result: ProcedureResult) -> list[WarningLine]:
    """Return the warnings of a procedure, the risks first: they are read before the steps.

    The first of the risks is the country that somebody fled: no other can cost a protection.
    """
    found = [
        cached_line(reading, "warning", one, partial(_warning, reading, one))
        for one in result.warnings
    ]
    return [line for _order, line in sorted(found, key=itemgetter(0))]


def _warning(reading: Reading, text: Text) -> tuple[tuple[bool, bool], WarningLine]:
    return _order(text), WarningLine(line_of(reading.shown(text)), _is_risk(text))


def _is_risk(text: Text) -> bool:
    return any(word in _french(text) for word in RISKS)


def _order(text: Text) -> tuple[bool, bool]:
    return FLED not in _french(text), not _is_risk(text)


def _french(text: Text) -> str:
    return text.get("fr", "").lower()


def shown_steps(reading: Reading, result: ProcedureResult) -> list[ShownStep]:
    return [
        _step(reading, result, one) for one in result.steps if not undoes_the_first_day(result, one)
    ]


def is_late(reading: Reading, result: ProcedureResult) -> bool:
    """Return whether the last day of one of the steps has passed."""
    return any(timing_of(one, reading.today).status is Status.LATE for one in result.steps)


def ended_text(reading: Reading, steps: Iterable[StepResult], closes: date | None) -> str:
    """Return since when the document has ended, if steps closed on a day before that end, or "".

    The 60th day before the end is no longer what matters to somebody whose title has ended.
    """
    key = reading.named("expiry_date")
    end = reading.situation.answers.get(key)
    counted = any(one.step.closes and one.step.closes.fact == key for one in steps)
    if not isinstance(end, date) or not counted or not closes or not closes < end < reading.today:
        return ""
    return _("Votre document est fini depuis %(delay)s.") % {"delay": delay(end, reading.today)}


def _late(timing: Timing, reading: Reading, one: StepResult) -> str:
    """Return how late it is: a day of the past is never shown as one to keep to."""
    closes = timing.closes or reading.today
    late = _("En retard de %(delay)s.") % {"delay": delay(closes, reading.today)}
    return ended_text(reading, [one], closes) or late


def _step(reading: Reading, result: ProcedureResult, one: StepResult) -> ShownStep:
    timing = timing_of(one, reading.today)
    late = timing.status is Status.LATE
    if not one.certain:
        # What only may concern somebody is no reason to act today: the card says what is.
        timing = replace(timing, ends=False)
    view = view_of(reading.situation, result.channel)
    title, text = first_sentence(reading.shown(one.step.text))
    return ShownStep(
        title=title,
        text=text,
        when=_late(timing, reading, one) if late else dates_text(timing, reading),
        state="" if timing.status is Status.ANYTIME else str(timing.status),
        late=reading.shown(one.step.late) if late else "",
        warnings=[reading.shown(w.text) for w in one.step.warnings if truth_of(w.when, view)],
        possible=not one.certain,
        tell_url=tell_url(reading, STEP, one.step.id, result.procedure),
        letter=letter_link(reading, one.step.letter),
        authority=of_the_person(reading, one.step.authority),
    )


@dataclass(frozen=True, slots=True)
class Right:
    """A line of components/meanwhile.html."""

    text: str
    allowed: bool


@dataclass(frozen=True, slots=True)
class WaitingLine:
    label: str
    text: Shown


@dataclass(frozen=True, slots=True)
class Waiting:
    outcome: list[WaitingLine]
    lead: Shown
    text: Shown
    rights: list[Right]


def waiting(reading: Reading, procedure: Procedure, *, late: bool = False) -> Waiting:
    """Return what the person holds until the answer. ``late``: a day to act by has passed."""
    lines = (
        (
            reading.addressed(
                _("Ce que vous recevez à la fin"), _("Ce que la personne reçoit à la fin")
            ),
            procedure.result,
        ),
        (_("Temps d’attente"), procedure.processing_time),
        (_("Durée de ce document"), procedure.validity),
    )
    meanwhile = _of_the_late(procedure.meanwhile) if late else procedure.meanwhile
    lead, text = first_sentence(reading.shown(meanwhile.text))
    return Waiting(
        outcome=[WaitingLine(label, reading.shown(text)) for label, text in lines if text],
        lead=lead,
        text=text,
        rights=_rights(reading, meanwhile),
    )


def _of_the_late(meanwhile: Meanwhile) -> Meanwhile:
    """Return what is left when it is too late: what it allows is for those who acted in time."""
    return replace(
        meanwhile, may_work=meanwhile.may_work and None, may_travel=meanwhile.may_travel and None
    )


def _rights(reading: Reading, meanwhile: Meanwhile) -> list[Right]:
    rights = (
        (
            meanwhile.may_work,
            reading.addressed(_("Vous pouvez travailler."), _("La personne peut travailler.")),
            reading.addressed(
                _("Vous ne pouvez pas travailler."), _("La personne ne peut pas travailler.")
            ),
        ),
        (
            meanwhile.may_travel,
            reading.addressed(
                _("Vous pouvez sortir de France et revenir."),
                _("La personne peut sortir de France et revenir."),
            ),
            reading.addressed(
                _("Ne sortez pas de France : vous ne pourriez pas revenir."),
                _("La personne ne doit pas sortir de France : elle ne pourrait pas revenir."),
            ),
        ),
    )
    return [Right(yes if may else no, may) for may, yes, no in rights if may is not None]
