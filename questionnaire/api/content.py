"""The edition as data for the interface: questions, procedures, départements, documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import override

from procedures.engine.conditions.tree import ALWAYS
from procedures.engine.results import number
from procedures.engine.schema.declared import texts_of
from procedures.engine.schema.texts import in_language
from procedures.engine.values.content import Source
from procedures.engine.values.department import Department, Notice
from procedures.engine.values.procedure import Cost, DocumentEntry, Procedure, Step
from procedures.engine.values.questions import Question
from procedures.engine.values.rules import Document, RuleSet
from procedures.publishing.departments import department_names
from questionnaire.sheets.addresses import prefecture_url, procedure_url

Plain = dict[str, Any]


def question(one: Question, language: str, offered: Iterable[str] | None = None) -> Plain:
    """Return a question with its choices; only those ``offered``, if they are given."""
    kept = None if offered is None else set(offered)
    return {
        "key": one.key,
        "kind": one.kind,
        "section": one.section,
        "text": in_language(one.text, language),
        "help": in_language(one.help, language),
        "why": in_language(one.why, language),
        "allow_unknown": one.allow_unknown,
        "unknown_help": in_language(one.unknown_help, language),
        "sensitive": one.sensitive,
        "may_be_passed": one.may_be_passed,
        "choices": [
            {
                "value": choice.value,
                "text": in_language(choice.text, language),
                "help": in_language(choice.help, language),
                "sensitive": choice.sensitive,
                "exclusive": choice.exclusive,
            }
            for choice in one.choices
            if kept is None or choice.value in kept
        ],
    }


def summary(one: Procedure, language: str) -> Plain:
    """Return what the list of procedures says of one."""
    with override(language):
        page = procedure_url(one.id)
    return {
        "id": one.id,
        "title": in_language(one.title, language),
        "summary": in_language(one.summary, language),
        "family": one.family,
        "from": _day(one.days.start),
        "until": _day(one.days.end),
        "sensitive": one.sensitive,
        "page": page,
    }


def procedure(rule_set: RuleSet, one: Procedure, language: str) -> Plain:
    """Return all that a procedure may ask of anybody; ``conditional`` depends on the person."""
    return {
        **summary(one, language),
        "result": in_language(one.result, language),
        "processing_time": in_language(one.processing_time, language),
        "validity": in_language(one.validity, language),
        "steps": [_step(step, language) for step in one.steps],
        "documents": [_line(entry, language) for entry in one.documents],
        "costs": [_cost(rule_set, cost, language) for cost in one.costs],
        "legal_references": list(one.legal_references),
        "source": _source(one.source),
    }


def departments(rule_set: RuleSet, language: str) -> list[Plain]:
    return [_department(rule_set, code, language) for code in department_names()]


def department(rule_set: RuleSet, code: str, language: str) -> Plain:
    """Return what the catalogue says of a département; little, if it has no facts of it.

    How to file is not here: it depends on the person, and a consulate is no place for a person who
    fled its country. ``evaluate`` tells it.
    """
    held = rule_set.departments.get(code, Department(code))
    prefecture = held.prefecture
    return {
        **_department(rule_set, code, language),
        "prefecture": {
            **_place(prefecture, language),
            "email": prefecture.email,
            "site": prefecture.site,
        },
        "sites": [_place(site, language) for site in held.sites],
        "helpers": [
            {**_place(one, language), "kind": one.kind, "languages": list(one.languages)}
            for one in held.helpers
        ],
        "notices": [_notice(one, language) for one in held.notices],
    }


def document(one: Document, language: str) -> Plain:
    return {
        "id": one.id,
        **{name: in_language(getattr(one, name), language) for name in texts_of(Document)},
        "original": one.original,
        "translation": one.translation,
        "validity": one.validity.to_data() if one.validity else None,
        "source": _source(one.source),
    }


def _department(rule_set: RuleSet, code: str, language: str) -> Plain:
    held = rule_set.departments.get(code)
    with override(language):
        page = prefecture_url(code)
    name = in_language(held.name, language) if held else ""
    return {
        "code": code,
        "name": name or department_names()[code],
        "known": held is not None,
        "page": page,
    }


def _step(step: Step, language: str) -> Plain:
    return {
        "id": step.id,
        "text": in_language(step.text, language),
        "conditional": step.when != ALWAYS,
    }


def _line(entry: DocumentEntry, language: str) -> Plain:
    return {
        "documents": list(entry.documents),
        "one_of": entry.one_of,
        "note": in_language(entry.note, language),
        "form": entry.form,
        "conditional": entry.for_some or entry.when != ALWAYS,
    }


def _cost(rule_set: RuleSet, cost: Cost, language: str) -> Plain:
    fee = rule_set.fees[cost.fee] if cost.fee else None
    amounts = [(one.start, one.amount) for one in fee.amounts] if fee else [(None, cost.amount)]
    return {
        "label": in_language(fee.label if fee else cost.label, language),
        "currency": fee.currency if fee else cost.currency,
        "amounts": [{"from": _day(start), "amount": number(amount)} for start, amount in amounts],
        "may_be_asked": cost.possible,
        "conditional": cost.when != ALWAYS,
    }


def _place(one: Any, language: str) -> Plain:
    return {
        "name": in_language(one.name, language),
        "address": in_language(one.address, language),
        "phone": one.phone,
    }


def _notice(one: Notice, language: str) -> Plain:
    return {
        "text": in_language(one.text, language),
        "from": _day(one.first_shown),
        "until": _day(one.last_shown),
    }


def _source(one: Source) -> Plain:
    return {
        "reference": one.reference,
        "url": one.url,
        "dated": one.dated,
        "checked_on": _day(one.checked_on),
        "verified_on": _day(one.verified_on),
        "confidence": one.confidence,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
