"""Running a case: does the catalogue give this person what the case expects?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from procedures.engine.answers import read_answers
from procedures.engine.errors import InvalidAnswers
from procedures.engine.evaluation import evaluate_situation, listed, procedure_result
from procedures.engine.results import (
    evaluate_to_data,
    evaluation_to_data,
    listed_to_data,
    path_to_data,
    procedure_to_data,
)
from procedures.engine.situation import Situation
from procedures.engine.values.facts import Missing, parse_date
from procedures.engine.values.plain import Plain, PlainDict
from procedures.engine.values.rules import RuleSet

from .departments import department_names

DETAILS = {"documents", "channel", "window", "costs"}
FOUND = {"": "absente", "possible": "possible", "certain": "certaine"}


class Words:
    """How what differs is told: here, by the names that the catalogue's files use."""

    def procedure(self, key: str) -> str:
        return key

    def procedures(self, keys: list[str]) -> str:
        return str(keys)

    def document(self, key: str) -> str:
        return key

    def channel(self, kind: str) -> str:
        return kind

    def window(self, ends: Mapping[str, str | None]) -> str:
        return str({end: day for end, day in ends.items() if day})

    def questions(self, keys: list[str]) -> str:
        return str(keys)


KEYS = Words()


def run_case(rule_set: RuleSet, case: Plain, today: date, words: Words = KEYS) -> list[str]:
    """Return what the catalogue gives otherwise than the case expects, in French.

    ``today`` is the day used when the case does not name its own. The expectations are those
    of the table of docs/cases.md; an empty list means that the case passes.
    """
    try:
        answers = read_answers(rule_set, case["answers"])
    except InvalidAnswers as error:
        return [str(error)]
    day = parse_date(case.get("today")) or today
    situation = Situation(rule_set, answers, day)
    return faults_of(case["expect"], situation, _looked_at(case["expect"], situation), words)


def _looked_at(expected: Plain, situation: Situation) -> PlainDict:
    """Return what ``faults_of`` reads of ``result_of``: of one procedure alone, its details.

    Where many are listed, most of what ``result_of`` works out is about the others.
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
    """Return what a person gets, as data; which questions they are asked only if that counts.

    To tell it, their answers are replayed one by one: that takes five times as long as the rest.
    """
    if "questions_at_most" in expected:
        return evaluate_to_data(situation.rule_set, situation.answers, situation.today)
    return evaluation_to_data(situation, evaluate_situation(situation), "fr")


def faults_of(
    expected: Plain,
    situation: Situation,
    result: Plain,
    words: Words = KEYS,
) -> list[str]:
    """Return what a result, as ``result_of`` gives it, has otherwise than expected."""
    return [
        *_listed(expected, result, words),
        *_details(expected, result, words),
        *_number_of_questions(expected, situation, result, words),
    ]


def whose(case: Plain) -> str:
    """Name a case by the département that keeps it, in French.

    >>> whose({"department": "82"})
    'le cas du département 82 (Tarn-et-Garonne)'
    """
    code = case.get("department")
    if not code:
        return "le cas"
    name = department_names().get(code)
    return f"le cas du département {code} ({name})" if name else f"le cas du département {code}"


def leads_elsewhere(rule_set: RuleSet, case: Plain, today: date) -> str:
    """Say that a département's case does not lead there; an empty text if it does."""
    code = case.get("department")
    if not code:
        return ""
    try:
        answers = read_answers(rule_set, case["answers"])
    except InvalidAnswers:
        return ""  # The case fails, and is told so.
    found = Situation(rule_set, answers, parse_date(case.get("today")) or today).department
    if found == code:
        return ""
    where = f"mènent au département {found}" if found else "ne mènent à aucun département"
    return f"{whose(case)} n'essaie pas ce département : ses réponses {where}"


def _recommended(result: Plain) -> list[str]:
    return [
        one["id"]
        for one in result["procedures"]
        if one["recommended"] and one["certainty"] == "certain"
    ]


