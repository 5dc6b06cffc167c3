"""A recommended procedure in full, and the urgent answers that come before it as cards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from procedures.engine.evaluation import ProcedureResult
from procedures.engine.values.department import Notice
from procedures.engine.values.rules import Orientation
from procedures.engine.values.stances import LATE
from questionnaire.between.letters import LetterLink, letter_link, letter_of_attempts
from questionnaire.reports.addresses import lines_url
from questionnaire.sheets.addresses import procedure_url

from . import costs, filing, others, papers, places, reasons, steps, verdict
from .cards import Verdict
from .counter_sheet import CounterSheet, SheetWords, counter_sheet
from .last_days import Beside, LastDay
from .others import Advice, Orientations
from .reading import Reading, Shown
from .reasons import AnswerRow
from .steps import Waiting


@dataclass(frozen=True, slots=True)
class FirstCard:
    """An urgent answer that comes before all else: its card, and what more it says."""

    verdict: Verdict
    advice: Advice


def first_cards(
    reading: Reading, orientations: Orientations, beside: Iterable[LastDay] = ()
) -> list[FirstCard]:
    """Return the urgent answers that are cards of their own.

    The first of them says the last days of what stands ``beside`` it, which no other card says.
    """
    found = [one for one in orientations.urgent if _comes_first(one)]
    return [
        FirstCard(
            verdict.verdict_of_orientation(reading, one, () if at else beside),
            others.advice(reading, one),
        )
        for at, one in enumerate(found)
    ]


def advice_beside(reading: Reading, orientations: Orientations) -> list[Advice]:
    """Return the other urgent answers."""
    return [others.advice(reading, one) for one in orientations.urgent if not _comes_first(one)]


def leads_beside(reading: Reading, orientations: Orientations) -> list[Shown]:
    """Return what must be known before any place, a sentence of each: paper says it too."""
    beside = (one for one in orientations.urgent if one.steps and not _comes_first(one))
    return [reading.shown(one.lead) for one in beside if one.lead]


def _comes_first(orientation: Orientation) -> bool:
    """Tell whether an urgent orientation is a card of its own.

    It is if it has numbers to call, or if it says that somebody is late: nothing else may say
    before it that there is nothing to do.
    """
    return bool(orientation.stance and (orientation.calls or orientation.stance == LATE))


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
    waiting: Waiting
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
        before = [one.verdict for one in first_cards(other, orientations)]
        helpers = nearby if own else places.helpers(other, places.fit(result))
        known = leads_beside(other, orientations)
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
        waiting=steps.waiting(reading, result.procedure, late=steps.is_late(reading, result)),
        why=reasons.reasons(reading, result),
        sensitive=result.procedure.sensitive,
        lines_url=lines_url(reading, result.procedure),
    )


@dataclass(frozen=True, slots=True)
class Stuck:
    """The log of attempts, for who cannot file: ``open`` if the answer is about that."""

    letter: LetterLink
    open: bool


def stuck_of(reading: Reading, sheets: Iterable[Sheet]) -> Stuck | None:
    """Return the log of attempts where a site may refuse a slot or a file, else ``None``."""
    sheets = list(sheets)
    letter = letter_of_attempts(reading.rule_set)
    link = letter_link(reading, letter.id) if letter else None
    named = any(step.letter == link for sheet in sheets for step in sheet.steps)
    may_be = any(sheet.filing.card and sheet.filing.card.trouble_help for sheet in sheets)
    return Stuck(link, named) if link and (named or may_be) else None


def notices_for(result: ProcedureResult, notices: Sequence[Notice]) -> list[Notice]:
    """Return the announcements that are for a procedure."""
    family = result.procedure.family
    return [one for one in notices if not one.families or family in one.families]
