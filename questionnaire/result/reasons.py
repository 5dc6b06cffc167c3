"""The reasons for a result: the answers that led to it, with links to change them."""

from collections.abc import Iterable
from dataclasses import dataclass

from procedures.engine.evaluation import ProcedureResult
from procedures.engine.explanation import because

from .reading import Reading, Shown


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
