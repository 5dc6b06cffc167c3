"""The audience of a procedure: the answers that lead to it, in the words of the questionnaire."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from procedures.engine.conditions.operands import ANSWERS
from procedures.engine.conditions.operators import OPERATORS
from procedures.engine.conditions.tree import All, AnyOf, Condition, FactTest, Not
from procedures.engine.values.facts import Duration, Scalar
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.questions import Question
from procedures.engine.values.rules import DerivedFact
from questionnaire.result.formats import duration_text
from questionnaire.result.reading import Reading, Shown
from questionnaire.runs.wording import answer_text, question_text


@dataclass(frozen=True, slots=True)
class Criterion:
    """A question with the answers that lead to the procedure, or away from it if ``excluded``.

    Without a question it is a choice: one of the ``alternatives`` must hold entirely.
    """

    question: Shown = ""
    answers: list[Shown] = field(default_factory=list)
    excluded: bool = False
    alternatives: list[list[Criterion]] = field(default_factory=list)


def audience(reading: Reading, procedure: Procedure) -> list[Criterion]:
    """Return the criteria of a procedure that have plain words.

    Other parts of the condition are left out, such as facts deduced from several answers in several
    ways: the page says that the questionnaire looks at the rest.
    """
    return _Words(reading).criteria(procedure.when)


def criteria_of(reading: Reading, condition: Condition) -> list[Criterion]:
    """Return the criteria of a condition in plain words; an empty list if one test has none."""
    words = _Words(reading)
    parts = condition.parts if isinstance(condition, All) else (condition,)
    found = [words.criteria(one) for one in parts]
    return _unique(one for each in found for one in each) if all(found) else []


def criterion_of(reading: Reading, test: FactTest, *, excluded: bool) -> Criterion | None:
    """Return one test of an answer in words, or its contrary; ``None`` if it has none."""
    return next(iter(_Words(reading).criteria(Not(test) if excluded else test)), None)


class _Words:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._questions = reading.rule_set.questions
        self._derived = reading.rule_set.derived_facts

    def criteria(self, condition: Condition) -> list[Criterion]:
        """Return the criteria that must all hold; an empty list if they have no words."""
        if isinstance(condition, All):
            return _unique(one for part in condition.parts for one in self.criteria(part))
        if isinstance(condition, AnyOf):
            return self._any(condition)
        if isinstance(condition, Not):
            return self._not(condition.part)
        if condition.fact in self._derived:
            return self._deduced(self._derived[condition.fact], condition)
        return self._test(condition, excluded=False)

    def _any(self, condition: AnyOf) -> list[Criterion]:
        alternatives = [self.criteria(part) for part in condition.parts]
        # An alternative without words would be missing from the choice.
        if not all(alternatives):
            return []
        single = [one[0] for one in alternatives if len(one) == 1]
        same = {str(one.question) for one in single if one.question and not one.excluded}
        if len(single) == len(alternatives) and len(same) == 1 and all(s.question for s in single):
            answers = [answer for one in single for answer in one.answers]
            return [Criterion(single[0].question, answers)]
        return [Criterion(alternatives=alternatives)]

    def _not(self, part: Condition) -> list[Criterion]:
        if isinstance(part, Not):
            return self.criteria(part.part)
        if isinstance(part, FactTest):
            return self._test(part, excluded=True)
        # None of the parts may hold.
        if isinstance(part, AnyOf):
            return _unique(one for inner in part.parts for one in self._not(inner))
        return self._not(part.parts[0]) if len(part.parts) == 1 else []

    def _deduced(self, derived: DerivedFact, test: FactTest) -> list[Criterion]:
        """Return the criteria of a fact deduced in exactly one way, else an empty list."""
        if not _is_answered_directly(test):
            return []
        leading = [rule for rule in derived.rules if rule.value in test.accepted]
        found = self.criteria(leading[0].when) if len(leading) == 1 else []
        return [] if any(one.alternatives for one in found) else found

    def _test(self, test: FactTest, *, excluded: bool) -> list[Criterion]:
        question = self._questions.get(test.fact)
        if question is None:
            return []
        if question.kind == "yes_no" and excluded and _is_answered_directly(test):
            answers, excluded = self._values(question, {not one for one in test.accepted}), False
        else:
            answers = self._answers(question, test)
        if not answers:
            return []
        words = question_text(question, self._reading.language)
        return [Criterion(words, answers, excluded)]

    def _answers(self, question: Question, test: FactTest) -> list[Shown]:
        if not _is_answered_directly(test):
            words = _limit(test)
            return [words] if words else []
        if OPERATORS[test.operator].shape.names == "group":
            group = self._reading.rule_set.groups[str(test.operand)]
            if group.title:
                return [self._reading.shown(group.title)]
        return self._values(question, test.accepted)

    def _values(self, question: Question, values: Collection[Scalar]) -> list[Shown]:
        order = [choice.value for choice in question.choices]
        known = [one for one in order if one in values]
        rest = sorted((one for one in values if one not in order), key=str)
        reading = self._reading
        return [
            answer_text(question, one, reading.language, reading.assisted)
            for one in (*known, *rest)
        ]


def _is_answered_directly(test: FactTest) -> bool:
    public = OPERATORS[test.operator].public
    return public is not None and public.holds == ANSWERS


def _limit(test: FactTest) -> str:
    """Return a limit of a number or of a length of time in words; empty for a fixed day."""
    public = OPERATORS[test.operator].public
    if public is None:
        return ""
    match test.operand:
        case bool(wanted):
            return _(public.holds if wanted else public.contrary)
        case Duration() as length:
            return _(public.holds) % {"duration": duration_text(length)}
        case int(number):
            return _(public.holds) % {"number": number}
        case (int(first), int(last)):
            return _(public.holds) % {"first": first, "last": last}
        case date() | (date(), date()):
            return ""
    raise TypeError(f"no public words for {test}")


def _unique(criteria: Iterator[Criterion]) -> list[Criterion]:
    found: list[Criterion] = []
    for one in criteria:
        if one not in found:
            found.append(one)
    return found
