"""Checks of questions: their answers, bounds and restrictions, and the facts that settle them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..errors import Problem, nearest
from ..values.facts import COUNTRY_CODES
from ..values.plain import Plain
from ..values.questions import Question
from ..values.rules import RuleSet
from .shapes import show

FILE_OF_FACTS = "questions.yaml"
LARGEST = 10**9
# A date is a day; a number of years, such as an age, is a range of days before today.
MEASURED_IN_DAYS = ("date", "integer")


def check_questions(plain: Plain, rule_set: RuleSet) -> Iterator[Problem]:
    """Yield every problem of the questions of plain data, those of inquiries included."""
    yield from _choices(plain)
    yield from _bounds(rule_set)
    yield from _restrictions(rule_set)
    yield from _settled(rule_set)


def _choices(plain: Plain) -> Iterator[Problem]:
    listed = {FILE_OF_FACTS: plain.get("questions") or []}
    inquiries = plain.get("inquiries") or {}
    listed |= {f"enquetes/{name}.yaml": questions for name, questions in inquiries.items()}
    for file, entry in ((file, entry) for file, entries in listed.items() for entry in entries):
        values = [choice["value"] for choice in entry.get("choices") or []]
        if entry["kind"] in ("choice", "choices") and not values:
            yield Problem(file, entry["key"], "aucune réponse n'est proposée")
        if entry["kind"] not in ("choice", "choices", "country") and values:
            message = "une question de ce genre ne propose pas de réponses"
            yield Problem(file, f"{entry['key']}.choices", message)
        for value in sorted({one for one in values if values.count(one) > 1}):
            yield Problem(file, f"{entry['key']}.choices.{value}", "cette valeur est déjà prise")


def _every_question(rule_set: RuleSet) -> Iterator[tuple[str, Question]]:
    """Yield each question with its file."""
    yield from ((FILE_OF_FACTS, one) for one in rule_set.questions.values())
    for name, questions in rule_set.inquiries.items():
        yield from ((f"enquetes/{name}.yaml", one) for one in questions)


def _bounds(rule_set: RuleSet) -> Iterator[Problem]:
    measured = [one.key for one in rule_set.questions.values() if one.kind in MEASURED_IN_DAYS]
    for file, one in _every_question(rule_set):
        bounds, path = one.bounds, f"{one.key}.bounds"
        numbers, days = (bounds.least, bounds.most), (bounds.before, bounds.after)
        if any(number is not None for number in numbers) and one.kind != "integer":
            yield Problem(file, path, "« least » et « most » sont pour un nombre")
        if any(day is not None for day in days) and one.kind != "date":
            yield Problem(file, path, "« before » et « after » sont pour une date")
        if (bounds.least or 0) > (LARGEST if bounds.most is None else bounds.most):
            yield Problem(file, path, "aucun nombre n'est possible")
        if bounds.not_before and one.kind not in MEASURED_IN_DAYS:
            yield Problem(file, path, "« not_before » est pour une date ou un nombre d'années")
        message = "question inconnue, ou ni date ni nombre"
        yield from unknown(file, f"{path}.not_before", message, bounds.not_before, measured)


def _restrictions(rule_set: RuleSet) -> Iterator[Problem]:
    """Yield what makes no sense of « at_least », « exclusive », « only » and « except »."""
    for file, one in _every_question(rule_set):
        together = [choice for choice in one.choices if not choice.exclusive]
        if one.at_least is not None and one.kind != "choices":
            yield Problem(file, f"{one.key}.at_least", "« at_least » est pour plusieurs choix")
        elif one.at_least is not None and not 1 <= one.at_least <= len(together):
            message = f"un nombre de 1 à {len(together)} est attendu"
            yield Problem(file, f"{one.key}.at_least", message)
        if one.kind != "choices" and len(together) < len(one.choices):
            yield Problem(file, f"{one.key}.choices", "« exclusive » est pour plusieurs choix")
        for name, codes in (("only", one.only), ("except", one.barred)):
            path = f"{one.key}.{name}"
            if codes and one.kind != "country":
                yield Problem(file, path, f"« {name} » est pour un pays")
            yield from unknown(file, path, "pays inconnu", codes, COUNTRY_CODES)
        if one.only and one.only <= one.barred:
            yield Problem(file, f"{one.key}.only", "aucun pays n'est possible")


def _settled(rule_set: RuleSet) -> Iterator[Problem]:
    """Yield what cannot settle a question: another kind or value than its own, a second fact."""
    file, questions = "derived_facts.yaml", rule_set.questions
    settled: set[str] = set()
    for one in rule_set.derived_facts.values():
        path, question = f"{one.key}.settles", questions.get(one.settles)
        if one.settles and question is None:
            yield from unknown(file, path, "question inconnue", [one.settles], questions)
        elif question and question.kind != one.kind:
            yield Problem(file, path, "cette question est d'un autre type")
        elif question and question.choices:
            values = [str(rule.value) for rule in one.rules]
            offered = [choice.value for choice in question.choices]
            yield from unknown(file, path, "réponse inconnue", values, offered)
        if one.settles in settled:
            yield Problem(file, path, "une autre information répond à cette question")
        settled |= {one.settles} - {""}


def unknown(
    file: str, path: str, message: str, names: Iterable[str], valid: Iterable[str]
) -> Iterator[Problem]:
    valid = set(valid)
    for name in sorted(set(names) - valid):
        yield Problem(file, path, f"{message} : {show(name)}", nearest(name, sorted(valid)))
