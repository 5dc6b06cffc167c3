"""An evaluation as JSON data: the contract of the ``evaluate`` command."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from .answers import answers_to_data
from .authorities import EVERYWHERE, competent
from .channels import ChannelFound
from .evaluation import (
    CostResult,
    DocumentResult,
    Evaluation,
    ProcedureResult,
    evaluate_situation,
)
from .explanation import Outcome, because, why_not
from .milestones import milestones_of
from .relevance import asked_questions, keeps_possible, needed_questions
from .schema.texts import in_language
from .situation import Situation
from .stances import StepResult
from .values.between import OnlineService
from .values.department import Notice
from .values.facts import Answers, Missing, to_plain
from .values.procedure import Procedure
from .values.rules import RuleSet


def evaluate_to_data(
    rule_set: RuleSet,
    answers: Answers,
    today: date,
    *,
    language: str = "fr",
    explain: str = "",
) -> dict[str, Any]:
    """Return the result of one person as plain data, ready for JSON.

    ``explain`` is the id of a procedure whose failed tests are added under ``why_not``.
    """
    situation = Situation(rule_set, answers, today)
    evaluation = evaluate_situation(situation)
    data: dict[str, Any] = {
        **path_to_data(situation),
        **evaluation_to_data(situation, evaluation, language),
    }
    if explain:
        data["why_not"] = {
            "procedure": explain,
            "tests": [
                outcome_to_data(one) for one in why_not(situation, rule_set.procedures[explain])
            ],
            "answers": answers_to_data(answers),
        }
    return data


def path_to_data(situation: Situation) -> dict[str, Any]:
    """Return the questions that a person is asked, and the next one, as data."""
    needed = needed_questions(situation)
    return {
        "next_question": needed[0] if needed else None,
        "asked": asked_questions(situation.rule_set, situation.answers, situation.today),
    }


def evaluation_to_data(
    situation: Situation, evaluation: Evaluation, language: str
) -> dict[str, Any]:
    """Return the procedures, orientations and notices of an evaluation as data."""
    return {
        "procedures": [
            procedure_to_data(situation, one, language) for one in evaluation.procedures
        ],
        "orientations": [
            {
                "id": one.orientation.id,
                "certainty": _certainty(one.certain),
                "stance": one.orientation.stance or None,
                "last_day": one.last_day.isoformat() if one.last_day else None,
            }
            for one in evaluation.orientations
        ],
        "milestones": [
            {
                "id": one.orientation.id,
                "day": one.day.isoformat(),
                "appeal": one.appeal,
                "supposed": one.supposed,
            }
            for one in milestones_of(situation)
        ],
        "notices": [_notice(one, language) for one in evaluation.notices],
    }


def outcome_to_data(outcome: Outcome) -> dict[str, object]:
    """Return a test with the state that it met, as data."""
    state = outcome.state
    missing = isinstance(state, Missing)
    operand = outcome.test.operand
    shown = operand.to_data() if hasattr(operand, "to_data") else operand
    if isinstance(shown, tuple):
        shown = [to_plain(one) for one in shown]
    return {
        "fact": outcome.test.fact,
        "operator": outcome.test.operator,
        "operand": to_plain(shown) if isinstance(shown, (str, int, date)) else shown,
        "expected": outcome.wanted,
        "value": None if isinstance(state, Missing) else to_plain(state),
        "missing": state.value if missing and isinstance(state, Missing) else None,
        "questions": list(outcome.questions),
    }


def number(amount: Decimal | None) -> int | float | None:
    """Return an amount as JSON writes it: an ``int`` if it is whole, else a ``float``.

    >>> number(Decimal("250")), number(Decimal("127.5"))
    (250, 127.5)
    """
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def listed_to_data(procedure: Procedure, certain: bool, recommended: bool) -> dict[str, object]:
    """Return the place of a procedure in the list, as data."""
    return {
        "id": procedure.id,
        "certainty": _certainty(certain),
        "recommended": recommended,
    }


def procedure_to_data(
    situation: Situation, result: ProcedureResult, language: str
) -> dict[str, object]:
    """Return a listed procedure with everything that it requires of a person, as data."""
    procedure = result.procedure
    return {
        **listed_to_data(procedure, result.certain, result.recommended),
        "because": because(situation, procedure),
        "depends_on": [] if result.certain else keeps_possible(situation, procedure),
        "channel": _channel(situation.rule_set, result.channel, language),
        "steps": [step_to_data(situation, one) for one in result.steps],
        "documents": [_document(one) for one in result.documents],
        "costs": [_cost(one, language) for one in result.costs],
        "total_cost": number(result.total_cost),
        **_possible_cost(result),
        "card": _card(result, language),
    }


def _card(result: ProcedureResult, language: str) -> dict[str, object]:
    """Return the stance of a procedure, its lead and its last day, and the first place."""
    found = result.stance
    leads = found.leads if found else []
    return {
        "stance": found.stance.stance if found else None,
        "lead": " ".join(in_language(one, language) for one in leads) or None,
        "last_day": found.last_day.isoformat() if found and found.last_day else None,
        "place": result.place or None,
    }


def _channel(rule_set: RuleSet, found: ChannelFound, language: str) -> Mapping[str, object] | None:
    channel = found.channel
    if channel is None:
        return None
    texts = ("address", "instructions", "no_slot_help")
    written = {name: in_language(getattr(channel, name), language) or None for name in texts}
    site = rule_set.service_of(channel)
    service = {"service": _service(site, language)} if site else {}
    return {"kind": channel.kind, "url": channel.url or None, **written, **service}


def _service(service: OnlineService, language: str) -> Mapping[str, object]:
    """Return what a site asks for at its door, and the other way."""

    def written(one: object, *names: str) -> Mapping[str, object]:
        return {name: in_language(getattr(one, name), language) or None for name in names}

    return {
        "id": service.id,
        **written(service, "title", "files"),
        "needs": [
            {**written(one, "title", "text", "without"), "optional": one.optional}
            for one in service.needs
        ],
        "ways": [written(one, "title", "text") for one in service.ways],
    }


def step_to_data(situation: Situation, result: StepResult) -> dict[str, object]:
    """Return a step with its days and, if it names a kind of authority, to whom it goes."""
    closes, counted = result.closes, result.counted
    return {
        "id": result.step.id,
        "from": result.opens.isoformat() if result.opens else None,
        "to": closes.isoformat() if closes else None,
        "certainty": _certainty(result.certain),
        # Of appeals alone: the law counts a day or more after the careful one.
        **({"late_after": counted.isoformat()} if counted and counted != closes else {}),
        **_authorities(situation, result.step.authority),
    }


def _authorities(situation: Situation, kind: str) -> dict[str, object]:
    """Return to whom a step goes that names a kind of authority, if the département is known."""
    found = competent(situation.rule_set, kind, situation.department or EVERYWHERE)
    if not found:
        return {}
    names = ("id", "name", "scope", "address", "phone", "email", "contact_dated")
    listed = [{name: getattr(one, name) or None for name in names} for one in found]
    return {"authorities": listed}


def _document(result: DocumentResult) -> dict[str, object]:
    entry = result.entry
    return {
        "id": None if entry.one_of else entry.documents[0],
        "one_of": list(entry.documents) if entry.one_of else None,
        "certainty": _certainty(result.certain),
        # On these lines alone, like ``may_be_asked`` of a cost: the note names the persons.
        **({"for_some": True} if entry.for_some else {}),
    }


def _cost(cost: CostResult, language: str) -> dict[str, object]:
    return {
        "label": in_language(cost.label, language),
        "amount": number(cost.amount),
        "currency": cost.currency,
        "certainty": _certainty(cost.certain),
        # Of these costs alone: what depends on an answer is « possible » too.
        **({"may_be_asked": True} if cost.possible else {}),
    }


def _possible_cost(result: ProcedureResult) -> dict[str, object]:
    """Return what may come on top of the total, if the catalogue names a cost that may."""
    if not any(cost.possible for cost in result.costs):
        return {}
    return {"possible_cost": number(result.possible_cost)}


def _notice(notice: Notice, language: str) -> dict[str, object]:
    return {
        "text": in_language(notice.text, language),
        "from": notice.start.isoformat() if notice.start else None,
        "until": notice.end.isoformat() if notice.end else None,
    }


def _certainty(certain: bool) -> str:
    return "certain" if certain else "possible"
