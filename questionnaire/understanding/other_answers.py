"""« Qu'est-ce qui changerait ma réponse ? »: single other answers that lead to another result.

That is another procedure, or an orientation where no procedure may be for the person. A way to
neither is no help, and is left out; so is an answer after which more is asked, since it is unknown
yet where it leads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from procedures.engine.answers import answers_to_data
from procedures.engine.evaluation import evaluate_situation, listed
from procedures.engine.relevance import turns
from procedures.engine.situation import Situation
from procedures.engine.values.facts import Value
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.questions import Question
from procedures.engine.values.rules import Orientation
from questionnaire.result.others import sort_orientations
from questionnaire.result.reading import Reading, Shown
from questionnaire.runs.walk import Walk, walk
from questionnaire.runs.wording import answer_text
from questionnaire.sheets.addresses import procedure_url

from .reach import WISH, is_open, keeps_promises, may_be_named
from .why_not import brought_by_time

# What is read, all questions together, and of one question.
MOST, MOST_OF_A_QUESTION = 8, 4


@dataclass(frozen=True, slots=True)
class OtherAnswers:
    """Answers to one question that lead to the same place; only a procedure has a ``url``."""

    answers: list[Shown]
    title: Shown
    url: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that the person may come to answer otherwise, with where that leads."""

    question: Shown
    given: Shown
    unknown: bool
    change_url: str
    others: list[OtherAnswers]


def open_questions(reading: Reading, walked: Walk) -> list[OpenQuestion]:
    """Return what another answer would lead to, the answers « je ne sais pas » first.

    Eight lines at most are returned, four for each question.
    """
    answers, questions = walked.answers, reading.rule_set.questions
    unknown_first = sorted(answers, key=lambda key: answers[key] is not None)
    found: list[OpenQuestion] = []
    left = MOST
    for key in unknown_first:
        if not left or not is_open(reading.rule_set, questions[key], answers[key]):
            continue
        others = _others(reading, walked, questions[key])[: min(left, MOST_OF_A_QUESTION)]
        left -= len(others)
        if others:
            found.append(
                OpenQuestion(
                    question=reading.question(questions[key]),
                    given=reading.answer(questions[key]),
                    unknown=answers[key] is None,
                    change_url=reading.change_url(key),
                    others=others,
                )
            )
    return found


def _others(reading: Reading, walked: Walk, question: Question) -> list[OtherAnswers]:
    found: dict[str, OtherAnswers] = {}
    for value, answer in leading_elsewhere(reading, walked, question):
        words = answer_text(question, value, reading.language, reading.assisted)
        if answer.id in found:
            found[answer.id].answers.append(words)
        else:
            url = procedure_url(answer.id) if isinstance(answer, Procedure) else ""
            found[answer.id] = OtherAnswers([words], reading.shown(answer.title), url)
    # What one can ask for comes before the advice given instead.
    return sorted(found.values(), key=lambda one: not one.url)


def leading_elsewhere(
    reading: Reading, walked: Walk, question: Question
) -> Iterator[tuple[Value, Procedure | Orientation]]:
    """Yield the values of a question that lead to another answer of ours, with that answer."""
    own = answer_of(walked.situation)
    for value in _values(walked, question):
        if value == walked.answers[question.key]:
            continue
        tried = walked.situation.with_answer(question.key, value)
        answer = answer_of(tried)
        if answer is None or answer == own:
            continue
        if isinstance(answer, Procedure) and answer.sensitive:
            continue
        # Another wish gets something else: that is worth a line only if years bring it.
        if question.section == WISH and answer.id not in brought_by_time(reading.rule_set):
            continue
        if not keeps_promises(walked.situation, tried) or turns(tried)[0]:
            continue
        if _is_reached(walked, question.key, value, answer):
            yield value, answer


def _is_reached(walked: Walk, key: str, value: Value, answer: Procedure | Orientation) -> bool:
    """Tell whether who really answers so is led there: some other answers may count no more."""
    data = answers_to_data({**walked.answers, key: value})
    again = walk(walked.prepared, data, walked.today, passed={*walked.open, *walked.late})
    return again.next is None and answer_of(again.situation) == answer


def answer_of(situation: Situation) -> Procedure | Orientation | None:
    """Return what comes first in the result, if it is one procedure or one orientation.

    An urgent orientation is no such answer: what to do today is shown to those it concerns only.
    """
    found = listed(situation)
    if found:
        return next((one for one, _, recommended in found if recommended), None)
    orientations = sort_orientations(evaluate_situation(situation).orientations)
    if orientations.urgent:
        return None
    return next((one for one in orientations.particular if not one.fallback), None)


def _values(walked: Walk, question: Question) -> Iterator[Value]:
    if question.kind == "yes_no":
        yield from (True, False)
        return
    offered = walked.offered(question.key)
    yield from (one.value for one in question.choices if one.value in offered and may_be_named(one))
