"""Why not another procedure: what is missing for it, for whom time alone brings it nearer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TypeAlias

from procedures.engine.conditions.operators import OPERATORS
from procedures.engine.conditions.tree import ALWAYS, All, AnyOf, Condition, FactTest, facts_of
from procedures.engine.evaluation import Evaluation
from procedures.engine.explanation import (
    Lacking,
    Lacks,
    Outcome,
    day_of_change,
    is_false,
    values_for,
)
from procedures.engine.situation import Situation
from procedures.engine.values.facts import Missing, Scalar, Value
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.questions import Question
from procedures.engine.values.rules import RuleSet
from questionnaire.result.reading import Reading, Shown
from questionnaire.sheets.addresses import procedure_url
from questionnaire.sheets.audience import Criterion, criterion_of
from questionnaire.sheets.listing import procedures_in_force

from .reach import PERSON, WISH, behind_promises, is_out_of_reach, keeps_promises, may_be_named

HELD = "brought_by_time"


def brought_by_time(rule_set: RuleSet) -> frozenset[str]:
    """Return the ids of the procedures that always ask for a number of years.

    A number that everybody is asked for, the age, is no such number.
    """
    if HELD not in rule_set.held:
        rule_set.held[HELD] = frozenset(
            one.id for one in rule_set.procedures.values() if _asks_for_years(rule_set, one.when)
        )
    found: frozenset[str] = rule_set.held[HELD]
    return found


def _asks_for_years(rule_set: RuleSet, condition: Condition) -> bool:
    if isinstance(condition, FactTest):
        question = rule_set.questions.get(condition.fact)
        counted = question is not None and question.kind == "integer" and question.when != ALWAYS
        return counted and OPERATORS[condition.operator].at_least
    if isinstance(condition, All):
        return any(_asks_for_years(rule_set, part) for part in condition.parts)
    if isinstance(condition, AnyOf):
        return all(_asks_for_years(rule_set, part) for part in condition.parts)
    return False


# A way of more answers than this is not shown.
MOST_TRIED = 64


def narrowed(situation: Situation, procedure: Procedure, found: Lacks) -> Lacks | None:
    """Return what is lacking with the answers that lead to the procedure; ``None`` if none does.

    The person's other answers stay: one of them may stand against what is wanted. A way is shown
    only if each way along it keeps what the catalogue promises this person.
    """
    good: list[Mapping[str, Value]] = []
    choices = _choices(situation, found)
    if _count(choices) > MOST_TRIED or _tells_against(situation, found):
        return None
    for values in product(*choices.values()):
        other = dict(zip(choices, values, strict=True))
        tried = Situation(situation.rule_set, {**situation.answers, **other}, situation.today)
        if tried.truth_of_procedure(procedure) is False:
            continue
        if not keeps_promises(situation, tried):
            return None
        good.append(other)
    return tuple(_with(one, good) for one in found) if good else None


def _tells_against(situation: Situation, found: Lacks) -> bool:
    """Tell whether the words would say not to give an answer that a guarantee protects."""
    refused = [one for one in found if not one.wanted and is_false(one)]
    return bool(refused) and any(one.test.fact in behind_promises(situation) for one in refused)


def _choices(situation: Situation, found: Lacks) -> dict[str, list[Value]]:
    """Return {question: the values that give all that is wanted of it}."""
    choices: dict[str, list[Value]] = {}
    for outcome in found:
        key, values = outcome.test.fact, values_for(situation, outcome)
        named = [one for one in values if _may_be_shown(situation, key, one)]
        before = choices.get(key, named)
        choices[key] = [one for one in before if one in named]
    return choices


def _may_be_shown(situation: Situation, key: str, value: Value) -> bool:
    choice = situation.rule_set.questions[key].choice(value)
    return choice is None or may_be_named(choice)


def _count(choices: Mapping[str, list[Value]]) -> int:
    count = 1
    for values in choices.values():
        count *= len(values)
    return count


def _with(outcome: Outcome, good: list[Mapping[str, Value]]) -> Outcome:
    """Return an outcome that names the answers that lead to the procedure only."""
    test = outcome.test
    leading = {one[test.fact] for one in good}
    left: frozenset[Scalar] = frozenset(one for one in test.accepted if one in leading)
    if not outcome.wanted or not test.accepted or left in (frozenset(), test.accepted):
        return outcome
    listed = tuple(sorted(left, key=str))
    return replace(outcome, test=replace(test, operator="in", operand=listed, accepted=left))


# What is read of each procedure, and of how many: more is of no help.
MOST_LINES = 3
MOST_OF_A_KIND = 4

# How far a procedure is, the procedure, and what is lacking for it.
Ranked: TypeAlias = tuple[tuple[int, ...], Procedure, Lacks]


@dataclass(frozen=True, slots=True)
class LackLine:
    """An answer that a procedure wants, and the one that was given, if the question was asked.

    Of a question that was ``settled`` instead, the answer that settles it is given. ``from_day``
    is when waiting is enough. ``change_url`` is where to say another wish: the questions that were
    not asked come then.
    """

    question: Shown
    wanted: list[Shown]
    excluded: bool
    given: Shown
    from_day: str = ""
    change_url: str = ""
    settled: bool = False


@dataclass(frozen=True, slots=True)
class NearProcedure:
    """A procedure that is not the answer, and why. One without ``lines`` is for the person too."""

    title: Shown
    french_title: str
    url: str
    lines: list[LackLine] = field(default_factory=list)

    @property
    def asks_more(self) -> bool:
        """Whether a question that was not asked comes once another wish is chosen."""
        return any(one.change_url for one in self.lines) and not all(
            one.given and not one.settled for one in self.lines
        )


def why_not_list(reading: Reading, evaluation: Evaluation) -> list[NearProcedure]:
    """Return the procedures that the person may expect, with what is lacking in words."""
    shown = (_why_not(reading, one, found) for one, found in nearest(reading, evaluation))
    return [one for one in shown if one is not None]


def nearest(reading: Reading, evaluation: Evaluation) -> list[tuple[Procedure, Lacks]]:
    """Return [(procedure, what is lacking)] for those that the person may expect, nearest first.

    First those that time brings (years of residence, of marriage) and that want nothing else but
    the wish, then those of the families of the answer: four of each at most. One that is sensitive,
    that gives nothing to hold, or that is for other people than this one is left out.
    """
    answer = {one.procedure.id for one in evaluation.procedures if one.recommended}
    families = {one.procedure.family for one in evaluation.procedures if one.recommended}
    lacking = Lacking(reading.situation, lambda one: is_out_of_reach(reading.rule_set, one))
    by_time: list[Ranked] = []
    by_family: list[Ranked] = []
    for one in procedures_in_force(reading):
        timed, own = one.id in brought_by_time(reading.rule_set), one.family in families
        if one.id in answer or one.sensitive or not one.validity or not (timed or own):
            continue
        found = _way(reading, lacking, one)
        if found is not None and (own or not _is_another_life(reading, found)):
            place = (*lacking.distance(found), one.rank)
            (by_time if timed else by_family).append((place, one, found))
    return [*_first(by_time), *_first(by_family)]


def _first(group: list[Ranked]) -> list[tuple[Procedure, Lacks]]:
    ranked = sorted(group, key=lambda one: one[0])[:MOST_OF_A_KIND]
    return [(procedure, found) for _, procedure, found in ranked]


def _way(reading: Reading, lacking: Lacking, procedure: Procedure) -> Lacks | None:
    """Return the nearest way to a procedure that may be shown, if there is one."""
    for found in lacking.of_procedure(procedure):
        if lacking.distance(found)[0] or lacking.distance(found)[2] > MOST_LINES:
            continue
        shown = narrowed(reading.situation, procedure, found)
        if shown is not None:
            return shown
    return None


def _is_another_life(reading: Reading, found: Lacks) -> bool:
    """Tell whether a way wants more than time and another wish: another answer to a question."""
    questions = reading.rule_set.questions
    return any(
        is_false(one)
        and one.state is not Missing.ABSENT
        and one.wanted
        and questions[one.test.fact].kind != "integer"
        and questions[one.test.fact].section not in (PERSON, WISH)
        for one in found
    )


def _why_not(reading: Reading, procedure: Procedure, found: Lacks) -> NearProcedure | None:
    """Return a procedure with what is lacking in words; ``None`` if no word says it."""
    lines = _lines(reading, found)
    if found and not lines:
        return None
    return NearProcedure(
        title=reading.shown(procedure.title),
        french_title=reading.french(procedure.title),
        url=procedure_url(procedure.id),
        lines=lines,
    )


def _lines(reading: Reading, found: Lacks) -> list[LackLine]:
    """Return a line a question: another answer first, then what was not asked or not known."""
    by_question: dict[str, list[Outcome]] = {}
    for outcome in found:
        by_question.setdefault(outcome.test.fact, []).append(outcome)
    order = list(reading.rule_set.questions)
    keys = sorted(
        by_question, key=lambda key: (not is_false(by_question[key][0]), order.index(key))
    )
    lines = (_line(reading, by_question[key]) for key in keys)
    return [one for one in lines if one is not None]


def _line(reading: Reading, outcomes: Iterable[Outcome]) -> LackLine | None:
    """Return what a question must be answered with; what it must not be, if that is all."""
    # Where there is no answer yet, an answer to avoid is no lack.
    wanted = [one for one in outcomes if one.wanted or is_false(one)]
    for outcome in sorted(wanted, key=lambda one: (not one.wanted, len(one.test.accepted) or 1)):
        criterion = criterion_of(reading, outcome.test, excluded=not outcome.wanted)
        if criterion is not None and criterion.answers:
            return _shown(reading, outcome, criterion)
    return None


def _shown(reading: Reading, outcome: Outcome, criterion: Criterion) -> LackLine:
    question = reading.rule_set.questions[outcome.test.fact]
    counts = question.key in reading.situation.answers and outcome.state is not Missing.ABSENT
    settling = None if counts else _settling(reading, outcome)
    answered = question if counts else settling
    day = day_of_change(outcome, reading.today)
    return LackLine(
        question=reading.question(question),
        wanted=criterion.answers,
        excluded=criterion.excluded,
        given=reading.answer(answered) if answered else "",
        from_day=reading.day(day) if day else "",
        change_url=reading.change_url(question.key) if counts and question.section == WISH else "",
        settled=settling is not None,
    )


def _settling(reading: Reading, outcome: Outcome) -> Question | None:
    """Return the question whose answer settles the one of an outcome, if it was not asked.

    The words of a card say why its holder is here: those words are what they answered.
    """
    rule_set, situation = reading.rule_set, reading.situation
    fact = rule_set.settled_by.get(outcome.test.fact)
    if fact is None or isinstance(outcome.state, Missing):
        return None
    rules = rule_set.derived_facts[fact].rules
    read = next((facts_of(one.when) for one in rules if situation.truth(one.when)), frozenset())
    return next(
        (one for key, one in rule_set.questions.items() if key in read & situation.answers.keys()),
        None,
    )
