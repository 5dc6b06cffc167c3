"""The exchange format: the shapes of everything that a catalogue holds."""

from __future__ import annotations

from ..values.facts import CHANNEL_KINDS, KINDS
from .shapes import (
    Leaf,
    ListOf,
    MapOf,
    OneShape,
    Record,
    Shape,
    amount,
    anything,
    boolean,
    day,
    identifier,
    integer,
    one_of,
    string,
    text,
)

SECTIONS = ("vous", "demande", "titre", "situation", "precisions")
CONFIDENCES = ("high", "medium", "low")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FORMS = ("original", "copy", "both")

# What an entry was called before: see former_names.py.
FORMER_KEYS = ListOf(identifier)
CONDITION: Leaf = anything  # read by condition_reader, which knows the facts
DURATION = Record(optional={"years": integer, "months": integer, "days": integer})
SOURCE = Record(optional={"reference": string, "url": string, "checked_on": day})
ORIGIN: dict[str, Shape] = {
    "source": SOURCE,
    "confidence": one_of(*CONFIDENCES),
    "recheck_after": DURATION,
    "owner": string,
}
WARNING = Record({"text": text}, {"when": CONDITION, **ORIGIN})
NOTE = Record({"text": text}, {"when": CONDITION, **ORIGIN})
HOURS = OneShape(
    Record(optional={weekday: ListOf(string) for weekday in WEEKDAYS}),
    text,
)

