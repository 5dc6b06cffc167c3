"""Reads answers from JSON: each is checked against its question, and none is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from .conditions.reader import typed_value
from .errors import InvalidAnswers, nearest
from .schema.shapes import show
from .values.facts import FactInfo, Scalar, Value, to_plain
from .values.questions import Question
from .values.rules import RuleSet


def read_answers(rule_set: RuleSet, data: Mapping[str, Any]) -> dict[str, Value | None]:
    """Return the answers that JSON data contains: values, tuples for « choices », or ``None``.

    ``None`` is « je ne sais pas ». An answer to a withdrawn question counts for nothing, whatever
    it is. Raises ``InvalidAnswers`` for an unknown question, an impossible value, or ``None`` where
    the question does not allow it.
    """
    if not isinstance(data, Mapping):
        raise InvalidAnswers(f"les réponses sont un objet JSON, pas {show(data)}")
    answers = {}
    for key, value in data.items():
        if key in rule_set.withdrawn.questions:
            continue
        question = rule_set.questions.get(key)
        if question is None:
            hint = _hint(nearest(key, rule_set.questions))
            raise InvalidAnswers(f"question inconnue : {show(key)}{hint}")
        answers[key] = read_answer(rule_set.facts[key], question, value)
    return answers


def read_answer(fact: FactInfo, question: Question, value: Any) -> Value | None:
    """Return one answer converted to its fact's kind, or raise ``InvalidAnswers``."""
    if value is None:
        if not question.allow_unknown:
            raise InvalidAnswers(f"« je ne sais pas » n'est pas une réponse à « {question.key} »")
        return None
    if question.kind == "choices":
        if not isinstance(value, (list, tuple)):
            raise InvalidAnswers(f"une liste est attendue pour « {question.key} »")
        single = FactInfo(fact.key, "choice", fact.values)
        values = {str(_single(single, one)) for one in value}
        ticked = tuple(one.value for one in question.choices if one.value in values)
        return _admitted(question, ticked)
    if question.kind == "integer" and isinstance(value, int) and value < 0:
        raise InvalidAnswers(f"un nombre négatif n'est pas une réponse à « {question.key} »")
    return _admitted(question, _single(fact, value))


def _admitted(question: Question, value: Value) -> Value:
    if question.admits(value):
        return value
    if not isinstance(value, tuple):
        raise InvalidAnswers(f"{show(value)} n'est pas une réponse à « {question.key} »")
    alone = [one.value for one in question.choices if one.exclusive and one.value in value]
    if alone:
        raise InvalidAnswers(f"« {alone[0]} » est une réponse seule à « {question.key} »")
    least = f"{question.at_least} réponse{'s' if (question.at_least or 0) > 1 else ''}"
    raise InvalidAnswers(f"il faut au moins {least} à « {question.key} »")


def answers_to_data(answers: Mapping[str, Value | None]) -> dict[str, object]:
    """Return answers as JSON can hold them."""
    return {key: None if value is None else to_plain(value) for key, value in answers.items()}


def _single(fact: FactInfo, value: Any) -> Scalar:
    read, message, near = typed_value(fact, value)
    if message:
        raise InvalidAnswers(message + _hint(near))
    return cast(Scalar, read)


def _hint(near: tuple[str, ...]) -> str:
    return f" (vouliez-vous dire « {near[0]} » ?)" if near else ""
