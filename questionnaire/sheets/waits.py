"""How long an answer takes: what the law says, and the times that were published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from procedures.engine.values.content import Source
from procedures.engine.values.department import WaitingTime
from procedures.engine.values.facts import Duration, parse_partial_date
from procedures.engine.values.procedure import Procedure
from questionnaire.result.formats import duration_text
from questionnaire.result.reading import Reading, Shown
from questionnaire.result.reasons import ShownSource, shown_sources

FIGURES_AGE_AFTER = Duration(years=1)


@dataclass(frozen=True, slots=True)
class ShownWait:
    """How long it took, as published, or what the law says. With neither: none is published.

    ``searched`` is the day on which we looked for a figure and found none.
    """

    name: Shown
    law: Shown
    times: list[str]
    period: Shown
    note: Shown
    is_old: bool
    searched: str
    sources: list[ShownSource]


def shown_waits(reading: Reading, waits: Iterable[WaitingTime]) -> list[ShownWait]:
    return [_shown_wait(reading, one) for one in waits]


def waits_of(reading: Reading, procedure: Procedure) -> list[ShownWait]:
    """Return the national waiting times that name a procedure or its family."""
    names = {procedure.id, procedure.family}
    times = reading.rule_set.national.waiting_times
    return shown_waits(reading, (one for one in times if names & one.handles))


def _shown_wait(reading: Reading, wait: WaitingTime) -> ShownWait:
    words = (
        _("La moitié des personnes a attendu moins de %(time)s."),
        _("9 personnes sur 10 ont attendu moins de %(time)s."),
        _("En moyenne, les personnes ont attendu %(time)s."),
    )
    pairs = zip(words, wait.times, strict=True)
    times = [line % {"time": duration_text(time)} for line, time in pairs if time]
    found, source = bool(times or wait.law), wait.source
    return ShownWait(
        name=reading.shown(wait.name),
        law=reading.shown(wait.law),
        times=times,
        period=reading.shown(wait.period),
        note=reading.shown(wait.note),
        is_old=bool(times) and _is_old(source, reading.today),
        searched="" if found or not source.checked_on else reading.day(source.checked_on),
        sources=shown_sources(reading, [source] if found else []),
    )


def _is_old(source: Source, today: date) -> bool:
    """Tell whether the document has more than a year, if it has a date."""
    parts = parse_partial_date(source.dated)
    return bool(parts) and FIGURES_AGE_AFTER.after(date(*(*parts, 1, 1)[:3])) < today
