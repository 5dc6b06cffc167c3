"""The path of a case through the catalogue: questions, derived facts, families."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from procedures.drafting.words.conditions import value_words
from procedures.engine.answers import answers_to_data
from procedures.engine.conditions.words import Wording
from procedures.engine.evaluation import Evaluation, evaluate_situation
from procedures.engine.relevance import asked_questions
from procedures.engine.schema.dependencies import questions_behind
from procedures.engine.situation import Situation
from procedures.engine.values.facts import Answers as Given
from procedures.engine.values.facts import Missing
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.rules import RuleSet
from procedures.models import Case

from ..trying.answers import Answers
from .graph import FACT, FAMILY, QUESTION


@dataclass(frozen=True, slots=True)
class Stage:
    """A node on the path of a case: its id, a short mark for the picture, and words."""

    id: str
    mark: str
    words: str


def path_of(rule_set: RuleSet, case: Case, today: date) -> list[Stage]:
    """Return the nodes that a case meets: questions, known derived facts, then families."""
    answers = Answers(rule_set)
    answers.read_data(case.answers if isinstance(case.answers, dict) else {})
    day = case.today or today
    situation = Situation(rule_set, answers.given, day)
    asked = asked_questions(rule_set, answers.given, day)
    return [
        *_questions(rule_set, answers.given, asked),
        *_facts(rule_set, situation, {*asked}),
        *_families(evaluate_situation(situation)),
    ]


def _questions(rule_set: RuleSet, given: Given, asked: Iterable[str]) -> Iterator[Stage]:
    for number, key in enumerate(asked, 1):
        words = _words(rule_set, key, answers_to_data(given)[key], given[key])
        yield Stage(f"{QUESTION}:{key}", str(number), words)


def _facts(rule_set: RuleSet, situation: Situation, met: set[str]) -> Iterator[Stage]:
    """Yield the facts that follow from the questions that the case was asked."""
    for key, read in rule_set.dependencies.items():
        state = situation.state(key)
        if key in rule_set.questions or isinstance(state, Missing):
            continue
        if questions_behind(rule_set, read) & met:
            yield Stage(f"{FACT}:{key}", "", _words(rule_set, key, state, state))


def _families(evaluation: Evaluation) -> Iterator[Stage]:
    found: dict[str, list[tuple[bool, Procedure]]] = {}
    for result in evaluation.procedures:
        certain = result.recommended and result.certain
        found.setdefault(result.procedure.family, []).append((not certain, result.procedure))
    for family, results in found.items():
        titles = [
            f"« {procedure.title['fr']} »{' (possible)' if unsure else ''}"
            for unsure, procedure in sorted(results, key=lambda one: (one[0], one[1].rank))
        ]
        yield Stage(f"{FAMILY}:{family}", str(len(titles)), ", ".join(titles))


def _words(rule_set: RuleSet, key: str, data: object, state: object) -> str:
    words = Wording(rule_set).value(key, state)
    kind = rule_set.facts[key].kind
    return value_words(kind, key, data) if words == data else words
