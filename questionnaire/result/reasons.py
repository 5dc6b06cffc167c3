"""The reasons for a result: the answers that led to it, the texts of law, and the sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.utils.html import format_html
from django.utils.translation import gettext as _

from procedures.engine.evaluation import Evaluation, ProcedureResult
from procedures.engine.explanation import because
from procedures.engine.values.content import Source
from procedures.engine.values.facts import UNDATED, parse_partial_date
from procedures.engine.values.rules import Orientation

from . import formats
from .reading import Reading, Shown, cached_line
from .sureness import unconfirmed


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A line of components/summary_list.html."""

    question: Shown
    answer: Shown
    change_url: str
    unknown: bool


def reasons(reading: Reading, result: ProcedureResult) -> list[AnswerRow]:
    """Return the answers on which a procedure depends, in the order of asking."""
    return _rows(reading, because(reading.situation, result.procedure))


def all_answers(reading: Reading) -> list[AnswerRow]:
    """Return every answer, for a result without any procedure."""
    return _rows(reading, reading.situation.answers)


def _rows(reading: Reading, keys: Iterable[str]) -> list[AnswerRow]:
    answers, questions = reading.situation.answers, reading.rule_set.questions
    return [
        AnswerRow(
            question=reading.question(questions[key]),
            answer=reading.answer(questions[key]),
            change_url=reading.change_url(key),
            unknown=answers[key] is None,
        )
        for key in keys
    ]


@dataclass(frozen=True, slots=True)
class LawOfProcedure:
    """The articles of a procedure. They are in French, whatever the language of the page."""

    title: Shown
    references: tuple[str, ...]


def law_of(reading: Reading, evaluation: Evaluation) -> list[LawOfProcedure]:
    """Return the law of the procedures that an answer recommends, or else of those possible."""
    recommended = [one.procedure for one in evaluation.procedures if one.recommended]
    procedures = recommended or [one.procedure for one in evaluation.procedures]
    return [
        LawOfProcedure(reading.shown(one.title), one.legal_references)
        for one in procedures
        if one.legal_references
    ]


@dataclass(frozen=True, slots=True)
class ShownSource:
    """A line of components/source_list.html."""

    reference: str
    url: str
    read: str
    verified: str
    note: str


def sources_of_procedures(
    reading: Reading, results: Iterable[ProcedureResult]
) -> list[ShownSource]:
    return shown_sources(reading, [one.procedure.source for one in results])


def sources_of_orientations(
    reading: Reading, orientations: Iterable[Orientation]
) -> list[ShownSource]:
    return shown_sources(reading, [one.source for one in orientations])


def shown_sources(reading: Reading, sources: Iterable[Source]) -> list[ShownSource]:
    """Return the sources that have a reference, without repetition."""
    unique = dict.fromkeys(one for one in sources if one.reference)
    return [cached_line(reading, "source", one, partial(_shown, reading, one)) for one in unique]


def _shown(reading: Reading, source: Source) -> ShownSource:
    return ShownSource(
        reference=source.reference,
        url=source.url,
        read=_read(reading, source),
        verified=_verified(reading, source),
        note=unconfirmed(source),
    )


def _read(reading: Reading, source: Source) -> str:
    """Return when a source was read and what its own date is, or an empty string."""
    if source.checked_on is None:
        return ""
    words = {"read": reading.day(source.checked_on)}
    if not source.dated:
        return _("lu le %(read)s") % words
    if source.dated == UNDATED:
        return _("lu le %(read)s dans un document sans date") % words
    precision = len(parse_partial_date(source.dated))
    words["dated"] = formats.partial_day(source.dated, reading.language)
    if precision == 3:
        return _("lu le %(read)s dans une page du %(dated)s") % words
    # Only French asks for it: « de septembre », « d’avril ».
    if words["dated"].startswith(("a", "o")):
        return _("lu le %(read)s dans une page d’%(dated)s") % words
    return _("lu le %(read)s dans une page de %(dated)s") % words


def _verified(reading: Reading, source: Source) -> str:
    """Return who verified what a source says, and when, or an empty string.

    The name of the service stays in French, in which one asks for it.
    """
    if source.verified_on is None or not source.verified_by:
        return ""
    service = format_html('<bdi lang="fr">{}</bdi>', source.verified_by)
    words = {"service": service, "day": reading.day(source.verified_on)}
    return format_html(_("vérifié par {service} le {day}"), **words)