def _listed(expected: Plain, result: Plain, words: Words) -> Iterator[str]:
    recommended = _recommended(result)
    yield from _exactly(expected, recommended, words)
    shown = {one["id"]: one["certainty"] for one in result["procedures"]}
    for name in expected.get("possible", ()):
        if shown.get(name) != "possible":
            found = FOUND[shown.get(name, "")]
            yield f"« {words.procedure(name)} » devrait être possible, et non {found}"
    for name in expected.get("shown", ()):
        if name not in shown:
            yield f"« {words.procedure(name)} » devrait être montrée"
    for name in expected.get("not_procedures", ()):
        if name in recommended:
            yield f"« {words.procedure(name)} » ne devrait pas être recommandée"


def _exactly(expected: Plain, recommended: list[str], words: Words) -> Iterator[str]:
    # What « also » allows may stand among the recommended ones, or be missing.
    also = expected.get("also", ())
    counted = [one for one in recommended if one not in also]
    told = f"démarches recommandées : {words.procedures(recommended)}, attendues :"
    if "procedures" in expected:
        wanted = expected["procedures"]
        if counted != [one for one in wanted if one not in also]:
            yield f"{told} {words.procedures(wanted)}"
    wanted = expected.get("procedures_any_of", ())
    if wanted and counted not in [[one for one in names if one not in also] for names in wanted]:
        yield f"{told} {' ou bien '.join(words.procedures(one) for one in wanted)}"


def subject_of(expected: Plain, result: Plain) -> Plain | None:
    """Return the procedure whose documents, channel, dates and costs a case looks at."""
    listed = {one["id"]: one for one in result["procedures"]}
    if "of" in expected:
        return listed.get(expected["of"])
    if expected.get("procedures"):
        return listed.get(expected["procedures"][0])
    alternatives = {name for names in expected.get("procedures_any_of", ()) for name in names}
    named = [name for name in _recommended(result) if name in alternatives]
    return listed.get(named[0]) if named else None


def _details(expected: Plain, result: Plain, words: Words) -> Iterator[str]:
    if not DETAILS & set(expected):
        return
    subject = subject_of(expected, result)
    if subject is None:
        yield "la démarche dont le cas regarde les pièces, le canal, les dates ou le coût manque"
        return
    yield from _documents(expected.get("documents", {}), subject, words)
    if "channel" in expected:
        yield from _channel(expected["channel"], subject, words)
    if "window" in expected:
        yield from _window(expected["window"], subject, words)
    if "costs" in expected and subject["total_cost"] != expected["costs"]["total"]:
        yield f"coût total : {subject['total_cost']}, attendu : {expected['costs']['total']}"


def _documents(expected: Plain, subject: Plain, words: Words) -> Iterator[str]:
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


def _channel(expected: Any, subject: Plain, words: Words) -> Iterator[str]:
    accepted = expected if isinstance(expected, list) else [expected]
    found = subject["channel"]["kind"] if subject["channel"] else "unknown"
    if found not in accepted:
        wanted = " ou ".join(map(words.channel, accepted))
        yield f"canal : {words.channel(found)}, attendu : {wanted}"


def _window(expected: Plain, subject: Plain, words: Words) -> Iterator[str]:
    if not any(all(step[end] == day for end, day in expected.items()) for step in subject["steps"]):
        dated = ({end: step[end] for end in ("from", "to")} for step in subject["steps"])
        found = ", ".join(words.window(ends) for ends in dated if ends["to"]) or "aucune"
        told = f"aucune étape n'a les dates {words.window(expected)}"
        yield f"{told} (dates trouvées : {found})"


def _number_of_questions(
    expected: Plain, situation: Situation, result: Plain, words: Words
) -> Iterator[str]:
    if "questions_at_most" not in expected:
        return
    relevant = number_of_questions(situation, result)
    if relevant > expected["questions_at_most"]:
        limit = expected["questions_at_most"]
        asked = words.questions(result["asked"])
        yield f"{relevant} questions posées, au plus {limit} attendues : {asked}"


def number_of_questions(situation: Situation, result: Plain) -> int:
    """Count the questions asked, and the one that the person still waits to answer."""
    following = result["next_question"]
    waiting = following and situation.state(following) is Missing.PENDING
    return len(result["asked"]) + (1 if waiting else 0)
