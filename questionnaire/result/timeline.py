"""The line of time of an answer: the days of the card, of the calendar and of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import get_language_info, override
from django.utils.translation import gettext as _

from procedures.engine.evaluation import Evaluation, ProcedureResult
from procedures.engine.milestones import Milestone, milestones_of
from procedures.engine.values.stances import AROUND, FOLLOW, UNDATED
from questionnaire.between.letters import LetterLink, letter_link, letter_of_step

from .formats import days_between, weekday_and_day
from .last_days import beside_the_card, dated_step_of, days_beside, days_of_procedure
from .others import sort_orientations
from .reading import Reading, Shown, first_sentence
from .timing import Status, due_text, left_text, timing_of
from .whole_result import LIKELY

# The strip: how wide it is, how wide a letter is; over more days than that a month is too narrow.
WIDTH, LETTER, MOST_DAYS = 328, 8, 900


@dataclass(frozen=True, slots=True)
class LineDay:
    """A day of the line. ``marks`` are those of its dot: now, past, last, supposed.

    ``about`` is that of today, of the end of the document, or how the day of a milestone is given.
    ``french`` is what the paper says beside another language. ``letter`` is that to write.
    """

    day: date
    what: Shown
    note: Shown = ""
    last: bool = False
    supposed: bool = False
    counted: date | None = None
    about: str = ""
    when: str = ""
    marks: str = ""
    french: str = ""
    letter: LetterLink | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the strip; its label is left out where it has no room."""

    x: int
    width: int
    tone: str
    label: Shown

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True, slots=True)
class LineMark:
    """A day that is marked on the strip, and where its label stands."""

    x: int
    text: str

    @property
    def label_x(self) -> int:
        half = len(self.text) * LETTER // 2
        return min(max(self.x, half), WIDTH - half)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The values of templates/questionnaire/result/time_line.html.

    ``asks`` is the question that tells the day of a filing: one that is not known, or not made.
    """

    days: list[LineDay]
    made_on: str
    ends: str = ""
    left: str = ""
    sentence: str = ""
    bars: list[Stretch] = field(default_factory=list)
    now: LineMark | None = None
    # Today, on paper.
    made: LineMark | None = None
    asks: str = ""
    supposed: bool = False
    end: LineMark | None = None


def is_dated(reading: Reading) -> bool:
    """Tell whether a title or a request has a day from which others are counted."""
    return any(_answer(reading, key) for key in ("expiry_date", "request_filed_on"))


def timeline(reading: Reading, evaluation: Evaluation) -> Timeline:
    """Return the line of an answer that has a dated title or request."""
    shown = days_of_line(reading, evaluation)
    if reading.language != settings.LANGUAGE_CODE:
        with override(settings.LANGUAGE_CODE):
            french = days_of_line(replace(reading, language=settings.LANGUAGE_CODE), evaluation)
        shown = [
            replace(one, french=f"{other.when} : {other.what}")
            for one, other in zip(shown, french, strict=True)
        ]
    ends = _answer(reading, "expiry_date")
    supposed, filed = any(one.supposed for one in shown), reading.named("request_filed_on")
    is_unknown = reading.situation.answers.get(filed, "") is None
    return Timeline(
        shown,
        reading.day(reading.today),
        asks=filed if is_unknown else reading.named("goal") if supposed else "",
        supposed=supposed and not is_unknown,
        ends=weekday_and_day(ends, reading.language) if ends else "",
        left=left_text(days_between(reading.today, ends)) if ends else "",
        **_strip(reading, evaluation, ends),
    )


def days_of_line(reading: Reading, evaluation: Evaluation) -> list[LineDay]:
    """Return the days of the line in order, each thing once: supposed ones keep their place."""
    own = [*_of_answer(reading), *_of_procedures(reading, evaluation)]
    last_days = {one.day for one in own if one.last}
    added = [
        _of_milestone(reading, one)
        for one in milestones_of(reading.situation)
        # The card has words of its own for its last day.
        if one.supposed or not (one.is_last and one.day in last_days)
    ]
    today = LineDay(reading.today, _("Aujourd’hui"), about="now")
    found: dict[tuple[date, str], LineDay] = {}
    for one in (today, *own, *added):
        found.setdefault((one.day, str(one.what)), one)
    ordered = sorted(found.values(), key=lambda one: (one.day, one.about == UNDATED))
    return [_worded(reading, one) for one in ordered]


def _answer(reading: Reading, key: str) -> date | None:
    value = reading.situation.answers.get(reading.named(key))
    return value if isinstance(value, date) else None


def _of_answer(reading: Reading) -> Iterator[LineDay]:
    filed, ends = _answer(reading, "request_filed_on"), _answer(reading, "expiry_date")
    if filed:
        yield LineDay(filed, _("Demande déposée"))
    if ends:
        yield LineDay(ends, _("Fin du document"), about="end")


def _of_procedures(reading: Reading, evaluation: Evaluation) -> Iterator[LineDay]:
    """Yield the days of the cards and of their steps, and the last days beside them."""
    for result in evaluation.procedures:
        if result.recommended:
            yield from _of_procedure(reading, result)
    orientations = sort_orientations(evaluation.orientations)
    for one in days_beside(reading, beside_the_card(orientations, evaluation.procedures, LIKELY)):
        yield LineDay(one.day, one.what, last=True, counted=one.counted)


def _of_procedure(reading: Reading, result: ProcedureResult) -> Iterator[LineDay]:
    perhaps = _("peut-être, selon la réponse")
    silence = _day_of_silence(result)
    for one in days_of_procedure(reading, result):
        note, letter = "" if one.certain else perhaps, letter_link(reading, one.letter)
        yield LineDay(
            one.day, one.what, note, one.day != silence, counted=one.counted, letter=letter
        )
    for step in result.steps:
        timing = timing_of(step, reading.today)
        if timing.opens and timing.status is not Status.UNKNOWN and timing.opens != silence:
            what = first_sentence(reading.shown(step.step.text))[0]
            letter = letter_link(reading, letter_of_step(result.steps, step))
            note = "" if step.certain else perhaps
            yield LineDay(timing.opens, what, note, about="opens", letter=letter)


def _day_of_silence(result: ProcedureResult) -> date | None:
    """Return the day on which the silence that somebody waits through becomes a refusal."""
    own = dated_step_of(result) if result.stance_name == FOLLOW else None
    return own.opens if own and own.closes else None


def _of_milestone(reading: Reading, one: Milestone) -> LineDay:
    found = one.orientation
    what, note = reading.shown(found.title), reading.shown(found.text)
    if one.appeal:
        what, note = _("Dernier jour pour le tribunal"), ""
    day = LineDay(one.day, what, note, one.is_last, one.supposed, one.counted, found.milestone)
    return replace(day, letter=letter_link(reading, found.letter))


def _worded(reading: Reading, one: LineDay) -> LineDay:
    """Return a day with its date in words, and the marks of its dot."""
    when = weekday_and_day(one.day, reading.language)
    past = (one.counted or one.day) < reading.today
    due = one.day < reading.today and not past and one.last
    if one.about == "opens":
        when = _("À partir du %(start)s") % {"start": when}
    elif past and one.last:
        when = _("La date limite était le %(end)s") % {"end": when}
    elif one.about == AROUND:
        when = _("vers le %(day)s") % {"day": when}
    elif one.about == UNDATED:
        when = _("ensuite, sans date fixe")
    marks = {"now": one.about == "now", "past": past, "last": one.last, "if": one.supposed}
    return replace(
        one,
        when=when,
        note=due_text() if due else one.note,
        marks=" ".join(f"day--{mark}" for mark, holds in marks.items() if holds),
    )


# --- the strip

Span = tuple[date, date, str, Shown]


def _strip(reading: Reading, evaluation: Evaluation, ends: date | None) -> dict[str, Any]:
    """Return the drawn part of a line, true to scale; nothing where there is no room for it."""
    stretches = list(_in_order(_stretches(reading, evaluation, ends)))
    if not stretches:
        return {}
    start = min(stretches[0][0], reading.today)
    days = days_between(start, max(stretches[-1][1], reading.today))
    if days > MOST_DAYS:
        return {}
    mirrored = get_language_info(reading.language)["bidi"]

    def at(day: date) -> int:
        x = round(WIDTH * days_between(start, day) / max(days, 1))
        return WIDTH - x if mirrored else x

    bars = []
    for first, last, tone, label in stretches:
        x, width = min(at(first), at(last)), abs(at(last) - at(first))
        fits = len(_letters(label)) * LETTER + LETTER <= width
        bars.append(Stretch(x, width, tone, label if fits else ""))
    words = {"start": reading.day(start), "end": reading.day(start + timedelta(days=days))}
    end = f"{_('Fin du document')} : {reading.day(ends)}" if ends else ""
    return {
        "sentence": _("Vos jours du %(start)s au %(end)s, comme dans la liste.") % words,
        "bars": bars,
        "now": LineMark(at(reading.today), _("Aujourd’hui")),
        "made": LineMark(at(reading.today), reading.day(reading.today)),
        "end": LineMark(at(ends), end) if ends and ends >= start else None,
    }


def _letters(label: Shown) -> str:
    return str(label["text"]) if isinstance(label, dict) else str(label)


def _in_order(stretches: Iterable[Span]) -> Iterator[Span]:
    """Yield stretches that follow one another: one that is over before it begins is left out."""
    at = date.min
    for first, last, tone, label in stretches:
        if last > max(first, at):
            yield max(first, at), last, tone, label
            at = last


def _stretches(reading: Reading, evaluation: Evaluation, ends: date | None) -> Iterator[Span]:
    first = next((one for one in evaluation.procedures if one.recommended), None)
    own = dated_step_of(first) if first else None
    filed = _answer(reading, "request_filed_on")
    if first and own and own.closes and own.certain:
        closes = own.closes
        if first.stance_name == FOLLOW and own.opens:
            yield filed or own.opens, own.opens, "kept", _("Réponse")
            yield own.opens, closes, "late", _("Agir")
        elif ends is None or closes <= ends:
            yield own.opens or min(reading.today, closes), closes, "done", _("Dépôt")
            yield closes, ends or closes, "late", _("Vite")
    if ends:
        yield from _after(reading, milestones_of(reading.situation), ends)


def _after(reading: Reading, found: Sequence[Milestone], ends: date) -> Iterator[Span]:
    for one in found:
        if one.orientation.lead:
            tone = "kept" if one.is_last else "after"
            yield ends, one.day, tone, reading.shown(one.orientation.lead)
