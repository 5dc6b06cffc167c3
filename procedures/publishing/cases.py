"""Running a case: does the catalogue give this person what the case expects?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from procedures.engine.answers import read_answers
from procedures.engine.errors import InvalidAnswers
from procedures.engine.facts import Missing, parse_date
from procedures.engine.results import evaluate_to_data
from procedures.engine.rules import RuleSet
from procedures.engine.situation import Situation

from .departments import department_names


def run_case(rule_set: RuleSet, case: Mapping[str, Any], today: date) -> list[str]:
    """Return what the catalogue gives otherwise than the case expects, in French.

    ``today`` is the day used when the case does not name its own. The expectations are those
    of the table of docs/cases.md; an empty list means that the case passes.
    """
    try:
        answers = read_answers(rule_set, case["answers"])
    except InvalidAnswers as error:
        return [str(error)]
    day = parse_date(case.get("today")) or today
    result = evaluate_to_data(rule_set, answers, day)
    expected = case["expect"]
    return [
        *_listed(expected, result),
        *_details(expected, result),
        *_number_of_questions(expected, Situation(rule_set, answers, day), result),
    ]


def whose(case: Mapping[str, Any]) -> str:
    """Name a case by the département that keeps it, in French.

    >>> whose({"department": "82"})
    'le cas du département 82 (Tarn-et-Garonne)'
    """
    code = case.get("department")
    if not code:
        return "le cas"
    name = department_names().get(code)
    return f"le cas du département {code} ({name})" if name else f"le cas du département {code}"


def leads_elsewhere(rule_set: RuleSet, case: Mapping[str, Any], today: date) -> str:
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


def _recommended(result: Mapping[str, Any]) -> list[str]:
    return [
        one["id"]
        for one in result["procedures"]
        if one["recommended"] and one["certainty"] == "certain"
    ]


def _listed(expected: Mapping[str, Any], result: Mapping[str, Any]) -> Iterator[str]:
    recommended = _recommended(result)
    yield from _exactly(expected, recommended)
    shown = {one["id"]: one["certainty"] for one in result["procedures"]}
    for name in expected.get("possible", ()):
        if shown.get(name) != "possible":
            yield f"« {name} » devrait être possible, et non {shown.get(name, 'absente')}"
    for name in expected.get("shown", ()):
        if name not in shown:
            yield f"« {name} » devrait être montrée"
    for name in expected.get("not_procedures", ()):
        if name in recommended:
            yield f"« {name} » ne devrait pas être recommandée"


def _exactly(expected: Mapping[str, Any], recommended: list[str]) -> Iterator[str]:
    # What « also » allows may stand among the recommended ones, or be missing.
    also = expected.get("also", ())
    counted = [one for one in recommended if one not in also]
    if "procedures" in expected:
        wanted = expected["procedures"]
        if counted != [one for one in wanted if one not in also]:
            yield f"démarches recommandées : {recommended}, attendues : {wanted}"
    wanted = expected.get("procedures_any_of", ())
    if wanted and counted not in [[one for one in names if one not in also] for names in wanted]:
        yield f"démarches recommandées : {recommended}, attendues : l'une de {wanted}"


def _subject(expected: Mapping[str, Any], result: Mapping[str, Any]) -> Mapping[str, Any] | None:
    listed = {one["id"]: one for one in result["procedures"]}
    if "of" in expected:
        return listed.get(expected["of"])
    if expected.get("procedures"):
        return listed.get(expected["procedures"][0])
    alternatives = {name for names in expected.get("procedures_any_of", ()) for name in names}
    named = [name for name in _recommended(result) if name in alternatives]
    return listed.get(named[0]) if named else None


def _details(expected: Mapping[str, Any], result: Mapping[str, Any]) -> Iterator[str]:
    if not {"documents", "channel", "window", "costs"} & set(expected):
        return
    subject = _subject(expected, result)
    if subject is None:
        yield "la démarche dont le cas regarde les pièces, le canal, les dates ou le coût manque"
        return
    yield from _documents(expected.get("documents", {}), subject)
    if "channel" in expected:
        yield from _channel(expected["channel"], subject)
    if "window" in expected:
        yield from _window(expected["window"], subject)
    if "costs" in expected and subject["total_cost"] != expected["costs"]["total"]:
        yield f"coût total : {subject['total_cost']}, attendu : {expected['costs']['total']}"


def _documents(expected: Mapping[str, Any], subject: Mapping[str, Any]) -> Iterator[str]:
    shown = {
        name
        for line in subject["documents"]
        if line["certainty"] == "certain"
        for name in (line["one_of"] or [line["id"]])
    }
    for wanted in expected.get("include", ()):
        names = wanted if isinstance(wanted, list) else [wanted]
        if shown.isdisjoint(names):
            yield f"pièce attendue, absente : {' ou '.join(names)}"
    for name in expected.get("exclude", ()):
        if name in shown:
            yield f"pièce en trop : {name}"


def _channel(expected: Any, subject: Mapping[str, Any]) -> Iterator[str]:
    accepted = expected if isinstance(expected, list) else [expected]
    found = subject["channel"]["kind"] if subject["channel"] else "unknown"
    if found not in accepted:
        yield f"canal : {found}, attendu : {' ou '.join(accepted)}"


def _window(expected: Mapping[str, Any], subject: Mapping[str, Any]) -> Iterator[str]:
    if not any(all(step[end] == day for end, day in expected.items()) for step in subject["steps"]):
        found = [(step["from"], step["to"]) for step in subject["steps"] if step["to"]]
        yield f"aucune étape n'a les dates {dict(expected)} (dates trouvées : {found})"


def _number_of_questions(
    expected: Mapping[str, Any], situation: Situation, result: Mapping[str, Any]
) -> Iterator[str]:
    if "questions_at_most" not in expected:
        return
    relevant = len(result["asked"])
    following = result["next_question"]
    if following and situation.state(following) is Missing.PENDING:
        relevant += 1
    if relevant > expected["questions_at_most"]:
        limit = expected["questions_at_most"]
        yield f"{relevant} questions posées, au plus {limit} attendues : {result['asked']}"
