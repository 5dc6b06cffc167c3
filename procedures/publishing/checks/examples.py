"""The check of the examples: an answer that is no longer that of the story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from procedures.engine.answers import read_answers
from procedures.engine.errors import InvalidAnswers, Problem
from procedures.engine.evaluation import evaluate_situation
from procedures.engine.situation import Situation
from procedures.engine.values.cases import ExamplePerson
from procedures.engine.values.plain import Plain
from procedures.engine.values.rules import RuleSet

from ..cases import run_case
from ..examples import answers_on
from ..withdrawn import waits

FILE = "examples.yaml"
# What an example must still give on any day; its papers, price and dates have a day of their own.
LASTING = ("procedures", "procedures_any_of", "also", "possible", "shown", "not_procedures", "of")
OTHER_ANSWER = "aujourd'hui, la réponse de cette personne n'est plus celle de son histoire"


def faulty_examples(plain: Plain, rule_set: RuleSet, today: date) -> Iterator[Problem]:
    """Yield a warning for each thing that the public would read wrong in an example."""
    cases = {one["id"]: one for one in plain.get("cases") or []}
    for one in rule_set.examples.values():
        case = cases.get(one.case)
        if case is not None and not waits(case, rule_set.withdrawn):
            yield from _of_today(one, case, rule_set, today)


def _of_today(one: ExamplePerson, case: Plain, rule_set: RuleSet, today: date) -> Iterator[Problem]:
    answers = answers_on(rule_set, rule_set.people[one.case], today)
    expect = {key: case["expect"][key] for key in LASTING if key in case["expect"]}
    faults = run_case(rule_set, {"answers": answers, "expect": expect}, today)
    if faults:
        yield _warning(one.id, f"{OTHER_ANSWER} : {' ; '.join(faults)}")
        return
    steps = _steps(rule_set, answers, today)
    for index, moment in enumerate(one.moments):
        if moment.step and moment.step not in steps:
            message = f"l'étape « {moment.step} » n'est pas dans la réponse de cette personne"
            yield _warning(f"{one.id}.moments.{index}", message)


def _steps(rule_set: RuleSet, answers: Mapping[str, Any], today: date) -> set[str]:
    try:
        situation = Situation(rule_set, read_answers(rule_set, answers), today)
    except InvalidAnswers:
        return set()
    found = evaluate_situation(situation).procedures
    return {step.step.id for one in found if one.recommended for step in one.steps}


def _warning(path: str, message: str) -> Problem:
    return Problem(FILE, path, message, blocking=False)
