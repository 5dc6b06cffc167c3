"""Reads the answers that a request sends: each fault names its key and the nearest valid names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from procedures.engine.answers import read_answer
from procedures.engine.errors import InvalidAnswers, nearest
from procedures.engine.values.facts import COUNTRY_CODES, Value, parse_date
from procedures.engine.values.facts import department_of as department_of_commune
from procedures.engine.values.questions import Question
from procedures.engine.values.rules import RuleSet
from procedures.publishing.departments import department_names
from questionnaire.runs.places import somewhere_in

from .faults import Refused, unknown_name

PLACE = "commune"
QUESTION = ("question", "question")
DEPARTMENT = ("département", "department")
# The arithmetic of dates ends in the year 9999; no paper is older or later than these.
YEARS = range(1900, 2201)
LARGEST_NUMBER = 10**6
# What is expected of each kind of question, in English.
EXPECTED = {
    "choice": "one of its values",
    "choices": "a list of its values",
    "yes_no": "true or false",
    "country": "a country code (ISO 3166-1 alpha-2) or one of its values",
    "date": f"a day as YYYY-MM-DD, from {YEARS[0]} to {YEARS[-1]}",
    "integer": "a whole number, neither negative nor above a million",
    "commune": "the INSEE code of a commune",
}


def read(
    rule_set: RuleSet, data: Mapping[str, Any], department: str | None
) -> dict[str, Value | None]:
    """Return the answers of a request, or raise ``Refused``.

    A département alone stands for an unnamed commune of it: its arrondissement is unknown.
    An answer to a withdrawn question counts for nothing, as in ``manage.py evaluate``.
    """
    answers: dict[str, Value | None] = {}
    for key, value in rule_set.renamed.answers(data).items():
        if key in rule_set.withdrawn.questions:
            continue
        question = rule_set.questions.get(key)
        if question is None:
            raise unknown_name(422, QUESTION, key, rule_set.questions)
        answers[key] = _answer(rule_set, question, value)
    if department is not None:
        _add_place(rule_set, answers, department)
    return answers


def day_of(text: str | None, today: date) -> date:
    """Return the day of an evaluation, or raise ``Refused``."""
    if text is None:
        return today
    day = parse_date(text)
    if day is None or day.year not in YEARS:
        raise Refused(
            422,
            "invalid_day",
            f"« today » est un jour AAAA-MM-JJ, de {YEARS[0]} à {YEARS[-1]}.",
            f"“today” is a day as YYYY-MM-DD, from {YEARS[0]} to {YEARS[-1]}.",
            "today",
        )
    return day


def _answer(rule_set: RuleSet, question: Question, value: Any) -> Value | None:
    try:
        read = read_answer(rule_set.facts[question.key], question, value)
    except InvalidAnswers as error:
        raise _refused(question, value, str(error)) from error
    if isinstance(read, date) and read.year not in YEARS:
        raise _refused(question, value, f"une date de {YEARS[0]} à {YEARS[-1]} est attendue")
    if type(read) is int and read > LARGEST_NUMBER:
        raise _refused(question, value, "un nombre d'un million au plus est attendu")
    return read


def _refused(question: Question, value: Any, french: str) -> Refused:
    expected = EXPECTED[question.kind]
    if value is None:
        expected += " (« I do not know » is no answer to it)"
    elif isinstance(value, list) and question.at_least:
        expected += f", at least {question.at_least}"
    return Refused(
        422,
        "invalid_answer",
        f"« {question.key} » : {french}",
        f"“{question.key}”: expected {expected}",
        question.key,
        _near(question, value),
    )


def _near(question: Question, value: Any) -> tuple[str, ...]:
    """Return the values of a question that look most like what was sent."""
    valid = [choice.value for choice in question.choices]
    if question.kind == "country":
        valid += sorted(COUNTRY_CODES)
    sent = value if isinstance(value, list) else [value]
    wrong = [one for one in sent if isinstance(one, str) and one not in valid]
    return nearest(wrong[0][:100], valid) if wrong else ()


def _add_place(rule_set: RuleSet, answers: dict[str, Value | None], department: str) -> None:
    if department not in department_names():
        raise unknown_name(422, DEPARTMENT, department, department_names())
    if PLACE not in rule_set.questions:
        return
    commune = answers.get(PLACE)
    if commune is None:
        answers[PLACE] = somewhere_in(department)
    elif department_of_commune(str(commune)) != department:
        raise Refused(
            422,
            "contradiction",
            f"La commune {commune} n'est pas dans le département {department}.",
            f"The commune {commune} is not in the département {department}.",
            "department",
        )