CHOICE = Record(
    {"value": string, "text": text},
    {"formerly": ListOf(string), "help": text, "when": CONDITION, **ORIGIN},
)
QUESTION = Record(
    {"key": identifier, "kind": one_of(*KINDS), "text": text},
    {
        "section": one_of(*SECTIONS),
        "formerly": FORMER_KEYS,
        "help": text,
        "why": text,
        "assisted": text,
        "picture": string,
        "sensitive": boolean,
        "when": CONDITION,
        "allow_unknown": boolean,
        "unknown_help": text,
        "choices": ListOf(CHOICE, may_be_empty=False),
        **ORIGIN,
    },
)
GROUP = Record(
    {"key": identifier, "fact": identifier, "values": ListOf(string, may_be_empty=False)},
    {"formerly": FORMER_KEYS, "title": text, **ORIGIN},
)
DERIVED_RULE = Record({"value": anything}, {"label": string, "when": CONDITION, **ORIGIN})
DERIVED_FACT = Record(
    {
        "key": identifier,
        "kind": one_of(*KINDS),
        "rules": ListOf(DERIVED_RULE, may_be_empty=False),
    },
    {
        "formerly": FORMER_KEYS,
        "title": string,
        "values": ListOf(string, may_be_empty=False),
        **ORIGIN,
    },
)
FEE = Record(
    {
        "id": identifier,
        "label": text,
        "amounts": ListOf(Record({"from": day, "amount": amount}), may_be_empty=False),
    },
    {"currency": string, **ORIGIN},
)
DOCUMENT = Record(
    {"id": identifier, "title": text},
    {
        "formerly": FORMER_KEYS,
        "explanation": text,
        "looks_like": text,
        "how_to_get": text,
        "delay": text,
        "validity": DURATION,
        "original": boolean,
        "translation": boolean,
        "refusals": text,
        "icon": string,
        "notes": ListOf(NOTE),
        **ORIGIN,
    },
)
DOCUMENT_ENTRY = Record(
    {},
    {
        "document": identifier,
        "one_of": ListOf(identifier, may_be_empty=False),
        "group": text,
        "when": CONDITION,
        "note": text,
        "form": one_of(*FORMS),
        **ORIGIN,
    },
)
COST = Record(
    {},
    {
        "fee": identifier,
        "label": text,
        "amount": amount,
        "currency": string,
        "when": CONDITION,
        **ORIGIN,
    },
)
WINDOW_END = OneShape(
    Record({"fact": identifier}, {"days": integer, "months": integer, "years": integer}),
    day,
)
STEP = Record(
    {"id": identifier, "text": text},
    {
        "when": CONDITION,
        "window": Record(optional={"from": WINDOW_END, "to": WINDOW_END}),
        "late": text,
        "warnings": ListOf(WARNING),
        **ORIGIN,
    },
)
PROCEDURE = Record(
    {"id": identifier, "track": identifier, "rank": integer, "title": text},
    {
        "formerly": FORMER_KEYS,
        "family": identifier,
        "exclusive_with": ListOf(identifier),
        "summary": text,
        "result": text,
        "processing_time": text,
        "validity": text,
        "meanwhile": Record(optional={"text": text, "may_work": boolean, "may_travel": boolean}),
        "sensitive": boolean,
        "warnings": ListOf(WARNING),
        "when": CONDITION,
        "legal_references": ListOf(string),
        "steps": ListOf(STEP),
        "documents": ListOf(DOCUMENT_ENTRY),
        "costs": ListOf(COST),
        **ORIGIN,
    },
)
ORIENTATION = Record(
    {"id": identifier, "rank": integer, "title": text, "text": text},
    {
        "when": CONDITION,
        "links": ListOf(Record({"text": text, "url": string}, ORIGIN)),
        "urgent": boolean,
        **ORIGIN,
    },
)
CHANNEL = Record(
    {"kind": one_of(*CHANNEL_KINDS)},
    {
        "for": Record(
            optional={
                "procedures": ListOf(identifier, False),
                "families": ListOf(identifier, False),
            }
        ),
        "when": CONDITION,
        "url": string,
        "address": text,
        "instructions": text,
        "no_slot_help": text,
        **ORIGIN,
    },
)
OVERRIDE = Record(
    {"procedure": identifier},
    {
        "add_documents": ListOf(OneShape(DOCUMENT_ENTRY, identifier)),
        "drop_documents": ListOf(identifier),
        "notes": text,
        **ORIGIN,
    },
)
PREFECTURE = Record(
    optional={
        "name": text,
        "address": text,
        "phone": string,
        "email": string,
        "site": string,
        **ORIGIN,
    }
)
SITE = Record(
    {},
    {
        "id": identifier,
        "name": text,
        "address": text,
        "phone": string,
        "arrondissements": ListOf(string),
        "handles": ListOf(identifier),
        "hours": HOURS,
        **ORIGIN,
    },
)
NOTICE = Record(
    {"text": text}, {"from": day, "until": day, "families": ListOf(identifier), **ORIGIN}
)
HELPER = Record(
    {},
    {
        "name": text,
        "kind": string,
        "address": text,
        "phone": string,
        "hours": HOURS,
        "languages": ListOf(string),
        **ORIGIN,
    },
)
DEPARTMENT = Record(
    {"code": string},
    {
        "name": text,
        "prefecture": PREFECTURE,
        "sites": ListOf(SITE),
        "channels": ListOf(CHANNEL),
        "overrides": ListOf(OVERRIDE),
        "notices": ListOf(NOTICE),
        "helpers": ListOf(HELPER),
        **ORIGIN,
    },
)
EXPECTATION = Record(
    optional={
        "procedures": ListOf(identifier),
        "procedures_any_of": ListOf(ListOf(identifier), may_be_empty=False),
        "also": ListOf(identifier),
        "possible": ListOf(identifier),
        "shown": ListOf(identifier),
        "not_procedures": ListOf(identifier),
        "documents": Record(optional={"include": ListOf(anything), "exclude": ListOf(identifier)}),
        "channel": anything,
        "window": Record(optional={"from": day, "to": day}),
        "costs": Record({"total": amount}),
        "questions_at_most": integer,
        "of": identifier,
    }
)
CASE = Record(
    {"id": identifier, "answers": MapOf(anything), "expect": EXPECTATION},
    {
        "department": string,
        "persona": string,
        "today": day,
        "source": string,
        "confidence": one_of(*CONFIDENCES),
        "file": string,
    },
)
