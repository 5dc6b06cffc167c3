"""Runs a case: compares what the catalogue gives its person with what the case expects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from procedures.engine.answers import read_answers
from procedures.engine.errors import InvalidAnswers
from procedures.engine.evaluation import evaluate_situation, listed, procedure_result
from procedures.engine.results import (
    evaluate_to_data,
    evaluation_to_data,
    listed_to_data,
    number,
    path_to_data,
    procedure_to_data,
)
from procedures.engine.situation import Situation
from procedures.engine.values.facts import Missing, parse_date
from procedures.engine.values.plain import Plain, PlainDict
from procedures.engine.values.rules import RuleSet

from .departments import department_names
from .withdrawn import waits

DETAILS = {"documents", "channel", "window", "costs"}
FOUND = {"": "absente", "possible": "possible", "certain": "certaine"}


class CaseNames:
    """How a difference is worded. This class uses the ids of the catalogue's files, in quotes."""

    def procedure(self, key: str) -> str:
        return key

    def procedures(self, keys: list[str]) -> str:
        return str(keys)

    def document(self, key: str) -> str:
        return f"« {key} »"

    def channel(self, kind: str) -> str:
        return f"« {kind} »"

    def window(self, ends: Mapping[str, str | None]) -> str:
        return str({end: day for end, day in ends.items() if day})

    def questions(self, keys: list[str]) -> str:
        return str(keys)

    def refusal(self, message: str) -> str:
        return message


KEYS = CaseNames()


def run_case(rule_set: RuleSet, case: Plain, today: date, words: CaseNames = KEYS) -> list[str]:
    """Return, in French, each difference between what a case expects and what its person gets.

    ``today`` is the day used when the case does not name its own. The possible expectations are in
    the table of docs/cases.md. An empty list means that the case passes, or that it rests on
    something that is withdrawn for a season and is not tried.
    """
    if waits(case, rule_set.withdrawn):
        return []
    try:
        situation = situation_of(rule_set, case, today)
    except InvalidAnswers as error:
        return [words.refusal(str(error))]
    return faults_of(case["expect"], situation, _looked_at(case["expect"], situation), words)


def situation_of(rule_set: RuleSet, case: Plain, today: date) -> Situation:
    """Return the situation of the person of a case. Raises ``InvalidAnswers``."""
    answers = read_answers(rule_set, case["answers"])
    return Situation(rule_set, answers, parse_date(case.get("today")) or today)


def _looked_at(expected: Plain, situation: Situation) -> PlainDict:
    """Return the part of ``result_of`` that ``faults_of`` reads for these expectations.

    Only the procedure that the case is about gets its details. When many procedures are listed,
    most of the work of ``result_of`` is about the others.
    """
    found = listed(situation)
    result: PlainDict = {"procedures": [listed_to_data(*one) for one in found]}
    subject = subject_of(expected, result) if DETAILS & set(expected) else None
    if subject is not None:
        place = result["procedures"].index(subject)
        procedure, certain, recommended = found[place]
        whole = procedure_result(situation, procedure, certain=certain, recommended=recommended)
        result["procedures"][place] = procedure_to_data(situation, whole, "fr")
    if "questions_at_most" in expected:
        result |= path_to_data(situation)
    return result


def result_of(expected: Plain, situation: Situation) -> PlainDict:
    """Return the whole result of a person as plain data.

    The questions that the person is asked are included only if the case limits their number: to
    find them, the answers are replayed one by one, which takes five times as long as the rest.
    """
    if "questions_at_most" in expected:
        return evaluate_to_data(situation.rule_set, situation.answers, situation.today)
    return evaluation_to_data(situation, evaluate_situation(situation), "fr")


def faults_of(
    expected: Plain,
    situation: Situation,
    result: Plain,
    words: CaseNames = KEYS,
) -> list[str]:
    """Return each difference between a result, as ``result_of`` gives it, and the expectations."""
    return [
        *_listed(expected, result, words),
        *_details(expected, result, words),
        *_number_of_questions(expected, situation, result, words),
    ]


def whose(case: Plain) -> str:
    """Name a case in French, with the département that keeps it if there is one.

    >>> whose({"department": "82"})
    "la personne d'essai du département 82 (Tarn-et-Garonne)"
    """
    code = case.get("department")
    if not code:
        return "la personne d'essai"
    return f"la personne d'essai du département {_with_name(code)}"


def _with_name(code: str) -> str:
    name = department_names().get(code)
    return f"{code} ({name})" if name else code


def leads_elsewhere(rule_set: RuleSet, case: Plain, today: date) -> str:
    """Return a sentence saying that a département's case does not live in that département.

    Return an empty string if the case leads to its own département, if no département keeps the
    case, or if its answers cannot be read.
    """
    code = case.get("department")
    if not code:
        return ""
    try:
        found = situation_of(rule_set, case, today).department
    except InvalidAnswers:
        # ``run_case`` already reports these answers.
        return ""
    if found == code:
        return ""
    where = f"habite dans le département {_with_name(found)}" if found else "n'a pas de commune"
    return f"{whose(case)} {where} : choisissez une commune du {code}"


def recommended(result: Plain) -> list[str]:
    """Return the certain, recommended procedures of a result, best first."""
    return [
        one["id"]
        for one in result["procedures"]
        if one["recommended"] and one["certainty"] == "certain"
    ]


