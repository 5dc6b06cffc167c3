"""An unknown date: what to do in each case of it, not a list of what is possible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from django.utils.translation import gettext as _

from procedures.engine.evaluation import Evaluation, ProcedureResult, evaluate_situation
from procedures.engine.relevance import keeps_possible
from procedures.engine.situation import Situation
from questionnaire.sheets.addresses import procedure_url

from . import costs, filing, papers, verdict
from .cards import Verdict
from .reading import Reading, Shown

# Days from today between which what to do may change: the law counts days around the present.
TRIED = (-1500, -400, -190, -100, -40, -1, 0, 1, 40, 80, 100, 130, 200, 400, 1500)
MOST = 3


@dataclass(frozen=True, slots=True)
class Branch:
    """What to do if the date is one of these days, as a card, with the names of its papers."""

    verdict: Verdict
    url: str
    papers: list[Shown]


def branches(reading: Reading, evaluation: Evaluation) -> list[Branch]:
    """Return the cases of the one date that keeps everything uncertain, the earliest first.

    It is empty if something else is unknown too, or if there are too many cases to read.
    """
    key = only_unknown(reading, evaluation)
    if key is None:
        return []
    found = list(_cases(reading.situation, key))
    named = [one for one in found if one[2] is not None]
    if len(named) < 2 or len(named) > MOST:
        return []
    return [_branch(reading, key, *one) for one in named]


def only_unknown(reading: Reading, evaluation: Evaluation) -> str | None:
    """Return the date behind everything that is possible, if nothing else is."""
    situation = reading.situation
    keys = {
        key
        for one in evaluation.procedures
        if not one.certain
        for key in keeps_possible(situation, one.procedure)
    }
    key = keys.pop() if len(keys) == 1 else None
    question = reading.rule_set.questions.get(key) if key else None
    return key if question is not None and question.kind == "date" else None


def _cases(situation: Situation, key: str) -> Iterator[tuple[date, date, str | None]]:
    """Yield (first day, last day, what is recommended) for each stretch of days."""
    today = situation.today

    def advised(days: int) -> str | None:
        supposed = situation.with_answer(key, today + timedelta(days=days))
        return next((one.procedure.id for one in _recommended(supposed)), None)

    start, current = TRIED[0], advised(TRIED[0])
    for before, after in pairwise(TRIED):
        if advised(after) == current:
            continue
        low, high = before, after
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if advised(middle) == current else (low, middle)
        yield today + timedelta(days=start), today + timedelta(days=low), current
        start, current = high, advised(high)
    yield today + timedelta(days=start), today + timedelta(days=TRIED[-1]), current


def _recommended(situation: Situation) -> list[ProcedureResult]:
    return [one for one in evaluate_situation(situation).procedures if one.recommended]


def _branch(reading: Reading, key: str, first: date, last: date, _name: str | None) -> Branch:
    """Return one case, for which a day of it stands."""
    day = last if first < reading.today else first
    supposed = replace(reading, situation=reading.situation.with_answer(key, day))
    result = _recommended(supposed.situation)[0]
    card = verdict.verdict_of_procedure(
        supposed,
        result,
        filing.filing(supposed, result, (), urgent=False).card,
        total=costs.costs(supposed, result).brief,
        papers=0,
        helper=None,
        urgent=False,
    )
    # Beside a last day, the words are about a date that the card does not tell.
    written = result.stance if result.stance and not result.stance.last_day else None
    lead = reading.shown(written.stance.lead) if written else ""
    supposed_card = replace(
        card,
        # The day is supposed: no other day is shown, no delay that is counted from it, no stance.
        label=_condition(reading, first, last),
        tone="action",
        icon="calendar",
        facts=[one for one in card.facts if one.icon != "calendar"],
        leads=[lead] if lead else [],
        text="",
        sentence="",
        late="",
        leaf=None,
        opens="",
        closes="",
        dated=False,
        action_url="",
    )
    url = procedure_url(result.procedure.id)
    return Branch(supposed_card, url, papers.names(supposed, result))


def _condition(reading: Reading, first: date, last: date) -> str:
    days = {"first": reading.day(first), "last": reading.day(last)}
    if first == reading.today + timedelta(days=TRIED[0]):
        return _("Si cette date est le %(last)s, ou avant") % days
    if last == reading.today + timedelta(days=TRIED[-1]):
        return _("Si cette date est le %(first)s, ou après") % days
    return _("Si cette date est du %(first)s au %(last)s") % days
