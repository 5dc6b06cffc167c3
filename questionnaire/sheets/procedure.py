"""The sheet of a procedure: everything it may ask of anybody, and what depends on the person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from procedures.engine.conditions.tree import ALWAYS, Condition
from procedures.engine.values.facts import Duration
from procedures.engine.values.procedure import (
    Cost,
    DocumentEntry,
    Procedure,
    Step,
    Warning,
)
from procedures.engine.values.stances import NO_SHIFT, WindowEnd
from procedures.publishing.parts.channel_words import family_titles
from questionnaire.between.letters import LetterLink, letter_link
from questionnaire.reports.addresses import STEP, tell_url
from questionnaire.result import formats, papers
from questionnaire.result.authorities import Competence, of_the_person
from questionnaire.result.formats import duration_text
from questionnaire.result.papers import Paper, PaperChoice, PaperGroup
from questionnaire.result.reading import Reading, Shown, first_sentence, in_force
from questionnaire.result.reasons import ShownSource, shown_sources
from questionnaire.result.steps import Waiting, waiting
from questionnaire.runs.wording import plain, question_text

from .audience import Criterion, audience
from .filing import ShownWait, ShownWay, waits_of, ways_of
from .local_papers import LocalPapers, asked_less, asked_more
from .protection import SheetAdvice, advice


@dataclass(frozen=True, slots=True)
class ShownWarning:
    text: Shown
    conditional: bool


@dataclass(frozen=True, slots=True)
class SheetStep:
    """The values of components/step_list.html; warnings for everybody are texts of the step."""

    title: Shown
    text: Shown
    when: str
    warnings: list[Shown]
    conditional: bool
    tell_url: str = ""
    letter: LetterLink | None = None
    authority: Competence | None = None


@dataclass(frozen=True, slots=True)
class SheetCost:
    """A line of components/cost_table.html."""

    label: Shown
    amount: str
    conditional: bool
    may_be_asked: bool


@dataclass(frozen=True, slots=True)
class ProcedureSheet:
    """The values of templates/questionnaire/sheets/procedure.html."""

    id: str
    title: Shown
    french_title: str
    summary: Shown
    days: str
    family: str
    unsure: bool
    sensitive: bool
    audience: list[Criterion]
    waiting: Waiting
    waits: list[ShownWait]
    steps: list[SheetStep]
    documents: list[PaperGroup]
    asked_more: list[LocalPapers]
    asked_less: list[LocalPapers]
    costs: list[SheetCost]
    ways: list[ShownWay]
    warnings: list[ShownWarning]
    advice: list[SheetAdvice]
    legal_references: list[str]
    sources: list[ShownSource]

    @property
    def priced(self) -> bool:
        """Whether something is sure to be paid, by some persons at least."""
        return any(not one.may_be_asked for one in self.costs)


def sheet_of(reading: Reading, procedure: Procedure) -> ProcedureSheet:
    return ProcedureSheet(
        id=procedure.id,
        title=reading.shown(procedure.title),
        french_title=reading.french(procedure.title),
        summary=reading.shown(procedure.summary),
        days=days_text(reading, procedure),
        family=family_titles().get(procedure.family, ""),
        unsure=procedure.source.confidence == "low",
        sensitive=procedure.sensitive,
        audience=audience(reading, procedure),
        waiting=waiting(reading, procedure),
        waits=waits_of(reading, procedure),
        steps=[_step(reading, procedure, one) for one in in_force(reading, procedure.steps)],
        documents=documents(
            reading, in_force(reading, procedure.documents), papers.About(procedure)
        ),
        asked_more=asked_more(reading, procedure),
        asked_less=asked_less(reading, procedure),
        costs=_costs(reading, in_force(reading, procedure.costs)),
        ways=ways_of(reading, "national", procedure),
        warnings=[_warning(reading, one) for one in in_force(reading, procedure.warnings)],
        advice=advice(reading, procedure),
        legal_references=list(procedure.legal_references),
        sources=shown_sources(reading, [procedure.source]),
    )


def days_text(reading: Reading, procedure: Procedure) -> str:
    """Return from which day, or until which day, a procedure is possible; empty if always."""
    start, end = procedure.days.start, procedure.days.end
    if end and end < reading.today:
        return _("Cette démarche n’est plus possible depuis le %(day)s.") % {
            "day": reading.day(end + timedelta(days=1))
        }
    if start and reading.today < start:
        return _("Cette démarche sera possible à partir du %(day)s.") % {"day": reading.day(start)}
    if end:
        return _("Cette démarche est possible jusqu’au %(day)s inclus.") % {"day": reading.day(end)}
    return ""


def is_conditional(when: Condition) -> bool:
    return when != ALWAYS


def documents(
    reading: Reading, entries: Sequence[DocumentEntry], about: papers.About
) -> list[PaperGroup]:
    """Return every paper that somebody may be asked for, without repetition, with all its notes."""
    lines: dict[tuple[tuple[str, ...], bool], list[DocumentEntry]] = {}
    for entry in entries:
        lines.setdefault((entry.documents, entry.one_of), []).append(entry)
    return papers.grouped(
        reading, [(same[0], _paper(reading, same, about)) for same in lines.values()]
    )


def _paper(
    reading: Reading, same: Sequence[DocumentEntry], about: papers.About
) -> Paper | PaperChoice:
    conditional = all(one.for_some or is_conditional(one.when) for one in same)
    # The persons of one line are not those of a paper that another line asks of everybody.
    first, *rest = sorted(same, key=lambda one: one.for_some)
    line = papers.line(reading, first, about, conditional=conditional)
    if isinstance(line, Paper):
        others = [reading.shown(one.note) for one in rest if one.note != first.note]
        return replace(line, notes=[*(one for one in others if one), *line.notes])
    return line


def _step(reading: Reading, procedure: Procedure, step: Step) -> SheetStep:
    title, text = first_sentence(reading.shown(step.text))
    return SheetStep(
        title=title,
        text=text,
        when=_window(reading, step),
        warnings=[reading.shown(one.text) for one in in_force(reading, step.warnings)],
        conditional=is_conditional(step.when),
        tell_url=tell_url(reading, STEP, step.id, procedure),
        letter=letter_link(reading, step.letter),
        authority=of_the_person(reading, step.authority),
    )


def _window(reading: Reading, step: Step) -> str:
    """Return the dates of a step in words, relative to the answer from which they count."""
    # A withdrawn question is not asked: no date counts from it.
    gone = reading.rule_set.withdrawn.questions
    opens, closes = (
        one if one is None or one.fact not in gone else None for one in (step.opens, step.closes)
    )
    if opens and closes:
        if opens.fact and opens.fact == closes.fact and is_before(opens) and is_before(closes):
            if opens.fact == reading.named("expiry_date"):
                return _("Entre %(first)s et %(last)s avant la fin de votre document") % {
                    "first": _length(opens),
                    "last": _length(closes),
                }
            return _("Entre %(first)s et %(last)s avant cette date : « %(question)s »") % {
                "first": _length(opens),
                "last": _length(closes),
                "question": _question(reading, opens),
            }
        ends = {"start": _end(reading, opens), "end": _end(reading, closes)}
        return _("Début : %(start)s. Fin : %(end)s.") % ends
    if closes:
        return _("Au plus tard : %(end)s.") % {"end": _end(reading, closes)}
    return _("Au plus tôt : %(start)s.") % {"start": _end(reading, opens)} if opens else ""


def is_before(end: WindowEnd) -> bool:
    """Tell whether an end of a window is before the date from which it counts."""
    return min(end.shift.years, end.shift.months, end.shift.days, end.shift.hours) < 0


def _end(reading: Reading, end: WindowEnd) -> str:
    if end.day is not None:
        return reading.day(end.day)
    values = {"duration": _length(end), "question": _question(reading, end)}
    if end.shift == NO_SHIFT:
        return _("le jour de la réponse à « %(question)s »") % values
    if is_before(end):
        return _("%(duration)s avant la réponse à « %(question)s »") % values
    if end.appeal_months:
        values["appeal"] = duration_text(Duration(months=end.appeal_months))
        return _("%(duration)s après la réponse à « %(question)s », puis %(appeal)s") % values
    return _("%(duration)s après la réponse à « %(question)s »") % values


def _length(end: WindowEnd) -> str:
    return duration_text(
        Duration(**{unit: abs(count) for unit, count in end.shift.to_data().items()})
    )


def _question(reading: Reading, end: WindowEnd) -> str:
    question = reading.rule_set.questions.get(end.fact)
    return plain(question_text(question, reading.language)) if question else end.fact


def _costs(reading: Reading, costs: Sequence[Cost]) -> list[SheetCost]:
    """Return the amounts in force today, without repetition."""
    lines: dict[tuple[str, str], SheetCost] = {}
    for cost in costs:
        label, amount, currency = cost.label, cost.amount, cost.currency
        if cost.fee:
            fee = reading.rule_set.fees[cost.fee]
            label, amount, currency = fee.label, fee.amount_on(reading.today), fee.currency
        line = SheetCost(
            reading.shown(label),
            _amount(reading, amount, currency),
            conditional=is_conditional(cost.when) and not cost.possible,
            may_be_asked=cost.possible,
        )
        known = lines.get((str(line.label), line.amount))
        if known is None or known.conditional:
            lines[str(line.label), line.amount] = line
    return list(lines.values())


def _amount(reading: Reading, amount: Decimal | None, currency: str) -> str:
    if amount is None:
        return _("montant à vérifier")
    return formats.money(amount, currency, reading.language) if amount else _("gratuit")


def _warning(reading: Reading, warning: Warning) -> ShownWarning:
    return ShownWarning(reading.shown(warning.text), is_conditional(warning.when))