def _listed(expected: Plain, result: Plain, words: CaseNames) -> Iterator[str]:
    best = recommended(result)
    yield from _exactly(expected, best, words)
    shown = {one["id"]: one["certainty"] for one in result["procedures"]}
    for name in expected.get("possible", ()):
        if shown.get(name) != "possible":
            found = FOUND[shown.get(name, "")]
            yield f"« {words.procedure(name)} » devrait être possible, et non {found}"
    for name in expected.get("shown", ()):
        if name not in shown:
            yield f"« {words.procedure(name)} » devrait être montrée"
    for name in expected.get("not_procedures", ()):
        if name in best:
            yield f"« {words.procedure(name)} » ne devrait pas être recommandée"


def _exactly(expected: Plain, recommended: list[str], words: CaseNames) -> Iterator[str]:
    # The procedures under « also » may be recommended or not: neither counts as a difference.
    also = expected.get("also", ())
    counted = [one for one in recommended if one not in also]
    found_words = f"démarches recommandées : {words.procedures(recommended)}, attendues :"
    if "procedures" in expected:
        wanted = expected["procedures"]
        if counted != [one for one in wanted if one not in also]:
            yield f"{found_words} {words.procedures(wanted)}"
    wanted = expected.get("procedures_any_of", ())
    if wanted and counted not in [[one for one in names if one not in also] for names in wanted]:
        yield f"{found_words} {' ou bien '.join(words.procedures(one) for one in wanted)}"


def subject_of(expected: Plain, result: Plain) -> Plain | None:
    """Return the procedure whose documents, channel, dates and costs a case checks.

    It is the procedure under ``of``; else the first expected one; else the first recommended
    procedure among the expected alternatives. Return ``None`` if the result does not list it.
    """
    listed = {one["id"]: one for one in result["procedures"]}
    if "of" in expected:
        return listed.get(expected["of"])
    if expected.get("procedures"):
        return listed.get(expected["procedures"][0])
    alternatives = {name for names in expected.get("procedures_any_of", ()) for name in names}
    named = [name for name in recommended(result) if name in alternatives]
    return listed.get(named[0]) if named else None


def _details(expected: Plain, result: Plain, words: CaseNames) -> Iterator[str]:
    if not DETAILS & set(expected):
        return
    subject = subject_of(expected, result)
    if subject is None:
        yield (
            "la démarche dont on regarde les pièces, la façon de déposer, les dates ou le coût "
            "manque"
        )
        return
    yield from _documents(expected.get("documents", {}), subject, words)
    if "channel" in expected:
        yield from _channel(expected["channel"], subject, words)
    if "window" in expected:
        yield from _window(expected["window"], subject, words)
    yield from _costs(expected.get("costs", {}), subject)


def _documents(expected: Plain, subject: Plain, words: CaseNames) -> Iterator[str]:
    shown = {
        name
        for line in subject["documents"]
        if line["certainty"] == "certain"
        for name in (line["one_of"] or [line["id"]])
    }
    for wanted in expected.get("include", ()):
        names = wanted if isinstance(wanted, list) else [wanted]
        if shown.isdisjoint(names):
            yield f"pièce attendue, absente : {' ou '.join(map(words.document, names))}"
    for name in expected.get("exclude", ()):
        if name in shown:
            yield f"pièce en trop : {words.document(name)}"


def _channel(expected: Any, subject: Plain, words: CaseNames) -> Iterator[str]:
    accepted = expected if isinstance(expected, list) else [expected]
    found = subject["channel"]["kind"] if subject["channel"] else "unknown"
    if found not in accepted:
        wanted = " ou ".join(map(words.channel, accepted))
        yield f"façon de déposer : {words.channel(found)}, attendu : {wanted}"


def _window(expected: Plain, subject: Plain, words: CaseNames) -> Iterator[str]:
    if not any(all(step[end] == day for end, day in expected.items()) for step in subject["steps"]):
        dated = ({end: step[end] for end in ("from", "to")} for step in subject["steps"])
        found = ", ".join(words.window(ends) for ends in dated if ends["to"]) or "aucune"
        expectation = f"aucune étape n'a les dates {words.window(expected)}"
        yield f"{expectation} (dates trouvées : {found})"


def _costs(expected: Plain, subject: Plain) -> Iterator[str]:
    found = {"total": subject["total_cost"], "possible": possible_cost(subject)}
    for name, words in (("total", "coût total"), ("possible", "coût possible en plus")):
        if name in expected and found[name] != expected[name]:
            was = "inconnu" if found[name] is None else found[name]
            yield f"{words} : {was}, attendu : {expected[name]}"


def possible_cost(procedure: Plain) -> int | float | None:
    """Return the sum of the costs of a procedure that are not certain."""
    unsure = (one for one in procedure["costs"] if one["certainty"] == "possible")
    amounts = (Decimal(str(one["amount"])) for one in unsure if one["amount"] is not None)
    return number(sum(amounts, Decimal(0)))


def _number_of_questions(
    expected: Plain, situation: Situation, result: Plain, words: CaseNames
) -> Iterator[str]:
    if "questions_at_most" not in expected:
        return
    relevant = number_of_questions(situation, result)
    if relevant > expected["questions_at_most"]:
        limit = expected["questions_at_most"]
        asked = words.questions(result["asked"])
        yield f"{relevant} questions posées, au plus {limit} attendues : {asked}"


def number_of_questions(situation: Situation, result: Plain) -> int:
    """Return the number of questions asked, including the next one if it waits for an answer."""
    following = result["next_question"]
    waiting = following and situation.state(following) is Missing.PENDING
    return len(result["asked"]) + (1 if waiting else 0)
