"""A recommended procedure in full: its card, steps, papers, costs, and where to file it."""

from collections.abc import Sequence
from dataclasses import dataclass

from procedures.engine.evaluation import ProcedureResult
from procedures.engine.values.department import Notice
from questionnaire.reports.addresses import lines_url
from questionnaire.sheets.addresses import procedure_url

from . import costs, filing, first_cards, papers, places, reasons, steps, verdict, waiting
from .cards import Verdict
from .counter_sheet import CounterSheet, SheetWords, counter_sheet
from .last_days import Beside
from .reading import Reading, Shown
from .reasons import AnswerRow


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a page shows of a procedure. ``suffix`` makes the ids of two sheets different.

    ``url`` is the procedure's public page, which says nothing about the person; ``lines_url`` where
    to tell what is wrong with a line.
    """

    id: str
    url: str
    suffix: str
    verdict: Verdict
    summary: Shown
    warnings: list[steps.WarningLine]
    steps: list[steps.ShownStep]
    papers: papers.Papers
    counter: CounterSheet
    costs: costs.Costs
    filing: filing.Filing
    waiting: waiting.Waiting
    why: list[AnswerRow]
    sensitive: bool
    lines_url: str


def sheet_of(
    reading: Reading,
    result: ProcedureResult,
    notices: Sequence[Notice],
    beside: Beside,
    nearby: places.Helpers,
    suffix: str,
) -> Sheet:
    """Return a procedure as the page, the paper for the counter and the PDF show it."""
    orientations = beside.orientations
    urgent = bool(orientations.urgent)
    # Each card rings its own door.
    called = places.helpers(reading, places.fit(result)) if suffix else nearby
    paid = costs.costs(reading, result)
    filed = filing.filing(reading, result, notices, urgent=urgent)

    def sheet_words(other: Reading) -> SheetWords:
        """Return the card and what it stands on, in the language of the page or in French."""
        own = other is reading
        listed = papers.papers(other, result)
        card = verdict.verdict_of_procedure(
            other,
            result,
            (filed if own else filing.filing(other, result, (), urgent=urgent)).card,
            total=(paid if own else costs.costs(other, result)).brief,
            papers=listed.count,
            helper=places.to_call(called),
            urgent=urgent,
            beside=None if suffix else beside,
        )
        before = [one.verdict for one in first_cards.cards(other, orientations)]
        helpers = nearby if own else places.helpers(other, places.fit(result))
        known = first_cards.leads_beside(other, orientations)
        return SheetWords(
            card, listed, steps.shown_steps(other, result), before, helpers.first, known
        )

    own = sheet_words(reading)
    return Sheet(
        id=result.procedure.id,
        url=procedure_url(result.procedure.id),
        suffix=suffix,
        verdict=own.card,
        counter=counter_sheet(reading, own, sheet_words),
        summary=reading.shown(result.procedure.summary),
        warnings=steps.shown_warnings(reading, result),
        steps=own.steps,
        papers=own.papers,
        costs=paid,
        filing=filed,
        waiting=waiting.waiting(reading, result.procedure, late=steps.is_late(reading, result)),
        why=reasons.reasons(reading, result),
        sensitive=result.procedure.sensitive,
        lines_url=lines_url(reading, result.procedure),
    )


def notices_for(result: ProcedureResult, notices: Sequence[Notice]) -> list[Notice]:
    """Return the announcements that are for a procedure."""
    family = result.procedure.family
    return [one for one in notices if not one.families or family in one.families]
